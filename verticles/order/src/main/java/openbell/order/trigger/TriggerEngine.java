package openbell.order.trigger;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import openbell.order.log.Advance;
import openbell.order.trigger.OrderPlacement.Outcome;
import openbell.order.trigger.TriggerStore.Changes;
import openbell.order.trigger.domain.TradePrint;
import openbell.order.trigger.domain.Trigger;
import openbell.order.trigger.domain.TriggerIndex;
import openbell.order.trigger.domain.TriggerStatus;
import openbell.runtime.TopicRange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires triggers: an index of the active ones in memory finds those that a trade meets, one
 * transaction takes them from ACTIVE to TRIGGERED with the offsets, then their orders are placed.
 * What is TRIGGERED and not placed, for whatever reason, the sweep places. Used from one event
 * loop; the stored row decides, the index only says where to look.
 */
final class TriggerEngine {
  private static final Logger LOG = LoggerFactory.getLogger(TriggerEngine.class);

  /** The most active triggers that one reader keeps. */
  private static final int MAX_ACTIVE = 1_000_000;

  private static final int PAGE = 5_000;
  private static final int SWEEP = 256;
  private static final int MAX_IN_FLIGHT = 1_024;
  private static final UUID LOWEST = new UUID(0, 0);

  private final FiringStore store;
  private final OrderPlacement orders;
  private final TriggerMetrics metrics;
  private final InstantSource clock;
  private final TriggerIndex index = new TriggerIndex(MAX_ACTIVE);
  private final Set<UUID> inFlight = new HashSet<>();
  private String horizon = "0";

  TriggerEngine(
      FiringStore store, OrderPlacement orders, TriggerMetrics metrics, InstantSource clock) {
    this.store = store;
    this.orders = orders;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Learns every active trigger; then {@link #refresh} follows what changes. */
  Future<Void> load() {
    index.clear();
    return store
        .horizon()
        .compose(
            before -> {
              horizon = before;
              return load(LOWEST);
            })
        .onSuccess(loaded -> metrics.active(index.size()));
  }

  private Future<Void> load(UUID after) {
    return store
        .active(after, PAGE)
        .compose(
            page -> {
              page.forEach(this::learn);
              return page.size() < PAGE
                  ? Future.succeededFuture()
                  : load(page.getLast().triggerId());
            });
  }

  /** Forgets them all: another reads now. */
  void unload() {
    index.clear();
    metrics.active(0);
  }

  /** Learns what any instance wrote since the last time. */
  Future<Void> refresh() {
    return store
        .changes(horizon, PAGE)
        .compose(
            changes -> {
              var next = changes.horizon();
              return follow(changes).onSuccess(followed -> horizon = next);
            })
        .onSuccess(followed -> metrics.active(index.size()));
  }

  private Future<Void> follow(Changes changes) {
    changes.triggers().forEach(this::learn);
    return changes.more()
        ? store.changes(changes.lastTransaction(), PAGE).compose(this::follow)
        : Future.succeededFuture();
  }

  private void learn(Trigger trigger) {
    if (!index.put(trigger)) {
      metrics.leftOut();
      LOG.error("more than {} active triggers: {} waits", MAX_ACTIVE, trigger.triggerId());
    }
  }

  /** The next offset of each partition. */
  Future<Map<Integer, Long>> offsets(Map<Integer, TopicRange> ranges) {
    return store.offsets(ranges);
  }

  /**
   * Applies a batch of trades; succeeds with the commit, before the orders are placed. What was
   * written before is learned first: a trigger whose taking was answered sees every later trade.
   */
  Future<Void> apply(List<TradePrint> trades, Advance advance) {
    return refresh()
        .compose(
            refreshed -> {
              var now = now();
              return store.fire(advance, index.metBy(trades, now), now);
            })
        .map(
            after -> {
              after.forEach(this::learn);
              after.stream().filter(TriggerEngine::isUnplaced).forEach(this::place);
              return null;
            });
  }

  /** Ends what is over, places what is TRIGGERED and not placed. */
  Future<Void> sweep() {
    return store
        .expire(now(), SWEEP)
        .compose(
            expired -> {
              metrics.expired(expired);
              return store.unplaced(SWEEP);
            })
        .map(
            unplaced -> {
              unplaced.forEach(this::place);
              return null;
            });
  }

  /** Drops stored answers that nobody will ask for. */
  Future<Void> forgetAnswers() {
    return store.forgetAnswers();
  }

  private static boolean isUnplaced(Trigger trigger) {
    return trigger.status() == TriggerStatus.TRIGGERED && trigger.orderId().isEmpty();
  }

  /** What finds no room now is the next sweep's. */
  private void place(Trigger trigger) {
    if (inFlight.size() >= MAX_IN_FLIGHT || !inFlight.add(trigger.triggerId())) {
      return;
    }
    orders
        .place(trigger)
        .compose(outcome -> settle(trigger, outcome))
        .onFailure(
            failure -> {
              metrics.placementFailed();
              LOG.warn("order of {} is tried again: {}", trigger.triggerId(), failure.toString());
            })
        .onComplete(done -> inFlight.remove(trigger.triggerId()));
  }

  private Future<Void> settle(Trigger trigger, Outcome outcome) {
    return store
        .settle(
            trigger,
            met ->
                switch (outcome) {
                  case Outcome.Placed(var orderId) -> met.placed(orderId, now());
                  case Outcome.Refused(var code) -> met.rejected(code, now());
                })
        .onSuccess(settled -> settled.ifPresent(metrics::settled))
        .mapEmpty();
  }

  private long now() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }
}
