package openbell.order;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import openbell.order.domain.CancelOutcome;
import openbell.order.domain.Order;
import openbell.runtime.Shards;

/** Orders in the Postgres of their account's shard. */
final class PgOrderStore implements OrderStore {
  private final Shards shards;

  PgOrderStore(Shards shards) {
    this.shards = shards;
  }

  @Override
  public Future<Optional<CancelOutcome>> cancel(
      long accountId, UUID orderId, Function<Order, CancelOutcome> decide) {
    var committing = new AtomicBoolean();
    return shards
        .inPipelinedTransaction(
            shards.of(accountId),
            transaction -> {
              committing.set(false);
              return lock(transaction, accountId, orderId)
                  .map(order -> order.map(decide))
                  .compose(outcome -> write(transaction, outcome).map(outcome))
                  .onSuccess(written -> committing.set(true));
            })
        .recover(failure -> Future.failedFuture(StoreFailure.of(failure, committing.get())));
  }

  private static Future<Optional<Order>> lock(
      SqlConnection transaction, long accountId, UUID orderId) {
    var limited = transaction.query(IntakeSql.LIMIT_LOCK_WAIT).execute();
    var account =
        transaction
            .preparedQuery(IntakeSql.LOCK_ACCOUNTS)
            .execute(Tuple.of(new Long[] {accountId}));
    var order = transaction.preparedQuery(OrderSql.LOCK).execute(Tuple.of(accountId, orderId));
    return Future.all(limited, account, order).map(locked -> first(order.result()));
  }

  private static Future<Void> write(SqlConnection transaction, Optional<CancelOutcome> outcome) {
    if (outcome.isEmpty() || !(outcome.get() instanceof CancelOutcome.Requested requested)) {
      return Future.succeededFuture();
    }
    var order = requested.order();
    var terms = order.terms();
    var command = Buffer.buffer(OrderMessages.cancelRequest(order).toByteArray());
    return Future.all(
            transaction.preparedQuery(OrderSql.UPDATE).execute(OrderRows.update(List.of(order))),
            transaction
                .preparedQuery(IntakeSql.INSERT_COMMANDS)
                .execute(
                    Tuple.of(
                        new UUID[] {terms.orderId()},
                        new Integer[] {order.lastCmdNo()},
                        new Integer[] {terms.venuePartition()},
                        new String[] {terms.symbol()},
                        new Buffer[] {command})))
        .mapEmpty();
  }

  @Override
  public Future<Optional<OrderView>> find(long accountId, UUID orderId) {
    return view(accountId, OrderSql.FIND, Tuple.of(accountId, orderId));
  }

  @Override
  public Future<Optional<OrderView>> findByClOrdId(long accountId, String clOrdId) {
    return view(accountId, OrderSql.FIND_BY_CL_ORD_ID, Tuple.of(accountId, clOrdId));
  }

  private Future<Optional<OrderView>> view(long accountId, String sql, Tuple values) {
    return query(accountId, sql, values)
        .map(PgOrderStore::first)
        .compose(
            order ->
                order.isEmpty()
                    ? Future.succeededFuture(Optional.empty())
                    : fills(order.get()).map(Optional::of));
  }

  private Future<OrderView> fills(Order order) {
    return query(order.terms().accountId(), OrderSql.FILLS, Tuple.of(order.terms().orderId()))
        .map(rows -> new OrderView(order, stream(rows).map(OrderRows::fill).toList()));
  }

  @Override
  public Future<List<Order>> list(Page page) {
    var values =
        Tuple.of(
            page.accountId(),
            page.from(),
            page.before(),
            page.statuses().toArray(Short[]::new),
            page.symbol(),
            page.limit());
    return query(page.accountId(), OrderSql.LIST, values)
        .map(rows -> stream(rows).map(OrderRows::order).toList());
  }

  private Future<RowSet<Row>> query(long accountId, String sql, Tuple values) {
    return shards
        .of(accountId)
        .preparedQuery(sql)
        .execute(values)
        .recover(failure -> Future.failedFuture(StoreFailure.of(failure, false).toFault()));
  }

  private static Optional<Order> first(RowSet<Row> rows) {
    return stream(rows).findFirst().map(OrderRows::order);
  }

  private static java.util.stream.Stream<Row> stream(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
  }
}
