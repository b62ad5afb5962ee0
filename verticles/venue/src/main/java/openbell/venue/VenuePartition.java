package openbell.venue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.InstantSource;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import openbell.model.market.Market;
import openbell.runtime.Fault;
import openbell.runtime.Health;
import openbell.wire.venue.VenueMarketData;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One partition of the venue while this node owns it: a thread that recovers the books and serves
 * them, and after any failure drops them and recovers again. The public methods may be called from
 * any thread.
 */
final class VenuePartition {
  private static final Logger LOG = LoggerFactory.getLogger(VenuePartition.class);
  private static final long FIRST_RETRY_MS = 250;
  private static final long LAST_RETRY_MS = 2_000;
  private static final int MAX_SNAPSHOT_REQUESTS = 64;

  /** What a partition stands on. */
  record Ports(
      int partition,
      Supplier<KafkaPartitionLog> logs,
      SnapshotStore snapshots,
      MarketDataPublisher marketData,
      VenueMetrics metrics,
      Health health,
      World world) {}

  /**
   * What the owner of a partition knows beside its log, and writes into it.
   *
   * @param markets the calendars by MIC
   * @param isAlwaysOpen whether markets trade at any hour, and sessions only end
   */
  record World(
      Map<String, Market> markets, boolean isAlwaysOpen, InstantSource clock, HaltSource halts) {}

  private final Ports ports;
  private final VenueSettings settings;
  private final String part;
  private final Thread thread;
  private final Promise<Void> ended = Promise.promise();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Map<String, Long> instruments = new ConcurrentHashMap<>();
  private final Queue<Promise<VenueMarketData>> snapshotRequests =
      new ArrayBlockingQueue<>(MAX_SNAPSHOT_REQUESTS);
  private volatile KafkaPartitionLog current;
  private long retryMs = FIRST_RETRY_MS;

  VenuePartition(Ports ports, VenueSettings settings) {
    this.ports = ports;
    this.settings = settings;
    this.part = "venue." + ports.partition();
    this.thread =
        Thread.ofPlatform()
            .name(part)
            .uncaughtExceptionHandler((thread, bug) -> died(bug))
            .unstarted(this::run);
  }

  void start() {
    ports.health().down(part, "The books are being recovered.");
    thread.start();
  }

  /** Commits what is left, keeps the books, and ends. */
  Future<Void> stop() {
    stop.countDown();
    var log = current;
    if (log != null) {
      log.wakeup();
    }
    return ended.future();
  }

  /** From now on the partition has a book for this symbol. */
  void list(String symbol, long previousClosePx) {
    instruments.put(symbol, previousClosePx);
  }

  /** The whole state; fails with a {@link Fault} where the books are not there or too many ask. */
  Future<VenueMarketData> snapshot() {
    var request = Promise.<VenueMarketData>promise();
    if (!ports.health().isUp(part) || !snapshotRequests.offer(request)) {
      request.fail(unavailable());
    }
    return request.future();
  }

  private void run() {
    while (!isStopping()) {
      try {
        serveOneLife();
      } catch (ProducerFencedException | InvalidProducerEpochException fenced) {
        // Whoever lost the lease hears of it before it would fence the new owner in turn.
        retryMs = LAST_RETRY_MS;
        retryLater("Another owner opened the partition: " + fenced.getMessage());
      } catch (WakeupException stopped) {
        LOG.debug("{} woken up to stop", part);
      } catch (KafkaException away) {
        retryLater("Kafka failed: " + away.getMessage());
      } catch (RuntimeException bug) {
        LOG.error("{} failed", part, bug);
        retryLater("The books are to be recovered: " + bug.getMessage());
      }
      refuseRequests();
    }
    ports.health().remove(part);
    ended.complete();
  }

  private void serveOneLife() {
    try (var log = ports.logs().get()) {
      current = log;
      var books = BookKeeper.recover(log, ports, settings);
      ports.health().up(part);
      retryMs = FIRST_RETRY_MS;
      while (!isStopping()) {
        books.tell(instruments);
        serveStep(books);
        answerRequests(books);
      }
      books.finish();
    } finally {
      current = null;
    }
  }

  /** Nothing is lost by a wakeup: it comes before the poll has handed out records. */
  private void serveStep(BookKeeper books) {
    try {
      books.step();
    } catch (WakeupException stopping) {
      LOG.debug("{} stops serving", part);
    }
  }

  private void answerRequests(BookKeeper books) {
    while (books.isSettled() && !snapshotRequests.isEmpty()) {
      var whole = ports.marketData().snapshot(books.wholeMarketData());
      snapshotRequests.poll().complete(whole);
    }
  }

  private void refuseRequests() {
    for (var request = snapshotRequests.poll();
        request != null;
        request = snapshotRequests.poll()) {
      request.fail(unavailable());
    }
  }

  private void retryLater(String why) {
    LOG.warn("{}: {}", part, why);
    ports.health().down(part, why);
    try {
      long waitMs = retryMs;
      retryMs = Math.min(2 * retryMs, LAST_RETRY_MS);
      if (stop.await(waitMs, TimeUnit.MILLISECONDS)) {
        LOG.info("{} stops while its books are away", part);
      }
    } catch (InterruptedException interrupted) {
      stop.countDown();
    }
  }

  private void died(Throwable bug) {
    LOG.error("{} died: nothing is matched until the node starts again", part, bug);
    ports.health().down(part, "The thread died: " + bug);
    ended.tryComplete();
  }

  private boolean isStopping() {
    return stop.getCount() == 0;
  }

  private Fault unavailable() {
    return Fault.unavailable(
        "venue.unavailable",
        "The books of venue partition " + ports.partition() + " are not here.",
        null);
  }
}
