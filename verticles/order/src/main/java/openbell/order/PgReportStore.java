package openbell.order;

import static openbell.order.SqlArrays.ints;
import static openbell.order.SqlArrays.longs;
import static openbell.order.SqlArrays.texts;
import static openbell.order.SqlArrays.uuids;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import openbell.model.Topics;
import openbell.order.ReportRecord.Content;
import openbell.order.domain.ExecutionReport;
import openbell.order.domain.Order;
import openbell.order.domain.ReportDecision;
import openbell.order.domain.ReportState;
import openbell.order.log.Advance;
import openbell.order.log.OffsetsMoved;
import openbell.runtime.Shards;

/**
 * The applier's transaction on one shard's Postgres. Lock order: the shard's offsets (appliers meet
 * there and nowhere else), account rows, orders, then the ledger's house rows, last.
 */
final class PgReportStore implements ReportStore {
  private static final String TOPIC = Topics.VENUE_EXECUTION_REPORTS;

  private final Shards shards;
  private final Pool pool;

  PgReportStore(Shards shards, Pool pool) {
    this.shards = shards;
    this.pool = pool;
  }

  @Override
  public Future<Map<Integer, Long>> offsets(int partitions) {
    return pool.preparedQuery(ReportSql.INIT_OFFSETS)
        .execute(Tuple.of(TOPIC, partitions))
        .compose(
            ready -> pool.preparedQuery(ReportSql.OFFSETS).execute(Tuple.of(TOPIC, partitions)))
        .map(
            rows -> {
              var offsets = new HashMap<Integer, Long>();
              rows.forEach(row -> offsets.put(row.getInteger(0), row.getLong(1)));
              return offsets;
            });
  }

  @Override
  public Future<ReportDecision> apply(
      List<ReportRecord> records, Advance advance, Function<ReportState, ReportDecision> decide) {
    var committing = new AtomicBoolean();
    var reports =
        records.stream()
            .map(ReportRecord::content)
            .filter(Content.Ours.class::isInstance)
            .map(content -> ((Content.Ours) content).report())
            .toList();
    return shards
        .inPipelinedTransaction(
            pool,
            transaction -> {
              committing.set(false);
              return load(transaction, reports, advance)
                  .map(decide)
                  .compose(
                      decision ->
                          new ReportWriter(transaction).write(decision, records).map(decision))
                  .onSuccess(written -> committing.set(true));
            })
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof OffsetsMoved
                        ? failure
                        : StoreFailure.of(failure, committing.get())));
  }

  private static Future<ReportState> load(
      SqlConnection transaction, List<ExecutionReport> reports, Advance advance) {
    var moved = advance(transaction, advance);
    if (reports.isEmpty()) {
      return moved.map(
          done -> new ReportState(Map.of(), new HashSet<>(), new HashSet<>(), Map.of()));
    }
    var orderIds =
        Tuple.of(reports.stream().map(ExecutionReport::orderId).distinct().toArray(UUID[]::new));
    var accounts =
        query(
            transaction,
            IntakeSql.LOCK_ACCOUNTS,
            Tuple.of(longs(reports, ExecutionReport::accountId)));
    var orders = query(transaction, OrderSql.LOCK_MANY, orderIds);
    var known =
        query(
            transaction,
            ReportSql.KNOWN,
            Tuple.of(
                uuids(reports, ExecutionReport::orderId),
                texts(reports, ExecutionReport::mic),
                ints(reports, ExecutionReport::tradeDate),
                texts(reports, ExecutionReport::execId)));
    var parked = query(transaction, ReportSql.PARKED_ORDERS, orderIds);
    var holds = query(transaction, ReportSql.HOLDS, orderIds);
    return Future.all(moved, accounts, orders, known, parked, holds)
        .map(loaded -> state(orders.result(), known.result(), parked.result(), holds.result()));
  }

  private static Future<Void> advance(SqlConnection transaction, Advance advance) {
    var partitions = new ArrayList<>(advance.next().keySet());
    return query(
            transaction,
            ReportSql.ADVANCE,
            Tuple.of(
                TOPIC,
                partitions.toArray(Integer[]::new),
                longs(partitions, advance.expected()::get),
                longs(partitions, advance.next()::get)))
        .compose(
            rows ->
                rows.rowCount() == partitions.size()
                    ? Future.succeededFuture()
                    : Future.failedFuture(new OffsetsMoved()));
  }

  private static ReportState state(
      RowSet<Row> orders, RowSet<Row> known, RowSet<Row> parked, RowSet<Row> holds) {
    var byId = new HashMap<UUID, Order>();
    orders.forEach(row -> byId.put(row.getUUID("order_id"), OrderRows.order(row)));
    var execKeys = new HashSet<String>();
    known.forEach(row -> execKeys.add(row.getString("exec_key")));
    var parkedOrders = new HashSet<UUID>();
    parked.forEach(row -> parkedOrders.add(row.getUUID("order_id")));
    return new ReportState(byId, execKeys, parkedOrders, LedgerRows.holds(holds));
  }

  private static Future<RowSet<Row>> query(SqlConnection transaction, String sql, Tuple values) {
    return transaction.preparedQuery(sql).execute(values);
  }
}
