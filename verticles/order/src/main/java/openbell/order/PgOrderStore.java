package openbell.order;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import openbell.order.domain.Order;
import openbell.runtime.Shards;

/** Reads orders in the Postgres of their account's shard. */
final class PgOrderStore implements OrderStore {
  private final Shards shards;

  PgOrderStore(Shards shards) {
    this.shards = shards;
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

  @Override
  public Future<Optional<HistoryView>> history(long accountId, UUID orderId, long asOfMicros) {
    return query(accountId, OrderSql.FIND, Tuple.of(accountId, orderId))
        .map(PgOrderStore::first)
        .compose(
            order ->
                order.isEmpty()
                    ? Future.succeededFuture(Optional.empty())
                    : transitions(order.get(), asOfMicros).map(Optional::of));
  }

  private Future<HistoryView> transitions(Order order, long asOfMicros) {
    var values = Tuple.of(order.terms().orderId(), SqlArrays.instant(asOfMicros));
    return query(order.terms().accountId(), OrderSql.HISTORY, values)
        .map(rows -> new HistoryView(order, stream(rows).map(OrderRows::transition).toList()));
  }

  @Override
  public Future<Optional<ExplainView>> explain(long accountId, UUID orderId, int limit) {
    return query(accountId, OrderSql.FIND, Tuple.of(accountId, orderId))
        .map(PgOrderStore::first)
        .compose(
            order ->
                order.isEmpty()
                    ? Future.succeededFuture(Optional.empty())
                    : explained(order.get(), limit).map(Optional::of));
  }

  private Future<ExplainView> explained(Order order, int limit) {
    var accountId = order.terms().accountId();
    var values = Tuple.of(order.terms().orderId(), limit);
    var transitions = query(accountId, OrderSql.EXPLAIN, values);
    var levels = query(accountId, OrderSql.LEVELS, values);
    return Future.all(transitions, levels)
        .map(
            read ->
                new ExplainView(
                    order,
                    stream(transitions.result()).map(EvidenceRows::explained).toList(),
                    stream(levels.result()).map(EvidenceRows::level).toList()));
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
