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

  private final Shards shards;
  private final Pool pool;
  private final int batch;

  PgQueueStore(Shards shards, Pool pool, int batch) {
    this.shards = shards;
    this.pool = pool;
    this.batch = batch;
  }

  @Override
  public Future<List<Order>> due(String mic, QueueSession session) {
    return pool.preparedQuery(OrderSql.DUE)
        .execute(Tuple.of(mic, session.tradeDate(), session.collecting(), batch))
        .map(due -> rows(due).map(OrderRows::order).toList());
  }

  @Override
  public Future<List<Change>> settle(
      List<Order> due,
      Function<SqlConnection, Future<Void>> guard,
      Function<Order, Optional<Change>> decide) {
    return shards.inTransaction(
        pool,
        transaction -> guard.apply(transaction).compose(mine -> settle(transaction, due, decide)));
  }

  private static Future<List<Change>> settle(
      SqlConnection transaction, List<Order> due, Function<Order, Optional<Change>> decide) {
    var accounts = due.stream().map(order -> order.terms().accountId()).toArray(Long[]::new);
    var orders = due.stream().map(order -> order.terms().orderId()).toArray(UUID[]::new);
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
