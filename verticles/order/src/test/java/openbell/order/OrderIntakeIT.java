package openbell.order;

import static openbell.order.OrderPlatform.PX;
import static openbell.order.OrderPlatform.RELIANCE;
import static openbell.order.OrderPlatform.await;
import static openbell.order.OrderPlatform.buyOfOne;
import static openbell.order.OrderPlatform.limit;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import openbell.model.Addresses;
import openbell.order.domain.Verdict;
import openbell.runtime.Fault;
import openbell.wire.common.OrdStatus;
import openbell.wire.common.Refusal;
import openbell.wire.common.Side;
import openbell.wire.common.TimeInForce;
import openbell.wire.order.CancelOrderRequest;
import openbell.wire.order.GetOrderReply;
import openbell.wire.order.GetOrderRequest;
import openbell.wire.order.ListOrdersReply;
import openbell.wire.order.ListOrdersRequest;
import openbell.wire.order.Order;
import openbell.wire.order.OrderReply;
import openbell.wire.order.PlaceOrderRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What concurrent, repeated and hostile commands leave in a real Postgres. */
class OrderIntakeIT {
  private static final long RICH = 1_000_000_000_0000L;
  @RegisterExtension static final OrderPlatform platform = OrderPlatform.deployed(2);

  private static long ordersOf(long account) {
    return platform.number("SELECT count(*) FROM orders.orders WHERE account_id = $1", account);
  }

  private static List<OrderReply> placeAll(List<PlaceOrderRequest> requests) {
    var placing = requests.stream().map(platform::placing).toList();
    await(Future.join(placing));
    return placing.stream().map(Future::result).toList();
  }

  private static List<String> codes(OrderReply reply) {
    return reply.getRefused().getRefusalsList().stream().map(Refusal::getCode).toList();
  }

  @Test
  void sixtyFourOrdersRacingForTheFundsOfOnePassExactlyOne() {
    var account = platform.account(12 * PX, 0);
    var requests = new ArrayList<PlaceOrderRequest>();
    for (var i = 0; i < 64; i++) {
      requests.add(limit(account, Side.SIDE_BUY, 10, "race-" + i).build());
    }

    var replies = placeAll(requests);

    assertThat(replies).filteredOn(OrderReply::hasAccepted).hasSize(1);
    assertThat(replies)
        .filteredOn(OrderReply::hasRefused)
        .allSatisfy(refused -> assertThat(codes(refused)).containsExactly("funds.insufficient"));
    assertThat(ordersOf(account)).isEqualTo(1);
    assertThat(platform.events(account)).containsOnlyOnce("order.accepted");
    assertThat(
            platform.number(
                "SELECT count(*) FROM orders.idempotency_keys WHERE account_id = $1", account))
        .isEqualTo(1);
  }

  @Test
  void retryStormOfOneKeyMakesOneOrder() {
    var account = platform.account(RICH, 0);
    var request = limit(account, Side.SIDE_BUY, 1, "storm").build();

    var replies = placeAll(java.util.Collections.nCopies(20, request));

    assertThat(replies).allMatch(OrderReply::hasAccepted);
    var ids = new HashSet<>(replies.stream().map(r -> r.getAccepted().getOrderId()).toList());
    assertThat(ids).hasSize(1);
    assertThat(replies).filteredOn(reply -> !reply.getReplayed()).hasSize(1);
    assertThat(ordersOf(account)).isEqualTo(1);
  }

  @Test
  void replayIsTheFirstAnswerToTheByte() {
    var account = platform.account(RICH, 0);
    var request = limit(account, Side.SIDE_BUY, 1, "again");
    var first = platform.accepted(request);
    platform.cancel(first);

    var replayed = platform.place(request);

    assertThat(replayed.getReplayed()).isTrue();
    assertThat(replayed.getAccepted()).isEqualTo(first);
  }

  @Test
  void oneBadOrderDoesNotFailItsNeighbours() {
    var account = platform.account(RICH, 10);
    var poor = platform.account(PX, 0);
    var replies =
        placeAll(
            List.of(
                limit(account, Side.SIDE_BUY, 1, "good-1").build(),
                limit(account, Side.SIDE_BUY, 1, "unknown").setSymbol("XXXX:NONE").build(),
                limit(poor, Side.SIDE_BUY, 1_000, "poor").build(),
                limit(account, Side.SIDE_SELL, 11, "short").build(),
                limit(999_999_999L, Side.SIDE_BUY, 1, "nobody").build(),
                limit(account, Side.SIDE_SELL, 10, "good-2").build()));

    assertThat(replies)
        .extracting(reply -> reply.hasAccepted() ? "accepted" : codes(reply).getFirst())
        .containsExactly(
            "accepted",
            "instrument.unknown",
            "funds.insufficient",
            "holdings.insufficient",
            "risk.account_unknown",
            "accepted");
    assertThat(ordersOf(account)).isEqualTo(2);
  }

  @Test
  void rowThatTheDatabaseRefusesFailsAloneOfItsBatch() {
    var account = platform.account(RICH, 0);
    var shards = platform.node.shards();
    RiskCheck negativeForOdd =
        orders ->
            Future.succeededFuture(
                orders.stream()
                    .map(o -> o.idempotencyKey().equals("odd") ? -PX : PX)
                    .map(px -> new Verdict(List.of(), px, AllowingRisk.TRADE_DATE, 0, "INR", false))
                    .toList());
    var intake =
        new IntakeService(
            negativeForOdd,
            new PgIntakeStore(shards, shards.reference()),
            new OrderIds(),
            InstantSource.system(),
            Map.of());

    var outcomes =
        await(
            intake.place(
                List.of(
                    buyOfOne(account, "fine"),
                    buyOfOne(account, "odd"),
                    buyOfOne(account, "fine too"))));

    assertThat(outcomes).extracting(Future::succeeded).containsExactly(true, false, true);
    assertThat(((Fault) outcomes.get(1).cause()).outcomeKnown()).isTrue();
    assertThat(ordersOf(account)).isEqualTo(2);
  }

  @Test
  void keyWithAnotherRequestIsRefused() {
    var account = platform.account(RICH, 0);
    platform.accepted(limit(account, Side.SIDE_BUY, 1, "k"));

    assertThat(platform.refused(limit(account, Side.SIDE_BUY, 2, "k")))
        .isEqualTo("idempotency.key_reused");
  }

  @Test
  void clOrdIdIsUniqueForEverWithinItsAccount() {
    var account = platform.account(RICH, 0);
    var other = platform.account(RICH, 0);
    platform.accepted(limit(account, Side.SIDE_BUY, 1, "k1").setClOrdId("mine"));

    assertThat(platform.refused(limit(account, Side.SIDE_BUY, 1, "k2").setClOrdId("mine")))
        .isEqualTo("order.client_order_id_reused");
    platform.accepted(limit(other, Side.SIDE_BUY, 1, "k1").setClOrdId("mine"));
  }

  @Test
  void refusalLeavesNoRowAndItsKeyFree() {
    var account = platform.account(PX, 0);

    assertThat(platform.refused(limit(account, Side.SIDE_BUY, 10, "k")))
        .isEqualTo("funds.insufficient");

    assertThat(ordersOf(account)).isZero();
    assertThat(
            platform.number(
                "SELECT count(*) FROM orders.idempotency_keys WHERE account_id = $1", account))
        .isZero();
    platform.accepted(
        limit(account, Side.SIDE_BUY, 1, "k")
            .setPrice(PX / 2)
            .setRequestHash(OrderPlatform.hash("b")));
  }

  @Test
  void blockedAccountPlacesNothingButCancels() {
    var account = platform.account(RICH, 0);
    var order = platform.accepted(limit(account, Side.SIDE_BUY, 1, "before"));
    platform.rows("UPDATE ledger.accounts SET blocked = true WHERE account_id = $1", account);

    assertThat(platform.refused(limit(account, Side.SIDE_BUY, 1, "after")))
        .isEqualTo("risk.account_blocked");
    assertThat(platform.cancel(order).getAccepted().getOrdStatus())
        .isEqualTo(OrdStatus.ORD_STATUS_PENDING_CANCEL);
  }

  @Test
  void malformedCommandsAreRefusedBeforeAnyStore() {
    var account = platform.account(RICH, 0);

    assertThat(
            List.of(
                platform.refused(limit(account, Side.SIDE_UNSPECIFIED, 1, "k")),
                platform.refused(
                    limit(account, Side.SIDE_BUY, 1, "k")
                        .setTimeInForce(TimeInForce.TIME_IN_FORCE_UNSPECIFIED)),
                platform.refused(limit(account, Side.SIDE_BUY, 1, "")),
                platform.refused(limit(account, Side.SIDE_BUY, 1, "k".repeat(300))),
                platform.refused(limit(account, Side.SIDE_BUY, 1, "k").setClOrdId("a\0b")),
                platform.refused(limit(account, Side.SIDE_BUY, 1, "k").addTags("\u001f"))))
        .containsExactly(
            "request.invalid",
            "request.invalid",
            "idempotency.key_missing",
            "idempotency.key_missing",
            "request.invalid",
            "request.invalid");
    assertThat(ordersOf(account)).isZero();
  }

  @Test
  void anothersOrderIsUnknown() {
    var owner = platform.account(RICH, 0);
    var stranger = platform.account(RICH, 0);
    var order = platform.accepted(limit(owner, Side.SIDE_BUY, 1, "k"));
    var request =
        CancelOrderRequest.newBuilder()
            .setAccountId(stranger)
            .setOrderId(order.getOrderId())
            .build();

    OrderReply reply = await(platform.node.bus().request(Addresses.ORDER_CANCEL, request));

    assertThat(reply.getRefused().getStatus()).isEqualTo(404);
    assertThat(codes(reply)).containsExactly("order.unknown");
    assertThat(platform.get(order.toBuilder().setAccountId(stranger).build()))
        .isEqualTo(Order.getDefaultInstance());
  }

  @Test
  void orderIsFoundByItsClOrdIdWithItsTags() {
    var account = platform.account(RICH, 0);
    var order =
        platform.accepted(
            limit(account, Side.SIDE_BUY, 1, "k").setClOrdId("mine").addTags("a").addTags("b c"));
    var request = GetOrderRequest.newBuilder().setAccountId(account).setClOrdId("mine").build();

    GetOrderReply reply = await(platform.node.bus().request(Addresses.ORDER_GET, request));

    assertThat(reply.getOrder()).isEqualTo(order);
    assertThat(reply.getOrder().getTagsList()).containsExactly("a", "b c");
  }

  @Test
  void pagesOfOrdersNeitherOverlapNorMissOne() {
    var account = platform.account(RICH, 0);
    var placed = new ArrayList<String>();
    for (var i = 0; i < 7; i++) {
      placed.add(
          platform
              .accepted(limit(account, Side.SIDE_BUY, 1, "k" + i).setClOrdId("c" + i))
              .getClOrdId());
    }
    var request = ListOrdersRequest.newBuilder().setAccountId(account).setLimit(3);
    var seen = new ArrayList<String>();
    String cursor;
    do {
      var page = list(request);
      page.getOrdersList().forEach(order -> seen.add(order.getClOrdId()));
      cursor = page.getNextCursor();
      request.setCursor(cursor);
    } while (!cursor.isEmpty());

    assertThat(seen).containsExactlyInAnyOrderElementsOf(placed).doesNotHaveDuplicates();
  }

  @Test
  void listIsNarrowedByStatusSymbolAndTime() {
    var account = platform.account(RICH, 0);
    var open = platform.accepted(limit(account, Side.SIDE_BUY, 1, "k1"));
    var cancelled = platform.accepted(limit(account, Side.SIDE_BUY, 1, "k2"));
    platform.cancel(cancelled);
    var all = ListOrdersRequest.newBuilder().setAccountId(account);

    assertThat(list(all.clone().addStatuses(OrdStatus.ORD_STATUS_PENDING_NEW)).getOrdersList())
        .extracting(Order::getOrderId)
        .containsExactly(open.getOrderId());
    assertThat(list(all.clone().setSymbol(RELIANCE)).getOrdersCount()).isEqualTo(2);
    assertThat(list(all.clone().setSymbol("XNSE:TCS")).getOrdersCount()).isZero();
    assertThat(list(all.clone().setTo(open.getAcceptedAt() - 10_000)).getOrdersCount()).isZero();
    assertThat(list(all.clone().setFrom(open.getAcceptedAt() - 10_000)).getOrdersCount())
        .isEqualTo(2);
    assertThat(list(all.clone().setCursor("no cursor")).getRefused().getCode())
        .isEqualTo("request.cursor_invalid");
  }

  private static ListOrdersReply list(ListOrdersRequest.Builder request) {
    return await(platform.node.bus().request(Addresses.ORDER_LIST, request.build()));
  }

  @Test
  void ordersOfAnyTimeFindAPartition() {
    var future = new UUID((4_102_444_800_000L << 16) | 0x7000, 1);
    platform.rows(
        """
        INSERT INTO orders.execution_reports
          (order_id, mic, trade_date, exec_id, account_id, exec_type, last_px, last_qty, charges,
           trd_match_id, reason, transact_time, order_version)
        VALUES ($1, 'XNSE', 21000101, 'x', 1, 2, 0, 0, 0, '', '', now(), 1)
        """,
        future);

    assertThat(platform.number("SELECT count(*) FROM orders.execution_reports_default") > 0)
        .isTrue();
    assertThat(platform.number("SELECT orders.make_partitions(now() + interval '40 days')"))
        .isPositive();
    assertThat(platform.number("SELECT orders.drop_expired(now() + interval '1 day')"))
        .isNotNegative();
  }
}
