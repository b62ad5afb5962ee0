package openbell.order;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongFunction;
import openbell.order.OrderStore.ExplainView;
import openbell.order.OrderStore.HistoryView;
import openbell.order.OrderStore.OrderView;
import openbell.order.OrderStore.Page;
import openbell.order.domain.Order;
import openbell.order.domain.PlaceOrder;
import openbell.order.domain.PlaceOutcome;

/** Places and finds orders. An order is answered after its commit. Called on one event loop. */
final class OrderService {
  private final LongFunction<IntakeBatcher> batchers;
  private final OrderStore store;
  private final OrderMetrics metrics;

  OrderService(LongFunction<IntakeBatcher> batchers, OrderStore store, OrderMetrics metrics) {
    this.batchers = batchers;
    this.store = store;
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

  Future<Optional<OrderView>> find(long accountId, UUID orderId) {
    return store.find(accountId, orderId);
  }

  Future<Optional<OrderView>> findByClOrdId(long accountId, String clOrdId) {
    return store.findByClOrdId(accountId, clOrdId);
  }

  Future<List<Order>> list(Page page) {
    return store.list(page);
  }

  /** The order and its transitions until an instant, in microseconds. */
  Future<Optional<HistoryView>> history(long accountId, UUID orderId, long asOfMicros) {
    return store.history(accountId, orderId, asOfMicros);
  }

  /** How the order came to be what it is: at most so many transitions and levels. */
  Future<Optional<ExplainView>> explain(long accountId, UUID orderId, int limit) {
    return store.explain(accountId, orderId, limit);
  }
}
