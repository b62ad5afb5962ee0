package openbell.order;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongFunction;
import openbell.order.OrderStore.OrderView;
import openbell.order.OrderStore.Page;
import openbell.order.domain.CancelOutcome;
import openbell.order.domain.Lifecycle;
import openbell.order.domain.Order;
import openbell.order.domain.PlaceOrder;
import openbell.order.domain.PlaceOutcome;
import openbell.order.domain.Refused;
import openbell.runtime.Bus;

/**
 * Places, cancels and finds orders. Every answer to a command is given after its commit. Called on
 * one event loop.
 */
final class OrderService {
  private final LongFunction<IntakeBatcher> batchers;
  private final OrderStore store;
  private final InstantSource clock;
  private final Bus bus;
  private final OrderMetrics metrics;

  OrderService(
      LongFunction<IntakeBatcher> batchers,
      OrderStore store,
      InstantSource clock,
      Bus bus,
      OrderMetrics metrics) {
    this.batchers = batchers;
    this.store = store;
    this.clock = clock;
    this.bus = bus;
    this.metrics = metrics;
  }

  /** Places an order with its account's batcher. */
  Future<PlaceOutcome> place(PlaceOrder order) {
    var startedAtNanos = System.nanoTime();
    return batchers
        .apply(order.accountId())
        .submit(order)
        .onSuccess(outcome -> metrics.placed(outcome, System.nanoTime() - startedAtNanos))
        .onFailure(fault -> metrics.faulted());
  }

  /** Asks the venue to cancel; a second time it answers as before and sends nothing. */
  Future<CancelOutcome> cancel(long accountId, UUID orderId) {
    var nowMicros = SqlArrays.micros(clock.instant());
    return store
        .cancel(accountId, orderId, order -> Lifecycle.decideCancel(order, nowMicros))
        .map(outcome -> outcome.orElseGet(OrderService::unknownOrder))
        .recover(OrderService::busyOrFault)
        .onSuccess(
            outcome -> {
              metrics.cancelled(outcome);
              bus.nudge(OrderVerticle.OUTBOX);
            })
        .onFailure(fault -> metrics.faulted());
  }

  Future<Optional<OrderView>> find(long accountId, UUID orderId) {
    return store.find(accountId, orderId);
  }

  Future<Optional<OrderView>> findByClOrdId(long accountId, String clOrdId) {
    return store.findByClOrdId(accountId, clOrdId);
  }

  Future<List<Order>> list(Page page) {
    return store.list(page);
  }

  private static CancelOutcome unknownOrder() {
    return Refused.of(404, "order.unknown", "The account has no such order.");
  }

  private static Future<CancelOutcome> busyOrFault(Throwable failure) {
    if (!(failure instanceof StoreFailure known)) {
      return Future.failedFuture(failure);
    }
    return known.kind() == StoreFailure.Kind.LOCKED
        ? Future.succeededFuture(
            Refused.of(
                409,
                "idempotency.in_progress",
                "Another request of this account is still in progress."))
        : Future.failedFuture(known.toFault());
  }
}
