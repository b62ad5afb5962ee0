package openbell.order;

import static openbell.order.OrderPlatform.CASH;
import static openbell.order.OrderPlatform.PX;
import static openbell.order.OrderPlatform.RELIANCE;
import static openbell.order.OrderPlatform.await;
import static openbell.order.OrderPlatform.eventually;
import static openbell.order.OrderPlatform.hash;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import openbell.model.Addresses;
import openbell.model.OrderId;
import openbell.model.Topics;
import openbell.order.trigger.JumpedClock;
import openbell.wire.common.OrdType;
import openbell.wire.common.Product;
import openbell.wire.common.Side;
import openbell.wire.common.TimeInForce;
import openbell.wire.marketdata.Trade;
import openbell.wire.marketdata.TradeBatch;
import openbell.wire.order.CancelTriggerRequest;
import openbell.wire.order.GetTriggerRequest;
import openbell.wire.order.ListTriggersReply;
import openbell.wire.order.ListTriggersRequest;
import openbell.wire.order.ModifyTriggerRequest;
import openbell.wire.order.NewTriggerRequest;
import openbell.wire.order.Trigger;
import openbell.wire.order.TriggerCondition;
import openbell.wire.order.TriggerLeg;
import openbell.wire.order.TriggerLegChange;
import openbell.wire.order.TriggerReply;
import openbell.wire.order.TriggerStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * GTT and OCO on real stores. Two readers run at once on one node, where the lease lets both in: so
 * the compare-and-set of the offsets is what keeps an order from being placed twice.
 */
@Timeout(180)
class TriggersIT {
  /** Beyond every other trigger price here. */
  private static final long MARKER = 10 * PX;

  private static OrderPlatform platform;
  private static final List<String> DEPLOYED = new ArrayList<>();
  private long account;

  @BeforeAll
  static void start() {
    platform = new OrderPlatform();
    deployTwo();
    // The readers begin at the topic's end: nothing before counts.
    eventually(
        "offsets are stored",
        () ->
            platform.number(
                    "SELECT count(*) FROM orders.consumer_offsets WHERE topic = $1",
                    Topics.MARKETDATA_TRADES)
                > 0);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @BeforeEach
  void openAccount() {
    account = platform.account(CASH, 1_000);
  }

  private static void deployTwo() {
    DEPLOYED.add(platform.deploy());
    DEPLOYED.add(platform.deploy());
  }

  private static void undeployAll() {
    DEPLOYED.forEach(id -> await(platform.node.vertx().undeploy(id)));
    DEPLOYED.clear();
  }

  private static TriggerLeg leg(TriggerCondition condition, Side side, long triggerPx) {
    return TriggerLeg.newBuilder()
        .setCondition(condition)
        .setTriggerPx(triggerPx)
        .setSide(side)
        .setOrdType(OrdType.ORD_TYPE_LIMIT)
        .setTimeInForce(TimeInForce.TIME_IN_FORCE_DAY)
        .setProduct(Product.PRODUCT_DELIVERY)
        .setOrderQty(10)
        .setPrice(PX)
        .build();
  }

  private static TriggerLeg above(long px) {
    return leg(TriggerCondition.TRIGGER_CONDITION_AT_OR_ABOVE, Side.SIDE_SELL, px);
  }

  private static TriggerLeg below(long px) {
    return leg(TriggerCondition.TRIGGER_CONDITION_AT_OR_BELOW, Side.SIDE_SELL, px);
  }

  private NewTriggerRequest.Builder request(String symbol, TriggerLeg... legs) {
    return NewTriggerRequest.newBuilder()
        .setAccountId(account)
        .setUserId(account)
        .setIdempotencyKey(UUID.randomUUID().toString())
        .setRequestHash(hash("a trigger"))
        .setSymbol(symbol)
        .addAllLegs(List.of(legs));
  }

  private static TriggerReply ask(NewTriggerRequest.Builder request) {
    return await(platform.node.bus().request(Addresses.ORDER_NEW_TRIGGER, request.build(), 20_000));
  }

  private Trigger waiting(String symbol, TriggerLeg... legs) {
    var reply = ask(request(symbol, legs));
    assertThat(reply.getRefused().getRefusalsList()).isEmpty();
    return reply.getTrigger();
  }

  private static Trigger now(Trigger trigger) {
    var request =
        GetTriggerRequest.newBuilder()
            .setAccountId(trigger.getAccountId())
            .setTriggerId(trigger.getTriggerId())
            .setLegs(trigger.getLegsCount())
            .build();
    return await(platform.node.bus().<TriggerReply>request(Addresses.ORDER_TRIGGER, request))
        .getTrigger();
  }

  /** Trades of a symbol in one record of one partition. */
  private static void trades(String symbol, long... pxs) {
    await(platform.node.facts().send(Topics.MARKETDATA_TRADES, 0, null, batch(symbol, pxs)));
  }

  private static byte[] batch(String symbol, long... pxs) {
    var batch = TradeBatch.newBuilder().setSource("test");
    for (var px : pxs) {
      batch.addTrades(Trade.newBuilder().setSymbol(symbol).setPx(px).setQty(1));
    }
    return batch.build().toByteArray();
  }

  /** Trades at a price until the trigger is no longer active: the readers learn of it by then. */
  private static Trigger tradedUntilMet(Trigger trigger, long... pxs) {
    eventually(
        "the trigger is met",
        () -> {
          trades(trigger.getSymbol(), pxs);
          return now(trigger).getStatus() != TriggerStatus.TRIGGER_STATUS_ACTIVE;
        });
    eventually("its order is known", () -> isSettled(now(trigger)));
    return now(trigger);
  }

  private static boolean isSettled(Trigger trigger) {
    return !trigger.getOrderId().isEmpty()
        || trigger.getStatus() == TriggerStatus.TRIGGER_STATUS_REJECTED;
  }

  private long orders() {
    return platform.number("SELECT count(*) FROM orders.orders WHERE account_id = $1", account);
  }

  /**
   * The readers have applied everything that was sent before: a trade sent now, into the same
   * partition, has placed the one more order that it must.
   */
  private void drain() {
    var before = orders();
    tradedUntilMet(waiting(RELIANCE, above(MARKER)), MARKER);
    assertThat(orders()).isEqualTo(before + 1);
  }

  private static String symbol() {
    return "XNSE:S" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
  }

  @Test
  void itFiresOnceThoughTradesComeAgainAndAgain() {
    var gtt = waiting(RELIANCE, below(PX));
    assertThat(gtt.getStatus()).isEqualTo(TriggerStatus.TRIGGER_STATUS_ACTIVE);
    assertThat(platform.available(account, RELIANCE)).isEqualTo(1_000);

    var met = tradedUntilMet(gtt, PX + 1, PX - 1, PX - 1);
    trades(RELIANCE, PX - 1);
    drain();

    assertThat(met.getStatus()).isEqualTo(TriggerStatus.TRIGGER_STATUS_TRIGGERED);
    assertThat(met.getMetPx()).isEqualTo(PX - 1);
    assertThat(met.getVersion()).isEqualTo(3);
    var name = "gtt:" + OrderId.of(gtt.getTriggerId());
    var order =
        platform.rows(
            "SELECT order_id, order_qty, cl_ord_id FROM orders.orders"
                + " WHERE account_id = $1 AND tags = $2",
            account,
            new String[] {name});
    assertThat(order).hasSize(1);
    assertThat(order.getFirst().getUUID(0)).isEqualTo(OrderId.of(met.getOrderId()));
    assertThat(order.getFirst().getLong(1)).isEqualTo(10);
    assertThat(order.getFirst().getString(2)).isEqualTo(name);
  }

  @Test
  void theFirstTradeAfterTheAnswerFires() {
    var gtts = new ArrayList<Trigger>();
    for (var i = 0; i < 10; i++) {
      gtts.add(waiting(RELIANCE, above(PX + 10_000)));
      trades(RELIANCE, PX + 10_000);
      var last = gtts.getLast();
      eventually(
          "the trigger is met",
          () -> now(last).getStatus() == TriggerStatus.TRIGGER_STATUS_TRIGGERED);
    }
    eventually("all are placed", () -> gtts.stream().allMatch(gtt -> isSettled(now(gtt))));
    assertThat(orders()).isEqualTo(10);
  }

  @Test
  void ofTwoLegsHitByOneBatchExactlyOnePlacesAnOrder() {
    var oco = waiting(RELIANCE, above(PX + 100), below(PX - 100));

    var met = tradedUntilMet(oco, PX - 100, PX + 100);

    assertThat(met.getMetLeg()).isEqualTo(1);
    assertThat(orders()).isEqualTo(1);
    trades(RELIANCE, PX + 100, PX - 100);
    drain();
    assertThat(orders()).isEqualTo(2);
  }

  @Test
  void whatWasMetAndNotPlacedIsPlacedOnceLater() {
    var gtt = waiting(RELIANCE, above(PX));
    // Risk is away: the intake cannot take the order after the trigger has fired.
    await(platform.node.bus().stopServing(Addresses.RISK_CHECK));
    try {
      eventually(
          "the trigger is met",
          () -> {
            trades(RELIANCE, PX);
            return now(gtt).getStatus() == TriggerStatus.TRIGGER_STATUS_TRIGGERED;
          });
      assertThat(now(gtt).getOrderId()).isEqualTo(ByteString.EMPTY);
      assertThat(orders()).isZero();
    } finally {
      await(AllowingRisk.serve(platform.node.bus()));
    }

    eventually("its order is placed", () -> isSettled(now(gtt)));
    drain();
    assertThat(orders()).isEqualTo(2);
  }

  @Test
  void aRefusedOrderIsTold() {
    var gtt = waiting(symbol(), above(PX));

    var met = tradedUntilMet(gtt, PX);

    // The account holds no shares of it.
    assertThat(met.getStatus()).isEqualTo(TriggerStatus.TRIGGER_STATUS_REJECTED);
    assertThat(met.getReason()).isEqualTo("holdings.insufficient");
    assertThat(orders()).isZero();
  }

  @Test
  void tradesWhileNobodyReadsAreReadFromTheStoredOffsets() {
    var gtt = waiting(RELIANCE, above(PX + 500));
    undeployAll();
    trades(RELIANCE, PX + 500);
    assertThat(
            platform.number(
                "SELECT status FROM orders.triggers WHERE trigger_id = $1",
                OrderId.of(gtt.getTriggerId())))
        .isEqualTo(1);

    deployTwo();

    eventually("the trade is read", () -> isSettled(now(gtt)));
    assertThat(orders()).isEqualTo(1);
  }

  @Test
  void anotherNodeTakesOverAndNoneFiresTwice() {
    try (var second = new OrderPlatform()) {
      second.deploy();
      for (var i = 0; i < 20; i++) {
        waiting(RELIANCE, above(PX + 1_000 + i));
      }
      undeployAll();
      trades(RELIANCE, PX + 1_009, PX + 2_000);
      eventually("all are placed", () -> placed() == 20);
      trades(RELIANCE, PX + 2_000);
    }
    deployTwo();
    drain();
    assertThat(orders()).isEqualTo(21);
  }

  private long placed() {
    return platform.number(
        "SELECT count(*) FROM orders.triggers WHERE account_id = $1 AND order_id IS NOT NULL",
        account);
  }

  @Test
  void anEqualKeyIsAnsweredAsBeforeAndAnotherRequestIsRefused() {
    var request = request(RELIANCE, above(PX + 50_000));
    var once = ask(request);
    var again = ask(request);
    var other = ask(request.clone().setRequestHash(hash("another")));

    assertThat(again.getReplayed()).isTrue();
    assertThat(again.getTrigger()).isEqualTo(once.getTrigger());
    assertThat(other.getRefused().getRefusals(0).getCode()).isEqualTo("idempotency.key_reused");
  }

  @Test
  void aChangeNamesTheVersionAndACancelIsFinal() {
    var gtt = waiting(RELIANCE, above(PX + 50_000));
    var change =
        ModifyTriggerRequest.newBuilder()
            .setAccountId(account)
            .setTriggerId(gtt.getTriggerId())
            .setLegs(1)
            .setVersion(1)
            .addChanges(TriggerLegChange.newBuilder().setTriggerPx(PX + 60_000).setOrderQty(20))
            .build();

    var changed = modify(change).getTrigger();
    assertThat(changed.getVersion()).isEqualTo(2);
    assertThat(changed.getLegs(0).getTriggerPx()).isEqualTo(PX + 60_000);
    assertThat(changed.getLegs(0).getOrderQty()).isEqualTo(20);
    assertThat(modify(change).getRefused().getStatus()).isEqualTo(412);

    assertThat(cancel(gtt).getTrigger().getStatus())
        .isEqualTo(TriggerStatus.TRIGGER_STATUS_CANCELLED);
    assertThat(cancel(gtt).getTrigger().getVersion()).isEqualTo(3);
    assertThat(modify(change.toBuilder().setVersion(3).build()).getRefused().getStatus())
        .isEqualTo(409);
    // Of another kind, or another's, it is unknown.
    var asOco = gtt.toBuilder().addLegs(above(1)).build();
    assertThat(cancel(asOco).getRefused().getStatus()).isEqualTo(404);
    assertThat(cancel(gtt.toBuilder().setAccountId(1).build()).getRefused().getStatus())
        .isEqualTo(404);
  }

  @Test
  void anAccountHasAHundredAndTheyAreListedByPages() {
    for (var i = 0; i < 100; i++) {
      waiting(RELIANCE, above(PX + 50_000 + i));
    }
    var refused = ask(request(RELIANCE, above(PX + 50_000))).getRefused();
    assertThat(refused.getRefusals(0).getCode()).isEqualTo("trigger.too_many");

    var page = list(ByteString.EMPTY);
    assertThat(page.getMore()).isTrue();
    assertThat(page.getTriggersList())
        .hasSize(60)
        .extracting(one -> one.getLegs(0).getTriggerPx())
        .isSortedAccordingTo(Comparator.reverseOrder());
    var rest = list(page.getTriggers(59).getTriggerId());
    assertThat(rest.getMore()).isFalse();
    assertThat(rest.getTriggersList()).hasSize(40);
  }

  @Test
  void whatIsOverExpires() {
    var gtt = waiting(RELIANCE, above(PX + 50_000));
    platform.rows(
        "UPDATE orders.triggers SET expire_at = now() - interval '1 second' WHERE trigger_id = $1",
        OrderId.of(gtt.getTriggerId()));

    eventually("it is expired", () -> now(gtt).getStatus() == TriggerStatus.TRIGGER_STATUS_EXPIRED);
  }

  @Test
  void clockThatJumpsAheadExpiresNothing() {
    var gtt = waiting(RELIANCE, above(PX + 50_000));

    assertThat(await(JumpedClock.expire(platform.node, Duration.ofDays(400)))).isZero();

    assertThat(now(gtt).getStatus()).isEqualTo(gtt.getStatus());
  }

  @Test
  void rulesOfOrdersHoldForLegs() {
    var unknown = ask(request("XXXX:TCS", above(PX))).getRefused();
    assertThat(unknown.getRefusals(0).getCode()).isEqualTo("instrument.unknown");
    var noCondition =
        above(PX).toBuilder().setCondition(TriggerCondition.TRIGGER_CONDITION_UNSPECIFIED).build();
    assertThat(ask(request(symbol(), noCondition)).getRefused().getRefusals(0).getCode())
        .isEqualTo("market.no_reference_price");
    assertThat(ask(request(RELIANCE, above(PX), above(PX))).getRefused().getRefusals(0).getCode())
        .isEqualTo("trigger.legs_equal");
    assertThat(ask(request(RELIANCE)).getRefused().getStatus()).isEqualTo(400);
    assertThat(
            ask(request(RELIANCE, above(PX)).setExpireDate(20_200_101))
                .getRefused()
                .getRefusals(0)
                .getCode())
        .isEqualTo("trigger.expire_date_out_of_range");
    assertThat(ask(request(RELIANCE, above(PX)).setExpireDate(20_261_301)).getRefused().getStatus())
        .isEqualTo(400);
  }

  private ListTriggersReply list(ByteString before) {
    var request =
        ListTriggersRequest.newBuilder()
            .setAccountId(account)
            .setLegs(1)
            .addStatuses(TriggerStatus.TRIGGER_STATUS_ACTIVE)
            .setLimit(60)
            .setBefore(before)
            .build();
    return await(platform.node.bus().request(Addresses.ORDER_TRIGGERS, request));
  }

  private static TriggerReply modify(ModifyTriggerRequest request) {
    return await(platform.node.bus().request(Addresses.ORDER_MODIFY_TRIGGER, request));
  }

  private static TriggerReply cancel(Trigger trigger) {
    var request =
        CancelTriggerRequest.newBuilder()
            .setAccountId(trigger.getAccountId())
            .setTriggerId(trigger.getTriggerId())
            .setLegs(trigger.getLegsCount())
            .build();
    return await(platform.node.bus().request(Addresses.ORDER_CANCEL_TRIGGER, request));
  }
}
