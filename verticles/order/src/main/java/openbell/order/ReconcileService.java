package openbell.order;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import openbell.runtime.Bus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a shard's backlog each two seconds and at its partitions each hour. Any number of nodes
 * may do so. Used from one event loop.
 */
final class ReconcileService {
  private static final Logger LOG = LoggerFactory.getLogger(ReconcileService.class);
  private static final long PERIOD_MS = 2_000;
  private static final long MAINTAIN_MS = TimeUnit.HOURS.toMillis(1);
  private static final long RETRY_MS = 5_000;

  private final Vertx vertx;
  private final Bus bus;
  private final ReconcileStore store;
  private final OrderMetrics metrics;
  private final String relayAddress;
  private boolean closed;

  ReconcileService(
      Vertx vertx, Bus bus, ReconcileStore store, OrderMetrics metrics, String relayAddress) {
    this.vertx = vertx;
    this.bus = bus;
    this.store = store;
    this.metrics = metrics;
    this.relayAddress = relayAddress;
  }

  void start() {
    reconcile();
    maintain();
  }

  void close() {
    closed = true;
  }

  private void reconcile() {
    if (closed) {
      return;
    }
    store
        .reconcile()
        .onSuccess(this::report)
        .onFailure(failure -> LOG.warn("cannot reconcile orders: {}", failure.toString()))
        .onComplete(done -> later(PERIOD_MS, this::reconcile));
  }

  private void report(Backlog backlog) {
    metrics.reconciled(backlog);
    if (backlog.republished() > 0) {
      LOG.warn("{} commands without an answer are published again", backlog.republished());
      bus.nudge(relayAddress);
    }
  }

  private void maintain() {
    if (closed) {
      return;
    }
    store
        .maintainPartitions()
        .onFailure(failure -> LOG.warn("cannot make partitions: {}", failure.toString()))
        .onComplete(done -> later(done.succeeded() ? MAINTAIN_MS : RETRY_MS, this::maintain));
  }

  private void later(long afterMs, Runnable work) {
    vertx.timer(afterMs, TimeUnit.MILLISECONDS).onSuccess(waited -> work.run());
  }
}
