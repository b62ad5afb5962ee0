package openbell.order;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import openbell.order.domain.Change;
import openbell.order.domain.Order;
import openbell.order.domain.QueueSession;

/** Where the queued orders of a shard are. */
interface QueueStore {
  /**
   * Settles the next queued orders of a market that its session decides, in id order, at most as
   * many as one batch has; one transaction under the locks of their accounts and theirs. An order
   * that was settled in the meantime is left alone. An empty list: nothing is due.
   *
   * @param guard proves in the transaction that the caller may do so
   * @param decide an order's change, empty if there is none
   */
  Future<List<Change>> settle(
      String mic,
      QueueSession session,
      Function<SqlConnection, Future<Void>> guard,
      Function<Order, Optional<Change>> decide);
}
