package openbell.order;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import openbell.order.domain.CancelOutcome;
import openbell.order.domain.Order;
import openbell.order.domain.ReplaceOutcome;
import openbell.order.domain.ReplaceState;

/**
 * Where commands on orders become durable, each in one transaction under the locks of the account
 * and its orders. Fails with a {@link StoreFailure}.
 */
interface CommandStore {
  /** What became of one of several orders. */
  record Cancelled(UUID orderId, CancelOutcome outcome) {}

  /** Who commands what. */
  record Target(long accountId, UUID orderId, String actor) {}

  /** Cancels an order. Empty: there is no such order of this account. */
  Future<Optional<CancelOutcome>> cancel(Target target, Function<Order, CancelOutcome> decide);

  /**
   * Cancels the account's living orders, the oldest first.
   *
   * @param symbol canonical; empty: of all symbols
   * @param limit how many at most
   */
  Future<List<Cancelled>> cancelAll(
      long accountId,
      String symbol,
      int limit,
      String actor,
      Function<Order, CancelOutcome> decide);

  /**
   * Replaces an order, and raises or releases its hold. Empty: no such order of this account.
   *
   * @param tradeDate whose result counts for the account's limits
   */
  Future<Optional<ReplaceOutcome>> replace(
      Target target, int tradeDate, BiFunction<Order, ReplaceState, ReplaceOutcome> decide);
}
