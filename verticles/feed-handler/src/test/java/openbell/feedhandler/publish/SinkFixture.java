package openbell.feedhandler.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import openbell.embedded.EmbeddedStores;
import openbell.runtime.Config;
import openbell.runtime.Endpoints;
import openbell.runtime.KafkaTopics;
import openbell.runtime.Node;
import openbell.wire.marketdata.Quote;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A node on the real stores, and one event loop on which the sinks under test run. */
abstract class SinkFixture {
  static final String SYMBOL = "XNSE:BAJAJ-AUTO";
  static final long NOW = 1_700_000_000_000_000L;
  static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long TICK_MS = 20;

  final EmbeddedStores stores = EmbeddedStores.forTests();
  final Endpoints endpoints = Endpoints.read(stores.endpointsFile());
  final Config config =
      Config.load("demo", null, Map.of(), List.of("kafka.partitions=2", "marketdata.busShards=2"));
  Vertx vertx;
  Node node;
  Context loop;
  FeedContext context;

  @BeforeEach
  void connect() {
    vertx = Vertx.vertx();
    loop = vertx.getOrCreateContext();
    node = Node.on(vertx, config, endpoints);
    KafkaTopics.ensure(endpoints.kafka(), config);
    var metrics = new FeedMetrics(node.metrics(), "test");
    context = new FeedContext("feed", vertx, node.health(), metrics, () -> NOW);
  }

  @AfterEach
  void close() {
    await(node.close());
  }

  void run(Runnable work) {
    onLoop(
        () -> {
          work.run();
          return Future.succeededFuture();
        });
  }

  <T> T onLoop(Callable<Future<T>> work) {
    return await(
        Future.future(
            promise ->
                loop.runOnContext(
                    now -> {
                      try {
                        work.call().onComplete(promise);
                      } catch (Exception failure) {
                        promise.fail(failure);
                      }
                    })));
  }

  static <T> T await(Future<T> future) {
    return future.timeout(30, TimeUnit.SECONDS).await();
  }

  /** Looks at a condition, which may block, at each tick of a timer. */
  void awaitUntil(Callable<Boolean> condition) {
    var ticks = new Semaphore(0);
    var timer = vertx.setPeriodic(1, TICK_MS, tick -> ticks.release());
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      do {
        assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
        ticks.acquire();
        ticks.drainPermits();
      } while (!condition.call());
    } catch (Exception failure) {
      throw new AssertionError(failure);
    } finally {
      vertx.cancelTimer(timer);
    }
  }

  static Quote quote(long epoch, long seq, long lastPx) {
    return Quote.newBuilder()
        .setSymbol(SYMBOL)
        .setEpoch(epoch)
        .setSeq(seq)
        .setLastPx(lastPx)
        .build();
  }
}
