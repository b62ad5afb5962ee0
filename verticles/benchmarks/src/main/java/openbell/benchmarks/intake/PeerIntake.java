package openbell.benchmarks.intake;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.util.List;
import openbell.benchmarks.ParentLines;
import openbell.runtime.Shards;
import openbell.wire.order.PlaceOrderRequest;

/**
 * The peer in a process of its own: a transaction per order that reads, decides and writes the same
 * rows as the platform, through the same client, by the ledger's same functions. Its statements are
 * pipelined within each step; it makes no pre-trade checks and waits for no batch.
 */
public final class PeerIntake {
  private static final int MAX_CONNECTIONS = 64;

  private final Shards shards;

  private PeerIntake(Shards shards) {
    this.shards = shards;
  }

  /** Argument: the file of the endpoints. */
  public static void main(String[] args) {
    ParentLines.endWithMain();
    var vertx = Vertx.vertx();
    var endpoints = PostgresAlone.read(Path.of(args[0]));
    var peer = new PeerIntake(new Shards(vertx, endpoints.postgres(), MAX_CONNECTIONS));
    var orders = new OrderSource("peer");
    LoadCommands.serve(vertx, () -> peer.place(orders.next()));
  }

  private Future<Void> place(PlaceOrderRequest request) {
    return shards.inPipelinedTransaction(
        shards.of(request.getAccountId()),
        transaction ->
            load(transaction, request)
                .compose(loaded -> write(transaction, new PeerOrder(request))));
  }

  private static Future<Void> load(SqlConnection transaction, PlaceOrderRequest request) {
    var account = new Long[] {request.getAccountId()};
    var locked = query(transaction, PeerSql.LOCK_ACCOUNT, Tuple.of(account));
    var available =
        query(
            transaction,
            PeerSql.AVAILABLE,
            Tuple.of(account).addArrayOfString(new String[] {OrderSource.CURRENCY}));
    var answers =
        query(
            transaction,
            PeerSql.ANSWER,
            Tuple.of(request.getAccountId(), request.getIdempotencyKey()));
    return Future.all(locked, available, answers)
        .compose(
            loaded ->
                locked.result().size() == 1
                        && available.result().iterator().next().getLong(0)
                            >= PeerOrder.hold(request)
                        && answers.result().size() == 0
                    ? Future.succeededFuture()
                    : Future.failedFuture("refused: " + request));
  }

  private static Future<Void> write(SqlConnection transaction, PeerOrder order) {
    return Future.all(
            List.of(
                query(transaction, PeerSql.PLACE_HOLD, order.holdRow()),
                query(transaction, PeerSql.INSERT_ANSWER, order.answerRow()),
                query(transaction, PeerSql.INSERT_CL_ORD_ID, order.clOrdIdRow()),
                query(transaction, PeerSql.INSERT_ORDER, order.row()),
                query(transaction, PeerSql.INSERT_TRANSITION, order.transitionRow()),
                query(transaction, PeerSql.INSERT_COMMAND, order.commandRow()),
                query(transaction, PeerSql.APPEND_EVENT, order.eventRow())))
        .mapEmpty();
  }

  private static Future<RowSet<Row>> query(SqlConnection transaction, String sql, Tuple values) {
    return transaction.preparedQuery(sql).execute(values);
  }

  static Buffer bytes(com.google.protobuf.MessageLite message) {
    return Buffer.buffer(message.toByteArray());
  }
}
