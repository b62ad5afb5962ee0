package openbell.order;

import static openbell.order.OrderPlatform.CASH;
import static openbell.order.OrderPlatform.PX;
import static openbell.order.OrderPlatform.RELIANCE;
import static openbell.order.OrderPlatform.await;
import static openbell.order.OrderPlatform.eventually;
import static openbell.order.OrderPlatform.limit;
import static openbell.order.OrderPlatform.report;
import static openbell.order.OrderPlatform.trade;
import static org.assertj.core.api.Assertions.assertThat;

import openbell.order.log.Advance;
import openbell.order.log.OffsetsMoved;
import openbell.wire.common.ExecType;
import openbell.wire.common.OrdStatus;
import openbell.wire.common.Side;
import openbell.wire.order.Order;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What late, repeated, reordered and broken reports do to orders and money on real stores. */
class OrderReportsIT {
  @RegisterExtension static final OrderPlatform platform = OrderPlatform.deployed(2);
  private long account;

  @BeforeEach
  void openAccount() {
    account = platform.account(CASH, 1_000);
  }

  private Order buy(long qty) {
    return platform.accepted(limit(account, Side.SIDE_BUY, qty, "k" + qty));
  }

  /** A report that changes nothing else, applied after all that were sent before it. */
  private void drain() {
    var marker =
        platform.accepted(limit(account, Side.SIDE_SELL, 1, "marker-" + System.nanoTime()));
    platform.send(report(marker, ExecType.EXEC_TYPE_REJECTED));
    platform.reaches(marker, OrdStatus.ORD_STATUS_REJECTED);
  }

  private static long parkedOf(Order order) {
    return platform.number(
        "SELECT count(*) FROM orders.parked_reports WHERE order_id = $1 AND resolved_at IS NULL",
        openbell.model.OrderId.of(order.getOrderId()));
  }

  @Test
  void repeatedReportsChangeNothingTwice() {
    var order = buy(10);
    var opened = report(order, ExecType.EXEC_TYPE_NEW);
    var filled = trade(order, 4, PX);
    platform.send(opened, filled, opened, filled, filled);
    drain();

    var now = platform.get(order);
    assertThat(now.getCumQty()).isEqualTo(4);
    assertThat(now.getVersion()).isEqualTo(3);
    assertThat(platform.available(account, RELIANCE)).isEqualTo(1_004);
    assertThat(platform.events(account)).containsOnlyOnce("order.partial_fill");
  }

  @Test
  void fillsOfACancelledOrderAreStillBooked() {
    var order = buy(10);
    var charges = order.getCumCharges();
    platform.send(report(order, ExecType.EXEC_TYPE_CANCELED), trade(order, 4, PX));
    drain();

    var now = platform.get(order);
    assertThat(now.getOrdStatus()).isEqualTo(OrdStatus.ORD_STATUS_CANCELED);
    assertThat(now.getCumQty()).isEqualTo(4);
    assertThat(platform.available(account, RELIANCE)).isEqualTo(1_004);
    assertThat(platform.available(account, "INR"))
        .isEqualTo(CASH - 4 * PX - now.getCumCharges() + charges);
  }

  @Test
  void reportThatContradictsIsParkedAndLaterOnesOfItsOrderBehindIt() {
    var bad = buy(10);
    var good = buy(20);
    platform.send(
        report(bad, ExecType.EXEC_TYPE_NEW),
        trade(bad, 11, PX),
        report(bad, ExecType.EXEC_TYPE_CANCELED),
        trade(good, 20, PX));
    platform.reaches(good, OrdStatus.ORD_STATUS_FILLED);

    assertThat(platform.get(bad).getOrdStatus()).isEqualTo(OrdStatus.ORD_STATUS_NEW);
    assertThat(parkedOf(bad)).isEqualTo(2);
    platform.send(report(bad, ExecType.EXEC_TYPE_EXPIRED));
    drain();
    assertThat(parkedOf(bad)).isEqualTo(3);
    assertThat(platform.get(bad).getOrdStatus()).isEqualTo(OrdStatus.ORD_STATUS_NEW);
  }

  @Test
  void brokenRecordsAreParkedAndTheStreamGoesOn() {
    var before = platform.number("SELECT count(*) FROM orders.parked_reports");
    var order = buy(10);
    platform.sendRaw(new byte[] {(byte) 0xff, 1, 2, 3});
    platform.sendRaw(new byte[0]);
    platform.send(report(order, ExecType.EXEC_TYPE_TRADE).clearOrderId().setLastQty(1));
    platform.send(report(order, ExecType.EXEC_TYPE_NEW).setAccountId(0));
    platform.send(trade(order, 10, PX));
    platform.reaches(order, OrdStatus.ORD_STATUS_FILLED);

    assertThat(platform.number("SELECT count(*) FROM orders.parked_reports") - before).isEqualTo(3);
  }

  @Test
  void rowThatTheDatabaseRefusesIsParkedAlone() {
    var bad = buy(10);
    var good = buy(20);
    // Postgres takes no NUL in a text, and nothing before it says so.
    platform.send(trade(bad, 10, PX).setTrdMatchId("a\0b"), trade(good, 20, PX));
    platform.reaches(good, OrdStatus.ORD_STATUS_FILLED);

    assertThat(parkedOf(bad)).isEqualTo(1);
    assertThat(platform.get(bad).getCumQty()).isZero();
  }

  @Test
  void failureInTheMiddleOfABatchAppliesNothingTwice() {
    var order = buy(10);
    // The ledger refuses fills for a while, as if the node died between the statements.
    platform.rows(
        """
        CREATE FUNCTION ledger.break_fills() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'cut off' USING ERRCODE = 'disk_full'; END $$
        """);
    platform.rows(
        """
        CREATE TRIGGER cut_off BEFORE INSERT ON ledger.transfers
        FOR EACH STATEMENT EXECUTE FUNCTION ledger.break_fills()
        """);
    platform.send(report(order, ExecType.EXEC_TYPE_NEW), trade(order, 10, PX));
    eventually(
        "the applier fails",
        () -> platform.node.health().toJson().encode().contains("cannot apply"));
    assertThat(platform.get(order).getCumQty()).isZero();
    platform.rows("DROP TRIGGER cut_off ON ledger.transfers");
    platform.rows("DROP FUNCTION ledger.break_fills");

    platform.reaches(order, OrdStatus.ORD_STATUS_FILLED);
    assertThat(platform.available(account, RELIANCE)).isEqualTo(1_010);
    assertThat(platform.events(account)).containsOnlyOnce("order.fill");
    assertThat(parkedOf(order)).isZero();
  }

  @Test
  void offsetsMovedByAnotherAreReadAgain() {
    var order = buy(10);
    drain();
    var shards = platform.node.shards();
    var store = new PgReportStore(shards, shards.reference());
    var offsets = await(store.offsets(2));
    var stale = java.util.Map.of(0, offsets.get(0) + 1_000_000);
    var advance = new Advance(stale, stale);

    assertThat(
            store
                .apply(java.util.List.of(), advance, state -> null)
                .transform(done -> io.vertx.core.Future.succeededFuture(done.cause()))
                .toCompletionStage()
                .toCompletableFuture()
                .join())
        .isInstanceOf(OffsetsMoved.class);
    platform.send(trade(order, 10, PX));
    platform.reaches(order, OrdStatus.ORD_STATUS_FILLED);
  }

  @Test
  void takeoverGoesOnWhereTheOtherStopped() {
    var order = buy(10);
    platform.send(report(order, ExecType.EXEC_TYPE_NEW), trade(order, 4, PX));
    eventually("4 are bought", () -> platform.get(order).getCumQty() == 4);
    // Another applier on the same stream: whoever is faster, each report counts once.
    var third = platform.deploy();
    platform.send(trade(order, 3, PX));
    await(platform.node.vertx().undeploy(third));
    platform.send(trade(order, 3, PX));

    platform.reaches(order, OrdStatus.ORD_STATUS_FILLED);
    assertThat(platform.get(order).getVersion()).isEqualTo(5);
    assertThat(platform.available(account, RELIANCE)).isEqualTo(1_010);
  }

  @Test
  void reconcilerHasUnansweredCommandsPublishedAgain() {
    var order = buy(10);
    var id = openbell.model.OrderId.of(order.getOrderId());
    eventually(
        "the command is published",
        () ->
            platform.number("SELECT count(published_at) FROM orders.outbox WHERE order_id = $1", id)
                == 1);
    platform.rows(
        "UPDATE orders.outbox SET published_at = now() - interval '6 s' WHERE order_id = $1", id);

    eventually(
        "it is published again",
        () ->
            platform.number(
                    """
                    SELECT count(*) FROM orders.outbox
                    WHERE order_id = $1 AND republished = 1
                      AND published_at > now() - interval '5 s'
                    """,
                    id)
                == 1);
    assertThat(platform.number("SELECT count(*) FROM orders.outbox WHERE order_id = $1", id))
        .isEqualTo(1);
  }
}
