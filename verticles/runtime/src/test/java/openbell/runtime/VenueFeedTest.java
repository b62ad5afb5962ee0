package openbell.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import openbell.model.Addresses;
import openbell.wire.venue.VenueMarketData;
import openbell.wire.venue.VenueSnapshotRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A venue that speaks faster than it is read: what is handed over in one go waits in the loop's
 * queue while the clock goes on by what each message costs.
 */
@ExtendWith(VertxExtension.class)
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class VenueFeedTest {
  private static final int SPOKEN = 10_000;
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private final AtomicLong clock = new AtomicLong();
  private volatile long costNanos;
  private Bus bus;
  private Context loop;
  private final AtomicLong seq = new AtomicLong();
  private CompletableFuture<Long> recovered = new CompletableFuture<>();

  @BeforeEach
  void start(Vertx vertx) throws Exception {
    bus = new Bus(vertx);
    loop = vertx.getOrCreateContext();
    bus.<VenueSnapshotRequest>serve(
            Addresses.venueSnapshot(0), request -> Future.succeededFuture(message(seq.get())))
        .await(10, TimeUnit.SECONDS);
    var feed = new VenueFeed(vertx, bus, 1, new Told(), clock::get);
    loop.runOnContext(now -> feed.start());
    assertThat(recovered.get(10, TimeUnit.SECONDS)).isZero();
    told.clear();
  }

  @Test
  void whatWaitedForMoreThanASecondIsDroppedAndTheSnapshotSaysWhatStands() throws Exception {
    costNanos = MILLI;

    speak(SPOKEN);

    assertThat(recovered.get(10, TimeUnit.SECONDS)).isEqualTo(SPOKEN);
    assertThat(told.getFirst()).isEqualTo("message 1");
    assertThat(told.subList(0, 1_010)).contains("down more than a second behind the venue");
    assertThat(told).contains("dropped " + SPOKEN).doesNotContain("left out GAP");
    assertThat(told.stream().filter(each -> each.startsWith("dropped ")).count())
        .isGreaterThan(SPOKEN / 2);
    assertThat(told.subList(told.size() - 2, told.size()))
        .containsExactly("snapshot " + SPOKEN, "up");

    costNanos = 0;
    told.clear();
    speak(3);
    turn();
    assertThat(told)
        .containsExactly(
            "message " + (SPOKEN + 1), "message " + (SPOKEN + 2), "message " + (SPOKEN + 3));
  }

  @Test
  void aBurstThatIsReadInTimeLosesNothing() throws Exception {
    costNanos = MILLI / 20;

    speak(SPOKEN);
    turn();

    assertThat(told).hasSize(SPOKEN).allMatch(each -> each.startsWith("message "));
  }

  /** Hands all over before the first one is read. */
  private void speak(int count) throws Exception {
    recovered = new CompletableFuture<>();
    var spoken = new CompletableFuture<Void>();
    loop.runOnContext(
        now -> {
          for (var i = 0; i < count; i++) {
            bus.publish(Addresses.venueMarketData(0), message(seq.incrementAndGet()));
          }
          spoken.complete(null);
        });
    spoken.get(10, TimeUnit.SECONDS);
  }

  /** Until what was handed over before is read. */
  private void turn() throws Exception {
    var done = new CompletableFuture<Void>();
    loop.runOnContext(now -> done.complete(null));
    done.get(10, TimeUnit.SECONDS);
  }

  private static VenueMarketData message(long seq) {
    return VenueMarketData.newBuilder().setEpoch(1).setSeq(seq).build();
  }

  private final class Told implements VenueFeed.Reader {
    private long snapshotSeq;

    @Override
    public void message(VenueMarketData data) {
      clock.addAndGet(costNanos);
      told.add("message " + data.getSeq());
    }

    @Override
    public void snapshot(VenueMarketData whole) {
      snapshotSeq = whole.getSeq();
      told.add("snapshot " + snapshotSeq);
    }

    @Override
    public void up(int partition) {
      told.add("up");
      recovered.complete(snapshotSeq);
    }

    @Override
    public void down(int partition, String why) {
      told.add("down " + why);
    }

    @Override
    public void leftOut(VenueFeed.LeftOut why) {
      told.add("left out " + why);
    }

    @Override
    public void dropped(VenueMarketData unread) {
      told.add("dropped " + unread.getSeq());
    }
  }
}
