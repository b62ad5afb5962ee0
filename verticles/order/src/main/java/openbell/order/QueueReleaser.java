package openbell.order;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import openbell.model.market.Market;
import openbell.order.domain.Change;
import openbell.order.domain.Commands;
import openbell.order.domain.Order;
import openbell.order.domain.QueueRelease;
import openbell.order.domain.QueueRelease.Due;
import openbell.order.domain.QueueSession;
import openbell.runtime.Health;
import openbell.runtime.Leases;
import openbell.runtime.Node;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a shard's queued orders to the venue when their session begins to collect orders, in id
 * order, rejects those that risk or their account refuses now, and expires those whose session was
 * missed. One node at a time does so, by a lease; a node that dies between two batches leaves the
 * rest to the next one, for an order that was sent is queued no more. Used from one event loop.
 */
final class QueueReleaser {
  private static final Logger LOG = LoggerFactory.getLogger(QueueReleaser.class);
  private static final long PERIOD_MS = 250;

  /** The markets and how the clock reads. */
  record Calendar(List<Market> markets, boolean alwaysOpen, InstantSource clock) {
    /** The session of a market that is under way or comes next. */
    QueueSession session(Market market) {
      var now = clock.instant();
      if (alwaysOpen) {
        return new QueueSession(market.tradeDate(now), true);
      }
      var day = market.current(now);
      return new QueueSession(day.tradeDate(), !now.isBefore(day.begin()));
    }
  }

  private final Vertx vertx;
  private final Health health;
  private final QueueStore store;
  private final RiskCheck risk;
  private final Calendar calendar;
  private final OrderMetrics metrics;
  private final Runnable onReleased;
  private final String name;
  private final Leases.Lease lease;
  private boolean closed;
  private Future<Void> round = Future.succeededFuture();

  /**
   * Starts the releaser.
   *
   * @param name of its lease and its health part
   * @param onReleased told after each batch that was committed
   */
  QueueReleaser(
      Node node,
      String name,
      QueueStore store,
      RiskCheck risk,
      Calendar calendar,
      OrderMetrics metrics,
      Runnable onReleased) {
    this.vertx = node.vertx();
    this.health = node.health();
    this.store = store;
    this.risk = risk;
    this.calendar = calendar;
    this.metrics = metrics;
    this.onReleased = onReleased;
    this.name = name;
    this.lease = node.leases().hold(name, epoch -> {}, () -> {});
    health.up(name);
    again();
  }

  /** Ends after the batch in hand and gives the lease up. */
  Future<Void> close() {
    closed = true;
    health.remove(name);
    return round.transform(ended -> lease.close()).otherwiseEmpty();
  }

  private void again() {
    vertx.timer(PERIOD_MS, TimeUnit.MILLISECONDS).onSuccess(waited -> run());
  }

  private void run() {
    if (closed) {
      return;
    }
    round = lease.isHeld() ? allMarkets() : Future.succeededFuture();
    round
        .onSuccess(done -> markUp())
        .onFailure(
            failure -> {
              LOG.warn("{} cannot release queued orders: {}", name, failure.toString());
              health.down(name, "cannot release: " + failure.getMessage());
            })
        .onComplete(done -> again());
  }

  private void markUp() {
    if (!closed) {
      health.up(name);
    }
  }

  private Future<Void> allMarkets() {
    Future<Void> done = Future.succeededFuture();
    for (var market : calendar.markets()) {
      done = done.compose(before -> batches(market));
    }
    return done;
  }

  private Future<Void> batches(Market market) {
    var session = calendar.session(market);
    return store
        .due(market.mic(), session)
        .compose(
            due -> due.isEmpty() ? Future.succeededFuture(List.<Change>of()) : settle(due, session))
        .compose(
            changes -> {
              settled(changes);
              return changes.isEmpty() || closed ? Future.succeededFuture() : batches(market);
            });
  }

  private Future<List<Change>> settle(List<Order> due, QueueSession session) {
    return risk.check(due.stream().map(Commands::asNewOrder).toList())
        .compose(
            verdicts -> {
              var checked = new ArrayList<Due>(due.size());
              for (var at = 0; at < due.size(); at++) {
                checked.add(new Due(due.get(at), verdicts.get(at)));
              }
              var nowMicros = SqlArrays.micros(calendar.clock().instant());
              return store.settle(
                  checked,
                  lease::guard,
                  state -> QueueRelease.decide(checked, state, session, nowMicros));
            });
  }

  private void settled(List<Change> changes) {
    if (!changes.isEmpty()) {
      metrics.released(changes);
      onReleased.run();
    }
  }
}
