package openbell.order;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import openbell.order.domain.Change;
import openbell.order.domain.Order;
import openbell.order.domain.QueueSession;
import openbell.runtime.Shards;

/** The queued orders in one shard's Postgres. */
final class PgQueueStore implements QueueStore {
  private static final String ACTOR = "system";

  /**
   * Those the session decides: all that it may have while it collects orders; before that, those
   * that end with an earlier one (time_in_force 4 GTC, 5 GTD). Read without a lock: accounts are
   * locked before orders.
   */
  private static final String DUE =
      """
      SELECT order_id, account_id
      FROM orders.orders
      WHERE queued AND starts_with(symbol, $1 || ':') AND trade_date <= $2
        AND ($3 OR (trade_date < $2
                    AND (time_in_force NOT IN (4, 5) OR (time_in_force = 5 AND expire_date < $2))))
      ORDER BY order_id
      LIMIT $4
      """;

  private final Shards shards;
  private final Pool pool;
  private final int batch;

  PgQueueStore(Shards shards, Pool pool, int batch) {
    this.shards = shards;
    this.pool = pool;
    this.batch = batch;
  }

  @Override
  public Future<List<Change>> settle(
      String mic,
      QueueSession session,
      Function<SqlConnection, Future<Void>> guard,
      Function<Order, Optional<Change>> decide) {
    return shards.inTransaction(
        pool,
        transaction ->
            query(transaction, DUE, Tuple.of(mic, session.tradeDate(), session.collecting(), batch))
                .compose(
                    due ->
                        due.size() == 0
                            ? Future.succeededFuture(List.<Change>of())
                            : guard
                                .apply(transaction)
                                .compose(mine -> settle(transaction, due, decide))));
  }

  private static Future<List<Change>> settle(
      SqlConnection transaction, RowSet<Row> due, Function<Order, Optional<Change>> decide) {
    var accounts = rows(due).map(row -> row.getLong("account_id")).toArray(Long[]::new);
    var orders = rows(due).map(row -> row.getUUID("order_id")).toArray(UUID[]::new);
    var limited = transaction.query(IntakeSql.LIMIT_LOCK_WAIT).execute();
    var locked = query(transaction, IntakeSql.LOCK_ACCOUNTS, Tuple.of(accounts));
    var found = query(transaction, OrderSql.LOCK_MANY, Tuple.of(orders));
    return Future.all(limited, locked, found)
        .map(
            read ->
                rows(found.result())
                    .map(OrderRows::order)
                    .flatMap(order -> decide.apply(order).stream())
                    .toList())
        .compose(
            changes -> {
              var writer = new ChangeWriter(transaction);
              writer.write(changes, ACTOR);
              writer.releaseEnded(changes);
              return writer.done().map(changes);
            });
  }

  private static Future<RowSet<Row>> query(SqlConnection transaction, String sql, Tuple values) {
    return transaction.preparedQuery(sql).execute(values);
  }

  private static Stream<Row> rows(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
  }
}
