package openbell.benchmarks.intake;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import openbell.benchmarks.ParentLines;
import openbell.ledger.LedgerVerticle;
import openbell.model.Addresses;
import openbell.order.OrderVerticle;
import openbell.risk.RiskVerticle;
import openbell.runtime.Config;
import openbell.runtime.Node;
import openbell.wire.marketdata.Quote;
import openbell.wire.order.OrderReply;
import openbell.wire.order.PlaceOrderRequest;

/**
 * The platform's intake in a process of its own: order, risk and ledger on one node, driven by
 * requests on its bus as the gateway's are. Opens the accounts first.
 */
public final class PlatformIntake {
  private static final String OPEN_ACCOUNTS =
      """
      SELECT count(ledger.open_account(
        a, ARRAY[$1], ARRAY[$2::bigint], '{}', '{}', '{}', '{}'))
      FROM generate_series(1, $3) AS a
      """;

  /** Nobody publishes: there is no Kafka, and the peer has no relay either. */
  private static final String HOLD_LEASES =
      """
      INSERT INTO runtime.leases (name, owner, epoch, expires_at)
      SELECT name, 'bench', 1, 'infinity'
      FROM unnest(ARRAY['order.outbox', 'order.reports', 'ledger.account-events']) AS name
      """;

  private static final int TIMEOUT_MS = 30_000;

  private PlatformIntake() {}

  /** Argument: the file of the endpoints. */
  public static void main(String[] args) {
    ParentLines.endWithMain();
    var vertx = Vertx.vertx();
    var config =
        Config.load("demo", null, Map.of(), List.of("venue.partitions=" + OrderSource.PARTITIONS));
    var node = Node.on(vertx, config, PostgresAlone.read(Path.of(args[0])));
    node.shards()
        .reference()
        .preparedQuery(OPEN_ACCOUNTS)
        .execute(Tuple.of(OrderSource.CURRENCY, OrderSource.CASH, (long) OrderSource.ACCOUNTS))
        .await();
    node.shards().reference().query(HOLD_LEASES).execute().await();
    node.instruments().put(OrderSource.listings());
    node.quotes().accept(OrderSource.listings().stream().map(l -> quote(l.getSymbol())).toList());
    Future.all(
            vertx.deployVerticle(new LedgerVerticle(node)),
            vertx.deployVerticle(new RiskVerticle(node)),
            vertx.deployVerticle(new OrderVerticle(node)))
        .await();
    var orders = new OrderSource("platform");
    LoadCommands.serve(vertx, () -> place(node, orders.next()));
  }

  private static Quote quote(String symbol) {
    return Quote.newBuilder()
        .setSymbol(symbol)
        .setEpoch(1)
        .setSeq(1)
        .setLastPx(OrderSource.PX)
        .setAsOf(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()))
        .build();
  }

  private static Future<?> place(Node node, PlaceOrderRequest order) {
    return node.bus()
        .<OrderReply>request(Addresses.ORDER_PLACE, order, TIMEOUT_MS)
        .compose(
            reply ->
                reply.hasAccepted()
                    ? Future.succeededFuture()
                    : Future.failedFuture("refused: " + reply));
  }
}
