package openbell.order;

import static openbell.order.ClosedMarket.ALLOWED;
import static openbell.order.ClosedMarket.DAY;
import static openbell.order.ClosedMarket.queued;
import static openbell.order.ClosedMarket.sent;
import static openbell.order.ClosedMarket.within;
import static openbell.order.OrderPlatform.CASH;
import static openbell.order.OrderPlatform.await;
import static openbell.order.OrderPlatform.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import openbell.model.OrderId;
import openbell.order.domain.PlaceOrder;
import openbell.order.domain.QueueSession;
import openbell.order.domain.Refusal;
import openbell.order.domain.Verdict;
import openbell.runtime.MarketFiles;
import openbell.wire.common.OrdStatus;
import openbell.wire.common.TimeInForce;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who releases the queued orders, and whom it asks first, on a real Postgres. */
class QueueReleaserIT {
  /** 5 January 2026, 09:00 in Mumbai. */
  private static final QueueReleaser.Calendar COLLECTING =
      new QueueReleaser.Calendar(
          List.copyOf(MarketFiles.load(List.of("XNSE")).values()),
          false,
          () -> Instant.parse("2026-01-05T03:30:00Z"));

  private static OrderPlatform platform;

  @BeforeAll
  static void start() {
    platform = ClosedMarket.open();
  }

  @AfterAll
  static void stop() {
    ClosedMarket.close(platform);
  }

  private static Verdict refusedWith(String code) {
    return new Verdict(List.of(new Refusal(code, "", "", "")), 0, DAY, 0, "INR", true);
  }

  private static Future<List<Verdict>> verdicts(
      List<PlaceOrder> orders, Function<PlaceOrder, Verdict> of) {
    return Future.succeededFuture(orders.stream().map(of).toList());
  }

  private static QueueReleaser[] releaser(
      QueueReleaser.Calendar calendar, RiskCheck risk, List<String> told) {
    var shards = platform.node.shards();
    var releaser = new QueueReleaser[1];
    platform
        .node
        .vertx()
        .runOnContext(
            start ->
                releaser[0] =
                    new QueueReleaser(
                        platform.node,
                        "order.queue.test",
                        new PgQueueStore(shards, shards.reference(), 10),
                        risk,
                        calendar,
                        new OrderMetrics(new SimpleMeterRegistry()),
                        () -> told.add("nudged")));
    return releaser;
  }

  @Test
  void releaserSendsWhenTheCollectionBegins() {
    var account = platform.account(CASH, 0);
    var order = queued(platform, account, 1, TimeInForce.TIME_IN_FORCE_DAY);
    var markets = List.copyOf(MarketFiles.load(List.of("XNSE")).values());
    // 5 January 2026, a second before and at 09:00 in Mumbai.
    var now = new Instant[] {Instant.parse("2026-01-05T03:29:59Z")};
    var calendar = new QueueReleaser.Calendar(markets, false, () -> now[0]);
    assertThat(calendar.session(markets.getFirst())).isEqualTo(new QueueSession(DAY, false));
    var told = new ArrayList<String>();
    var releaser = releaser(calendar, orders -> verdicts(orders, each -> ALLOWED), told);

    now[0] = Instant.parse("2026-01-05T03:30:00Z");
    eventually("it is sent", () -> !platform.get(order).getQueued());

    assertThat(sent(platform, List.of(order))).hasSize(1);
    assertThat(told).isNotEmpty();
    await(releaser[0].close());
  }

  @Test
  void whatRiskRefusesAtTheReleaseIsRejectedAndItsHoldReleased() {
    var account = platform.account(CASH, 0);
    var restricted = queued(platform, account, 1, TimeInForce.TIME_IN_FORCE_GTC);
    var unpriced = queued(platform, account, 2, TimeInForce.TIME_IN_FORCE_GTC);
    var releaser =
        releaser(
            COLLECTING,
            orders ->
                verdicts(
                    orders,
                    order ->
                        refusedWith(
                            order.orderQty() == 1
                                ? "risk.instrument_restricted"
                                : "market.no_reference_price")),
            new ArrayList<>());

    eventually(
        "both are settled",
        () -> !platform.get(restricted).getQueued() && !platform.get(unpriced).getQueued());

    var rejected = platform.get(restricted);
    assertThat(rejected.getOrdStatus()).isEqualTo(OrdStatus.ORD_STATUS_REJECTED);
    assertThat(rejected.getReason()).isEqualTo("risk.instrument_restricted");
    assertThat(sent(platform, List.of(restricted, unpriced)))
        .containsExactly(OrderId.of(unpriced.getOrderId()));
    assertThat(platform.events(account)).contains("order.rejected", "order.released");
    assertThat(platform.cancel(unpriced).hasAccepted()).isTrue();
    await(releaser[0].close());
  }

  @Test
  void whatTheAccountsLimitsRefuseAtTheReleaseIsRejectedInArrivalOrder() {
    var account = platform.account(CASH, 0);
    var orders =
        List.of(
            queued(platform, account, 10, TimeInForce.TIME_IN_FORCE_GTC),
            queued(platform, account, 5, TimeInForce.TIME_IN_FORCE_GTC),
            queued(platform, account, 2, TimeInForce.TIME_IN_FORCE_GTC));
    var blocked = platform.account(CASH, 0);
    var ofBlocked = queued(platform, blocked, 1, TimeInForce.TIME_IN_FORCE_GTC);
    platform.rows("UPDATE ledger.accounts SET blocked = true WHERE account_id = $1", blocked);
    var held = CASH - platform.available(account, "INR");
    // Staff have lowered the limit to twelve since.
    var releaser =
        releaser(
            COLLECTING,
            risk -> verdicts(risk, each -> within(OptionalLong.of(12), OptionalLong.empty())),
            new ArrayList<>());

    eventually(
        "all are settled",
        () ->
            orders.stream().noneMatch(order -> platform.get(order).getQueued())
                && !platform.get(ofBlocked).getQueued());

    assertThat(orders)
        .extracting(order -> platform.get(order).getOrdStatus())
        .containsExactly(
            OrdStatus.ORD_STATUS_PENDING_NEW,
            OrdStatus.ORD_STATUS_REJECTED,
            OrdStatus.ORD_STATUS_PENDING_NEW);
    assertThat(platform.get(orders.get(1)).getReason()).isEqualTo("risk.position_limit");
    assertThat(platform.get(ofBlocked).getReason()).isEqualTo("risk.account_blocked");
    assertThat(platform.available(blocked, "INR")).isEqualTo(CASH);
    assertThat(CASH - platform.available(account, "INR")).isPositive().isLessThan(held);
    assertThat(sent(platform, orders)).hasSize(2);
    await(releaser[0].close());
  }

  @Test
  void riskThatDoesNotAnswerReleasesNothingUntilItDoes() {
    var account = platform.account(CASH, 0);
    var order = queued(platform, account, 1, TimeInForce.TIME_IN_FORCE_GTC);
    var asked = new AtomicInteger();
    var late = Promise.<Void>promise();
    RiskCheck failsThenWaits =
        orders ->
            asked.incrementAndGet() == 1
                ? Future.failedFuture("away")
                : late.future().compose(answered -> verdicts(orders, each -> ALLOWED));
    var releaser = releaser(COLLECTING, failsThenWaits, new ArrayList<>());

    eventually("it is asked again", () -> asked.get() == 2);
    assertThat(platform.get(order).getQueued()).isTrue();
    late.complete();
    eventually("it is sent", () -> !platform.get(order).getQueued());

    assertThat(sent(platform, List.of(order))).hasSize(1);
    await(releaser[0].close());
  }

  @Test
  void orderThatChangesWhileRiskIsAskedIsAskedAboutAgain() {
    var account = platform.account(CASH, 0);
    var order = queued(platform, account, 10, TimeInForce.TIME_IN_FORCE_GTC);
    var quantities = new ConcurrentLinkedQueue<Long>();
    var changed = Promise.<Void>promise();
    RiskCheck waitsForTheChange =
        orders -> {
          orders.stream()
              .filter(each -> each.accountId() == account)
              .forEach(each -> quantities.add(each.orderQty()));
          return changed.future().compose(done -> verdicts(orders, each -> ALLOWED));
        };
    var releaser = releaser(COLLECTING, waitsForTheChange, new ArrayList<>());

    eventually("it is asked about", () -> quantities.size() == 1);
    platform.replace(order, 5, 0);
    changed.complete();
    eventually("it is sent", () -> !platform.get(order).getQueued());

    assertThat(quantities).containsExactly(10L, 5L);
    assertThat(sent(platform, List.of(order))).hasSize(1);
    await(releaser[0].close());
  }
}
