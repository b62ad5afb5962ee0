package openbell.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import openbell.runtime.Health;
import openbell.search.domain.SearchQuery;
import openbell.wire.reference.Instrument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
@Timeout(20)
class IndexFeedTest {
  /** Records its batches; may hold the first back, or fail it. */
  private static final class RecordingIndex implements InstrumentIndex {
    private final BlockingQueue<List<String>> batches = new LinkedBlockingQueue<>();
    private final CountDownLatch entered = new CountDownLatch(1);
    private CountDownLatch gate = new CountDownLatch(0);
    private int failures;

    @Override
    public void put(Collection<Instrument> instruments) {
      entered.countDown();
      try {
        gate.await();
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
      if (failures-- > 0) {
        throw new IllegalStateException("no memory");
      }
      batches.add(instruments.stream().map(each -> each.getSymbol() + each.getVersion()).toList());
    }

    @Override
    public List<Instrument> search(SearchQuery query) {
      return List.of();
    }

    @Override
    public void close() {}

    List<String> nextBatch() throws InterruptedException {
      return batches.poll(10, TimeUnit.SECONDS);
    }
  }

  private final RecordingIndex index = new RecordingIndex();
  private final Health health = new Health();
  private IndexFeed feed;

  @BeforeEach
  void start(Vertx vertx) {
    WorkerExecutor workers = vertx.createSharedWorkerExecutor("feed-test", 2);
    feed = new IndexFeed(vertx, workers, index, health);
  }

  @Test
  void changesDuringABatchWaitAndOnlyTheNewestGoIn() throws InterruptedException {
    index.gate = new CountDownLatch(1);
    feed.changed(List.of(version("A", 1)));
    index.entered.await();
    feed.changed(List.of(version("A", 2), version("B", 1)));
    feed.changed(List.of(version("A", 3)));
    index.gate.countDown();

    assertThat(index.nextBatch()).containsExactly("A1");
    assertThat(index.nextBatch()).containsExactly("A3", "B1");
  }

  @Test
  void olderVersionThatComesLateIsDropped() throws InterruptedException {
    feed.changed(List.of(version("A", 2)));
    feed.changed(List.of(version("A", 1), version("B", 1)));

    var applied = new ArrayList<String>();
    while (!applied.contains("B1")) {
      applied.addAll(index.nextBatch());
    }
    assertThat(applied).containsExactly("A2", "B1");
  }

  @Test
  void batchThatFailsIsTriedAgain(Vertx vertx) throws InterruptedException {
    index.failures = 1;
    feed.changed(List.of(version("A", 1)));

    assertThat(index.nextBatch()).containsExactly("A1");
    awaitUp(vertx);
    assertThat(health.isUp("search-index")).isTrue();
  }

  /** The part is set after the batch is in, on another thread: asks until it is. */
  private void awaitUp(Vertx vertx) throws InterruptedException {
    var up = Promise.<Void>promise();
    vertx.setPeriodic(
        5,
        timer -> {
          if (health.isUp("search-index")) {
            up.tryComplete();
          }
        });
    var latch = new CountDownLatch(1);
    up.future().onSuccess(seen -> latch.countDown());
    latch.await();
  }

  private static Instrument version(String symbol, long version) {
    return Instrument.newBuilder().setSymbol(symbol).setVersion(version).build();
  }
}
