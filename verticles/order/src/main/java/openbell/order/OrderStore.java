package openbell.order;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import openbell.order.domain.Fill;
import openbell.order.domain.Order;
import openbell.wire.order.ExplainedTransition;
import openbell.wire.order.FilledLevel;
import openbell.wire.order.OrderTransition;

/** Orders as they are and were. Everything is within an account. */
interface OrderStore {
  /** An order with its fills, oldest first. */
  record OrderView(Order order, List<Fill> fills) {}

  /** An order as it is now, with its transitions, oldest first. */
  record HistoryView(Order order, List<OrderTransition> transitions) {}

  /**
   * How an order came to be what it is.
   *
   * @param transitions oldest first
   * @param levels the prices that filled it, the first filled first
   */
  record ExplainView(
      Order order, List<ExplainedTransition> transitions, List<FilledLevel> levels) {}

  /**
   * One page of an account's orders, newest first.
   *
   * @param statuses numbers of the wire enum; empty: all
   * @param symbol canonical; empty: all
   * @param before orders with lower ids only
   * @param from the lowest id that may be returned
   */
  record Page(
      long accountId, List<Short> statuses, String symbol, UUID from, UUID before, int limit) {}

  Future<Optional<OrderView>> find(long accountId, UUID orderId);

  Future<Optional<OrderView>> findByClOrdId(long accountId, String clOrdId);

  Future<List<Order>> list(Page page);

  /** The order and its transitions until an instant; empty: no such order of this account. */
  Future<Optional<HistoryView>> history(long accountId, UUID orderId, long asOfMicros);

  /** At most so many transitions and levels of it; empty: no such order of this account. */
  Future<Optional<ExplainView>> explain(long accountId, UUID orderId, int limit);
}
