package openbell.order;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.function.Function;
import openbell.order.domain.Change;
import openbell.order.domain.Order;
import openbell.order.domain.QueueRelease.Due;
import openbell.order.domain.QueueSession;
import openbell.order.domain.QueueState;

/** Where the queued orders of a shard are. */
interface QueueStore {
  /**
   * The next queued orders of a market that its session decides, in id order, at most as many as
   * one batch has. Read without a lock.
   */
  Future<List<Order>> due(String mic, QueueSession session);

  /**
   * Settles some of the shard's orders, in one transaction under the locks of their accounts and
   * theirs.
   *
   * @param guard proves in the transaction that the caller may do so
   * @param decide the changes of the orders as they are under the locks
   */
  Future<List<Change>> settle(
      List<Due> due,
      Function<SqlConnection, Future<Void>> guard,
      Function<QueueState, List<Change>> decide);
}
