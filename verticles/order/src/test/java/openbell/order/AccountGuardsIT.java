package openbell.order;

import static openbell.order.OrderPlatform.PX;
import static openbell.order.OrderPlatform.RELIANCE;
import static openbell.order.OrderPlatform.await;
import static openbell.order.OrderPlatform.eventually;
import static openbell.order.OrderPlatform.limit;
import static openbell.order.OrderPlatform.report;
import static openbell.order.OrderPlatform.trade;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import openbell.model.Addresses;
import openbell.wire.common.ExecType;
import openbell.wire.common.OrdStatus;
import openbell.wire.common.Refusal;
import openbell.wire.common.Side;
import openbell.wire.order.Order;
import openbell.wire.order.OrderReply;
import openbell.wire.order.PlaceOrderRequest;
import openbell.wire.order.PreviewReply;
import openbell.wire.order.ReplaceOrderRequest;
import openbell.wire.risk.AccountLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Limits of accounts under concurrency, and previews, on a real Postgres. */
class AccountGuardsIT {
  private static final long RICH = 1_000_000_000_0000L;
  @RegisterExtension static final OrderPlatform platform = OrderPlatform.deployed(2);

  private static long account(long shares, AccountLimits.Builder limits) {
    var account = platform.account(RICH, shares);
    AllowingRisk.LIMITS.put(account, limits.setVersion(1).build());
    return account;
  }

  private static List<String> codes(OrderReply reply) {
    return reply.getRefused().getRefusalsList().stream().map(Refusal::getCode).toList();
  }

  /** 64 of them at once: one is accepted, and all others are refused for this reason alone. */
  private static void oneOf64Passes(long account, long qty, String code) {
    var requests = new ArrayList<PlaceOrderRequest>();
    for (var i = 0; i < 64; i++) {
      requests.add(limit(account, Side.SIDE_BUY, qty, "race-" + i).build());
    }
    var placing = requests.stream().map(platform::placing).toList();
    await(Future.join(placing));
    var replies = placing.stream().map(Future::result).toList();

    assertThat(replies).filteredOn(OrderReply::hasAccepted).hasSize(1);
    assertThat(replies)
        .filteredOn(OrderReply::hasRefused)
        .allSatisfy(reply -> assertThat(codes(reply)).containsExactly(code));
    totalsAreTheOrders(account);
  }

  /** The counters that the triggers keep are those of a recount. */
  private static void totalsAreTheOrders(long account) {
    assertThat(
            platform.number(
                """
                SELECT count(*) FROM (
                  SELECT symbol, open_orders::bigint, open_buy_qty FROM orders.open_totals
                  WHERE account_id = $1 AND symbol <> ''
                  EXCEPT
                  SELECT symbol, count(*), sum(CASE side WHEN 1 THEN order_qty - cum_qty ELSE 0 END)
                  FROM orders.orders
                  WHERE account_id = $1 AND ord_status NOT IN (4, 5, 6, 7) GROUP BY symbol) AS x
                """,
                account))
        .isZero();
    assertThat(
            platform.number(
                """
                SELECT coalesce(sum(open_orders), 0) FROM orders.open_totals
                WHERE account_id = $1 AND symbol = ''
                """,
                account))
        .isEqualTo(
            platform.number(
                """
                SELECT count(*) FROM orders.orders
                WHERE account_id = $1 AND ord_status NOT IN (4, 5, 6, 7)
                """,
                account));
  }

  @Test
  void sixtyFourOrdersRaceForTheLastOfThePosition() {
    var account = account(90, AccountLimits.newBuilder().setMaxPosition(100));

    oneOf64Passes(account, 10, "risk.position_limit");
  }

  @Test
  void sixtyFourOrdersRaceForTheLastOfTheExposure() {
    // 90 shares cost 90 x PX; an order of 10 with its charges is below 11 x PX.
    var account = account(90, AccountLimits.newBuilder().setMaxExposure(101 * PX));

    oneOf64Passes(account, 10, "risk.exposure_limit");
  }

  @Test
  void sixtyFourOrdersRaceForTheLastOpenOrder() {
    var account = account(0, AccountLimits.newBuilder().setMaxOpenOrders(3));
    platform.accepted(limit(account, Side.SIDE_BUY, 1, "first"));
    platform.accepted(limit(account, Side.SIDE_BUY, 1, "second"));

    oneOf64Passes(account, 1, "risk.open_orders_limit");
  }

  @Test
  void sixtyFourOrdersRaceForTheLastOfTheMinute() {
    var account = account(0, AccountLimits.newBuilder().setOrdersPerMinute(2));
    platform.accepted(limit(account, Side.SIDE_BUY, 1, "first"));

    oneOf64Passes(account, 1, "risk.order_rate");
  }

  @Test
  void orderThatEndsMakesRoomForTheNext() {
    var account = account(0, AccountLimits.newBuilder().setMaxOpenOrders(1).setMaxPosition(10));
    var first = platform.accepted(limit(account, Side.SIDE_BUY, 10, "first"));
    assertThat(codes(platform.place(limit(account, Side.SIDE_BUY, 1, "second"))))
        .containsExactly("risk.position_limit", "risk.open_orders_limit");

    platform.send(report(first, ExecType.EXEC_TYPE_NEW), trade(first, 4, PX));
    eventually("it is filled in part", () -> platform.get(first).getCumQty() == 4);
    totalsAreTheOrders(account);
    platform.send(report(first, ExecType.EXEC_TYPE_CANCELED));
    eventually(
        "it has ended", () -> platform.get(first).getOrdStatus() == OrdStatus.ORD_STATUS_CANCELED);

    totalsAreTheOrders(account);
    assertThat(codes(platform.place(limit(account, Side.SIDE_BUY, 7, "third"))))
        .containsExactly("risk.position_limit");
    platform.accepted(limit(account, Side.SIDE_BUY, 6, "fourth"));
  }

  private static OrderReply raise(Order order, long qty) {
    var now = platform.get(order);
    return await(
        platform
            .node
            .bus()
            .request(
                Addresses.ORDER_REPLACE,
                ReplaceOrderRequest.newBuilder()
                    .setAccountId(now.getAccountId())
                    .setUserId(now.getAccountId())
                    .setOrderId(now.getOrderId())
                    .setVersion(now.getVersion())
                    .setOrderQty(qty)
                    .build()));
  }

  @Test
  void replaceIsBoundedByTheLimitsOfTheAccount() {
    var account = account(0, AccountLimits.newBuilder().setMaxPosition(100).setMaxOpenOrders(2));
    var first = platform.accepted(limit(account, Side.SIDE_BUY, 40, "first"));
    var second = platform.accepted(limit(account, Side.SIDE_BUY, 40, "second"));
    platform.send(report(first, ExecType.EXEC_TYPE_NEW), report(second, ExecType.EXEC_TYPE_NEW));
    eventually(
        "both are open", () -> platform.get(second).getOrdStatus() == OrdStatus.ORD_STATUS_NEW);

    assertThat(codes(raise(first, 61))).containsExactly("risk.position_limit");
    assertThat(raise(first, 60).hasAccepted()).isTrue();
    // The venue has not answered yet, but may.
    assertThat(codes(raise(second, 41))).containsExactly("risk.position_limit");
    assertThat(raise(second, 39).hasAccepted()).isTrue();
  }

  @Test
  void dayWithALossAtItsLimitEndsInSellsAlone() {
    var account = account(20, AccountLimits.newBuilder().setMaxDailyLoss(10_000));
    var sold = platform.accepted(limit(account, Side.SIDE_SELL, 10, "at a loss"));
    platform.accepted(limit(account, Side.SIDE_BUY, 1, "before"));

    platform.send(report(sold, ExecType.EXEC_TYPE_NEW), trade(sold, 10, PX - 100_000));
    eventually(
        "it is filled", () -> platform.get(sold).getOrdStatus() == OrdStatus.ORD_STATUS_FILLED);

    assertThat(
            platform.number(
                """
                SELECT realized_pnl FROM ledger.daily_pnl
                WHERE account_id = $1 AND currency = 'INR' AND trade_date = $2
                """,
                account,
                AllowingRisk.TRADE_DATE))
        .isEqualTo(
            platform.number(
                "SELECT realized_pnl FROM ledger.cost_basis WHERE account_id = $1", account))
        .isLessThanOrEqualTo(-1_000_000);
    assertThat(codes(platform.place(limit(account, Side.SIDE_BUY, 1, "after"))))
        .containsExactly("risk.daily_loss");
    platform.accepted(limit(account, Side.SIDE_SELL, 10, "out"));
  }

  private static PreviewReply preview(PlaceOrderRequest.Builder request) {
    return await(platform.node.bus().request(Addresses.ORDER_PREVIEW, request.build(), 20_000));
  }

  @Test
  void previewOfRandomOrdersSaysWhatPlacingThemSays() {
    var seed = Long.getLong("seed", System.nanoTime());
    System.out.println("previewOfRandomOrdersSaysWhatPlacingThemSays -Dseed=" + seed);
    var random = new Random(seed);
    var accounts =
        List.of(
            platform.account(200 * PX, 50),
            account(100, AccountLimits.newBuilder().setMaxPosition(140).setMaxOpenOrders(25)),
            account(30, AccountLimits.newBuilder().setMaxExposure(70 * PX)));
    var accepted = 0;
    for (var i = 0; i < 300; i++) {
      var request =
          limit(
                  accounts.get(random.nextInt(accounts.size())),
                  random.nextBoolean() ? Side.SIDE_BUY : Side.SIDE_SELL,
                  1 + random.nextInt(12),
                  "random-" + i)
              .setClOrdId(random.nextInt(3) == 0 ? "c" + random.nextInt(40) : "")
              .setSymbol(random.nextInt(15) == 0 ? "XXXX:NONE" : RELIANCE);
      var said = preview(request.clone());
      var did = platform.place(request);

      assertThat(said.getRefusalsList().stream().map(Refusal::getCode).toList())
          .as("order %d: %s", i, request)
          .isEqualTo(codes(did));
      assertThat(said.getStatus())
          .isEqualTo(did.hasAccepted() ? 202 : did.getRefused().getStatus());
      accepted += did.hasAccepted() ? 1 : 0;
    }
    assertThat(accepted).isBetween(20, 280);
  }

  @Test
  void previewTellsTheMoneyAndWritesNothing() {
    var account = platform.account(1_000 * PX, 0);
    var request = limit(account, Side.SIDE_BUY, 10, "twice");

    var said = preview(request.clone());
    preview(request.clone().clearIdempotencyKey());

    assertThat(said.getRefusalsList()).isEmpty();
    assertThat(said.getStatus()).isEqualTo(202);
    assertThat(said.getHold()).isEqualTo(10 * PX + said.getCharges());
    assertThat(said.getCharges()).isPositive();
    assertThat(said.getHoldAsset()).isEqualTo("INR");
    assertThat(said.getWorstPx()).isEqualTo(PX);
    assertThat(platform.available(account, "INR")).isEqualTo(1_000 * PX);
    Order placed = platform.accepted(request);
    assertThat(1_000 * PX - platform.available(account, "INR")).isEqualTo(said.getHold());
    assertThat(placed.getVersion()).isEqualTo(1);
    assertThat(preview(request).getRefusalsList()).isEmpty();
  }

  @Test
  void malformedPreviewIsRefused() {
    var account = platform.account(PX, 0);

    var said = preview(limit(account, Side.SIDE_UNSPECIFIED, 1, ""));

    assertThat(said.getStatus()).isEqualTo(400);
    assertThat(said.getRefusals(0).getCode()).isEqualTo("request.invalid");
  }
}
