package openbell.order;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import openbell.order.domain.CancelOutcome;
import openbell.order.domain.Fill;
import openbell.order.domain.Order;

/** Orders as they are: cancelled and read. Everything is within an account. */
interface OrderStore {
  /** An order with its fills, oldest first. */
  record OrderView(Order order, List<Fill> fills) {}

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

  /**
   * Locks the account and the order, decides, and writes the order and its command if a cancel is
   * to be sent. Empty: there is no such order of this account.
   */
  Future<Optional<CancelOutcome>> cancel(
      long accountId, UUID orderId, Function<Order, CancelOutcome> decide);

  Future<Optional<OrderView>> find(long accountId, UUID orderId);

  Future<Optional<OrderView>> findByClOrdId(long accountId, String clOrdId);

  Future<List<Order>> list(Page page);
}
