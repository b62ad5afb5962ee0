package openbell.search;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import openbell.runtime.Health;
import openbell.wire.reference.Instrument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings changed instruments into the index, one batch at a time on a worker. What changes
 * meanwhile waits, the newest of each symbol only, and goes in as the next batch: a burst costs a
 * few refreshes, a single change is searchable at once. Thread-safe: the directory calls on its own
 * context, the workers' answers come on the verticle's.
 */
final class IndexFeed {
  private static final Logger LOG = LoggerFactory.getLogger(IndexFeed.class);
  private static final String HEALTH_PART = "search-index";
  private static final long RETRY_MS = 500;

  private final Vertx vertx;
  private final WorkerExecutor workers;
  private final InstrumentIndex index;
  private final Health health;
  private final Map<String, Instrument> waiting = new LinkedHashMap<>();
  private final Map<String, Long> newestVersions = new HashMap<>();
  private boolean writing;
  private boolean stopped;

  IndexFeed(Vertx vertx, WorkerExecutor workers, InstrumentIndex index, Health health) {
    this.vertx = vertx;
    this.workers = workers;
    this.index = index;
    this.health = health;
    health.down(HEALTH_PART, "no instruments yet");
  }

  /**
   * Takes over changes; never blocks. Bounded by the directory: one entry for each symbol. An older
   * version than one seen is dropped: the first full batch may be overtaken by a change.
   */
  synchronized void changed(Collection<Instrument> instruments) {
    for (var instrument : instruments) {
      var newest = newestVersions.merge(instrument.getSymbol(), instrument.getVersion(), Math::max);
      if (instrument.getVersion() >= newest) {
        waiting.put(instrument.getSymbol(), instrument);
      }
    }
    writeNext();
  }

  /** Starts no further batch. */
  synchronized void stop() {
    stopped = true;
    health.remove(HEALTH_PART);
  }

  private synchronized void writeNext() {
    if (writing || stopped || waiting.isEmpty()) {
      return;
    }
    writing = true;
    var batch = List.copyOf(waiting.values());
    waiting.clear();
    workers
        .executeBlocking(
            () -> {
              index.put(batch);
              return batch.size();
            },
            false)
        .onSuccess(this::written)
        .onFailure(failure -> failed(batch, failure));
  }

  private synchronized void written(int count) {
    LOG.debug("{} instruments indexed", count);
    writing = false;
    if (!stopped) {
      health.up(HEALTH_PART);
    }
    writeNext();
  }

  /** Nothing is lost: the batch waits again, except where a newer change came meanwhile. */
  private synchronized void failed(List<Instrument> batch, Throwable failure) {
    if (stopped) {
      return;
    }
    LOG.error("{} instruments cannot be indexed now", batch.size(), failure);
    health.down(HEALTH_PART, "cannot index: " + failure.getMessage());
    batch.forEach(instrument -> waiting.putIfAbsent(instrument.getSymbol(), instrument));
    vertx.timer(RETRY_MS, TimeUnit.MILLISECONDS).onSuccess(waited -> retry());
  }

  private synchronized void retry() {
    writing = false;
    writeNext();
  }
}
