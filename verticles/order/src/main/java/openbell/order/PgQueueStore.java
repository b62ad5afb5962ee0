package openbell.order;

import static java.util.stream.Collectors.toMap;
import static openbell.order.SqlArrays.longs;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import openbell.order.domain.Change;
import openbell.order.domain.Order;
import openbell.order.domain.QueueRelease.Due;
import openbell.order.domain.QueueSession;
import openbell.order.domain.QueueState;
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
      List<Due> due,
      Function<SqlConnection, Future<Void>> guard,
      Function<QueueState, List<Change>> decide) {
    return shards.inTransaction(
        pool,
        transaction ->
            guard
                .apply(transaction)
                .compose(mine -> load(transaction, due))
                .map(decide)
                .compose(changes -> write(transaction, changes).map(changes)));
  }

  private static Future<QueueState> load(SqlConnection transaction, List<Due> due) {
    var orders = due.stream().map(each -> each.seen().terms().orderId()).toArray(UUID[]::new);
    var limited = transaction.query(IntakeSql.LIMIT_LOCK_WAIT).execute();
    var locked =
        query(
            transaction,
            IntakeSql.LOCK_ACCOUNTS,
            Tuple.of(longs(due, each -> each.seen().terms().accountId())));
    var found = query(transaction, OrderSql.LOCK_MANY, Tuple.of(orders));
    var holds = query(transaction, ReportSql.HOLDS, Tuple.of(orders));
    var guards = PgGuards.loadBesideQueue(transaction, due.stream().map(Due::candidate).toList());
    return Future.all(limited, locked, found, holds, guards)
        .map(
            read ->
                new QueueState(
                    LedgerRows.accounts(locked.result()),
                    rows(found.result())
                        .map(OrderRows::order)
                        .collect(toMap(order -> order.terms().orderId(), order -> order)),
                    LedgerRows.holds(holds.result()),
                    guards.result()));
  }

  private static Future<Void> write(SqlConnection transaction, List<Change> changes) {
    var writer = new ChangeWriter(transaction);
    writer.write(changes, ACTOR);
    writer.releaseEnded(changes);
    return writer.done();
  }

  private static Future<RowSet<Row>> query(SqlConnection transaction, String sql, Tuple values) {
    return transaction.preparedQuery(sql).execute(values);
  }

  private static Stream<Row> rows(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
  }
}
