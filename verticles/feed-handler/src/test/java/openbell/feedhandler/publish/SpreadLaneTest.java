package openbell.feedhandler.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import openbell.runtime.Health;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A share of the symbols at a time, each symbol in one share. */
@ExtendWith(VertxExtension.class)
class SpreadLaneTest {
  private static final int SHARES = 3;
  private static final int AT_MOST = 4;

  private final BlockingQueue<List<Newest>> writes = new LinkedBlockingQueue<>();
  private Context loop;
  private SpreadLane lane;

  @BeforeEach
  void prepare(Vertx vertx) {
    loop = vertx.getOrCreateContext();
    var metrics = new FeedMetrics(new SimpleMeterRegistry(), "test");
    var state =
        new SinkState(new FeedContext("feed", vertx, new Health(), metrics, () -> 0L), "fake");
    lane =
        new SpreadLane(
            vertx,
            10 * SHARES,
            AT_MOST,
            backlog -> new Lane<>(vertx, backlog, AT_MOST, this::write, state));
  }

  private Future<Void> write(List<Newest> symbols) {
    writes.add(symbols);
    return Future.succeededFuture();
  }

  @Test
  void symbolsAreWrittenAShareAtATimeAndNoMoreThanAskedFor() throws InterruptedException {
    var symbols = IntStream.range(0, 30).<Newest>mapToObj(Symbol::new).toList();
    onLoop(
        () -> {
          lane.start();
          lane.add(symbols);
          lane.add(symbols);
        });

    var written = new HashSet<Integer>();
    while (written.size() < symbols.size()) {
      var write = nextWrite();
      assertThat(write).hasSizeLessThanOrEqualTo(AT_MOST);
      assertThat(write)
          .extracting(symbol -> symbol.index() % SHARES)
          .containsOnly(write.getFirst().index() % SHARES);
      // Twice added, once written.
      write.forEach(symbol -> assertThat(written.add(symbol.index())).isTrue());
    }
    onLoop(lane::finish);
  }

  @Test
  void finishWritesWhatWaits() throws InterruptedException {
    onLoop(
        () -> {
          lane.add(List.<Newest>of(new Symbol(0), new Symbol(1), new Symbol(3)));
          lane.finish();
        });

    assertThat(nextWrite()).containsExactly(new Symbol(0), new Symbol(3));
    assertThat(nextWrite()).containsExactly(new Symbol(1));
  }

  private List<Newest> nextWrite() throws InterruptedException {
    var write = writes.poll(30, TimeUnit.SECONDS);
    assertThat(write).isNotNull();
    return write;
  }

  private void onLoop(Runnable work) {
    loop.runOnContext(now -> work.run());
  }

  private record Symbol(int index) implements Newest {
    @Override
    public Encoded message() {
      return new EncodedDepth(index, "X:" + index, 0, 0, ByteString.EMPTY);
    }
  }
}
