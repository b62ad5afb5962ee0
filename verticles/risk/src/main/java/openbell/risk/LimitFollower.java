package openbell.risk;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import openbell.model.Addresses;
import openbell.risk.domain.LimitBook;
import openbell.runtime.Bus;
import openbell.runtime.Health;
import openbell.wire.risk.RiskStandingRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the newest limits of the store in memory: asks for their version each 500 ms, and at once
 * when the bus says that they changed. While the store is away the last known stay in force; before
 * the first there are none, and nothing may be checked. Started on one event loop; the book is read
 * from any thread.
 */
final class LimitFollower {
  private static final Logger LOG = LoggerFactory.getLogger(LimitFollower.class);
  private static final long POLL_MS = 500;

  /** The part of the node's health. */
  static final String HEALTH = "risk.limits";

  private final LimitStore store;
  private final Health health;
  private volatile LimitBook newest;
  private Future<Void> inHand = Future.succeededFuture();
  private boolean again;
  private long timer;

  LimitFollower(LimitStore store, Health health) {
    this.store = store;
    this.health = health;
  }

  /** Starts to follow; succeeds after the first try, whether or not the store was there. */
  Future<Void> start(Vertx vertx, Bus bus) {
    health.down(HEALTH, "not loaded yet");
    timer = vertx.setPeriodic(POLL_MS, tick -> refresh());
    bus.<RiskStandingRequest>subscribe(Addresses.RISK_CHANGED, hint -> refresh());
    return refresh();
  }

  void close(Vertx vertx) {
    vertx.cancelTimer(timer);
    health.remove(HEALTH);
  }

  /** The limits in force; empty before the first were read. */
  Optional<LimitBook> newest() {
    return Optional.ofNullable(newest);
  }

  /** Looks at the store; one look at a time, and one more where it is asked for meanwhile. */
  Future<Void> refresh() {
    if (!inHand.isComplete()) {
      again = true;
      return inHand;
    }
    inHand = look();
    inHand.onComplete(
        done -> {
          if (again) {
            again = false;
            refresh();
          }
        });
    return inHand;
  }

  private Future<Void> look() {
    return store
        .version()
        .compose(
            version ->
                newest != null && newest.version() == version
                    ? Future.succeededFuture(newest)
                    : store.load())
        .onSuccess(this::take)
        .onFailure(
            away -> {
              LOG.debug("the limits in force stay", away);
              health.down(HEALTH, String.valueOf(away.getMessage()));
            })
        .transform(looked -> Future.succeededFuture());
  }

  private void take(LimitBook book) {
    if (newest == null || newest.version() != book.version()) {
      LOG.info("limits of version {} are in force", book.version());
      newest = book;
    }
    health.up(HEALTH);
  }
}
