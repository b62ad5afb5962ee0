package openbell.order;

import static openbell.order.OrderPlatform.CASH;
import static openbell.order.OrderPlatform.await;
import static openbell.order.OrderPlatform.eventually;
import static openbell.order.OrderPlatform.limit;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import openbell.model.OrderId;
import openbell.order.domain.AccountLimits;
import openbell.order.domain.Change;
import openbell.order.domain.PlaceOrder;
import openbell.order.domain.QueueRelease;
import openbell.order.domain.QueueRelease.Due;
import openbell.order.domain.QueueSession;
import openbell.order.domain.Refusal;
import openbell.order.domain.Verdict;
import openbell.runtime.MarketFiles;
import openbell.wire.common.OrdStatus;
import openbell.wire.common.Side;
import openbell.wire.common.TimeInForce;
import openbell.wire.order.Order;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Orders that wait for their session, on a real Postgres. The queue of the verticle itself stands
 * still: another process holds its lease.
 */
class OrderQueueIT {
  private static final int DAY = AllowingRisk.TRADE_DATE;
  private static final Verdict ALLOWED = new Verdict(List.of(), 0, DAY, 0, "INR", true);

  private static final QueueSession COLLECTED = new QueueSession(DAY, true);

  /** 5 January 2026, 09:00 in Mumbai. */
  private static final QueueReleaser.Calendar COLLECTING =
      new QueueReleaser.Calendar(
          List.copyOf(MarketFiles.load(List.of("XNSE")).values()),
          false,
          () -> Instant.parse("2026-01-05T03:30:00Z"));

  private static OrderPlatform platform;

  @BeforeAll
  static void start() {
    platform = new OrderPlatform();
    platform.rows(
        """
        INSERT INTO runtime.leases (name, owner, epoch, expires_at)
        VALUES ('order.queue', 'test', 1, 'infinity')
        ON CONFLICT (name) DO UPDATE SET owner = 'test', expires_at = 'infinity'
        """);
    platform.deploy();
  }

  @AfterAll
  static void stop() {
    platform.rows("DELETE FROM runtime.leases WHERE name = 'order.queue'");
    platform.close();
  }

  private static Order queued(long account, long qty, TimeInForce validity) {
    var order =
        platform.accepted(
            limit(account, Side.SIDE_BUY, qty, "q" + System.nanoTime())
                .setTimeInForce(validity)
                .setQueueIfClosed(true));
    assertThat(order.getQueued()).isTrue();
    return order;
  }

  private static Verdict refusedWith(String code) {
    return new Verdict(List.of(new Refusal(code, "", "", "")), 0, DAY, 0, "INR", true);
  }

  /** What risk says of an order whose account may have so many shares, and so much at stake. */
  private static Verdict within(OptionalLong position, OptionalLong exposure) {
    var none = OptionalLong.empty();
    var limits = new AccountLimits(1, position, exposure, none, none, none);
    return new Verdict(List.of(), 0, DAY, 0, "INR", true, limits, ByteBuffer.allocate(0));
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

  private static List<Change> settle(int batch, QueueSession session) {
    return await(settle(batch, session, ALLOWED, Future.succeededFuture()));
  }

  private static Future<List<Change>> settle(
      int batch, QueueSession session, Verdict verdict, Future<Void> guard) {
    var shards = platform.node.shards();
    var store = new PgQueueStore(shards, shards.reference(), batch);
    return store
        .due("XNSE", session)
        .compose(
            due ->
                settle(
                    store,
                    due.stream().map(order -> new Due(order, verdict)).toList(),
                    session,
                    guard));
  }

  private static Future<List<Change>> settle(
      PgQueueStore store, List<Due> due, QueueSession session, Future<Void> guard) {
    return store.settle(
        due, transaction -> guard, state -> QueueRelease.decide(due, state, session, 1_000));
  }

  private static void settleAll(int batch, QueueSession session) {
    while (!settle(batch, session).isEmpty()) {
      // The next batch.
    }
  }

  private static long held(Order order) {
    return platform.number(
        "SELECT sum(amount - consumed - released)::bigint FROM ledger.holds WHERE hold_id = $1",
        OrderId.of(order.getOrderId()));
  }

  private static List<UUID> sent(List<Order> orders) {
    var ids = orders.stream().map(o -> OrderId.of(o.getOrderId())).toArray(UUID[]::new);
    return platform
        .rows(
            "SELECT order_id FROM orders.outbox WHERE order_id = ANY ($1) ORDER BY outbox_id",
            (Object) ids)
        .stream()
        .map(row -> row.getUUID(0))
        .toList();
  }

  @Test
  void queuedOrderIsHeldAndNotSent() {
    var account = platform.account(CASH, 0);
    var order = queued(account, 10, TimeInForce.TIME_IN_FORCE_DAY);

    assertThat(platform.available(account, "INR")).isLessThan(CASH);
    assertThat(sent(List.of(order))).isEmpty();
    assertThat(platform.events(account)).containsExactly("order.accepted");
  }

  @Test
  void queueIsSentInIdOrderAlsoAcrossAKill() {
    settleAll(100, COLLECTED);
    var account = platform.account(CASH, 0);
    var other = platform.account(CASH, 0);
    var orders = new ArrayList<Order>();
    for (var i = 1; i <= 5; i++) {
      orders.add(queued(i % 2 == 0 ? account : other, i, TimeInForce.TIME_IN_FORCE_DAY));
    }

    // The first releaser dies between its batches; two others go on at once.
    settle(2, COLLECTED);
    assertThat(sent(orders)).hasSize(2);
    settleAll(2, COLLECTED);

    assertThat(sent(orders))
        .containsExactlyElementsOf(
            orders.stream().map(o -> OrderId.of(o.getOrderId())).sorted(byText()).toList());
    assertThat(orders)
        .allSatisfy(
            order -> {
              var now = platform.get(order);
              assertThat(now.getQueued()).isFalse();
              assertThat(now.getOrdStatus()).isEqualTo(OrdStatus.ORD_STATUS_PENDING_NEW);
              assertThat(now.getVersion()).isEqualTo(2);
            });
    assertThat(platform.events(account)).contains("order.released");
  }

  private static java.util.Comparator<UUID> byText() {
    return java.util.Comparator.comparing(UUID::toString);
  }

  @Test
  void queuedOrderIsCancelledAndReplacedWithoutTheVenue() {
    var account = platform.account(CASH, 0);
    var order = queued(account, 10, TimeInForce.TIME_IN_FORCE_DAY);
    var held = CASH - platform.available(account, "INR");

    var cut = platform.replace(order, 5, 0).getAccepted();
    assertThat(cut.getQueued()).isTrue();
    assertThat(cut.getOrderQty()).isEqualTo(5);
    assertThat(CASH - platform.available(account, "INR")).isLessThan(held);
    var raised = platform.replace(cut, 20, 0).getAccepted();
    assertThat(CASH - platform.available(account, "INR")).isGreaterThan(held);
    var cancelled = platform.cancel(raised).getAccepted();

    assertThat(cancelled.getOrdStatus()).isEqualTo(OrdStatus.ORD_STATUS_CANCELED);
    assertThat(platform.available(account, "INR")).isEqualTo(CASH);
    settleAll(100, COLLECTED);
    assertThat(sent(List.of(order))).isEmpty();
    assertThat(platform.events(account))
        .containsExactly("order.accepted", "order.modified", "order.modified", "order.cancelled");
  }

  @Test
  void dayOrderWhoseSessionWasMissedExpiresAndAGtcOrderGoesOn() {
    var account = platform.account(CASH, 0);
    var day = queued(account, 1, TimeInForce.TIME_IN_FORCE_DAY);
    var gtc = queued(account, 2, TimeInForce.TIME_IN_FORCE_GTC);

    settleAll(1, new QueueSession(DAY + 1, false));
    assertThat(platform.get(day).getOrdStatus()).isEqualTo(OrdStatus.ORD_STATUS_EXPIRED);
    assertThat(platform.get(day).getReason()).isEqualTo("order.session_missed");
    assertThat(platform.get(gtc).getQueued()).isTrue();
    settleAll(1, new QueueSession(DAY + 1, true));

    assertThat(sent(List.of(day, gtc))).containsExactly(OrderId.of(gtc.getOrderId()));
    assertThat(platform.history(day, 0).getLast().getActor()).isEqualTo("system");
  }

  @Test
  void releaserThatLostItsLeaseSendsNothing() {
    var account = platform.account(CASH, 0);
    var order = queued(account, 1, TimeInForce.TIME_IN_FORCE_GTC);
    var refused = settle(10, COLLECTED, ALLOWED, Future.failedFuture("another's"));

    boolean failed = await(refused.transform(done -> Future.succeededFuture(done.failed())));
    assertThat(failed).isTrue();
    assertThat(platform.get(order).getQueued()).isTrue();
  }

  @Test
  void releaserSendsWhenTheCollectionBegins() {
    var account = platform.account(CASH, 0);
    var order = queued(account, 1, TimeInForce.TIME_IN_FORCE_DAY);
    var markets = List.copyOf(MarketFiles.load(List.of("XNSE")).values());
    // 5 January 2026, a second before and at 09:00 in Mumbai.
    var now = new Instant[] {Instant.parse("2026-01-05T03:29:59Z")};
    var calendar = new QueueReleaser.Calendar(markets, false, () -> now[0]);
    assertThat(calendar.session(markets.getFirst())).isEqualTo(new QueueSession(DAY, false));
    var told = new ArrayList<String>();
    var releaser = releaser(calendar, orders -> verdicts(orders, each -> ALLOWED), told);

    now[0] = Instant.parse("2026-01-05T03:30:00Z");
    eventually("it is sent", () -> !platform.get(order).getQueued());

    assertThat(sent(List.of(order))).hasSize(1);
    assertThat(told).isNotEmpty();
    await(releaser[0].close());
  }

  @Test
  void whatRiskRefusesAtTheReleaseIsRejectedAndItsHoldReleased() {
    var account = platform.account(CASH, 0);
    var restricted = queued(account, 1, TimeInForce.TIME_IN_FORCE_GTC);
    var unpriced = queued(account, 2, TimeInForce.TIME_IN_FORCE_GTC);
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
    assertThat(sent(List.of(restricted, unpriced)))
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
            queued(account, 10, TimeInForce.TIME_IN_FORCE_GTC),
            queued(account, 5, TimeInForce.TIME_IN_FORCE_GTC),
            queued(account, 2, TimeInForce.TIME_IN_FORCE_GTC));
    var blocked = platform.account(CASH, 0);
    var ofBlocked = queued(blocked, 1, TimeInForce.TIME_IN_FORCE_GTC);
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
    assertThat(sent(orders)).hasSize(2);
    await(releaser[0].close());
  }

  @Test
  void limitOfSharesHoldsAtTheReleaseAlsoAcrossAKill() {
    assertTheFirstAndThirdPass(orders -> within(OptionalLong.of(12), OptionalLong.empty()));
  }

  @Test
  void limitOfMoneyHoldsAtTheReleaseAlsoAcrossAKill() {
    assertTheFirstAndThirdPass(
        orders ->
            within(
                OptionalLong.empty(), OptionalLong.of(held(orders.get(0)) + held(orders.get(2)))));
  }

  /** Of buys of ten, five, two and one; each transaction takes one of them. */
  private static void assertTheFirstAndThirdPass(Function<List<Order>, Verdict> limited) {
    settleAll(100, COLLECTED);
    var account = platform.account(CASH, 0);
    var orders =
        Stream.of(10, 5, 2, 1)
            .map(qty -> queued(account, qty, TimeInForce.TIME_IN_FORCE_GTC))
            .toList();
    var verdict = limited.apply(orders);

    // The first releaser dies when the ten are out; two others go on at once.
    await(settle(1, COLLECTED, verdict, Future.succeededFuture()));
    assertThat(sent(orders)).hasSize(1);
    for (var left = 4; left > 0; left--) {
      var one = settle(1, COLLECTED, verdict, Future.succeededFuture());
      var other = settle(1, COLLECTED, verdict, Future.succeededFuture());
      await(Future.join(one, other));
    }

    assertThat(orders)
        .extracting(order -> platform.get(order).getOrdStatus())
        .containsExactly(
            OrdStatus.ORD_STATUS_PENDING_NEW,
            OrdStatus.ORD_STATUS_REJECTED,
            OrdStatus.ORD_STATUS_PENDING_NEW,
            OrdStatus.ORD_STATUS_REJECTED);
    assertThat(orders).extracting(order -> platform.get(order).getVersion()).containsOnly(2);
    assertThat(sent(orders)).hasSize(2).doesNotHaveDuplicates();
    assertThat(platform.events(account))
        .filteredOn(event -> !event.equals("order.accepted"))
        .containsExactly("order.released", "order.rejected", "order.released", "order.rejected");
    assertThat(held(orders.get(1)) + held(orders.get(3))).isZero();
    assertThat(held(orders.get(0)) + held(orders.get(2)))
        .isPositive()
        .isEqualTo(CASH - platform.available(account, "INR"));
  }

  @Test
  void riskThatDoesNotAnswerReleasesNothingUntilItDoes() {
    var account = platform.account(CASH, 0);
    var order = queued(account, 1, TimeInForce.TIME_IN_FORCE_GTC);
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

    assertThat(sent(List.of(order))).hasSize(1);
    await(releaser[0].close());
  }

  @Test
  void orderThatChangesWhileRiskIsAskedIsAskedAboutAgain() {
    var account = platform.account(CASH, 0);
    var order = queued(account, 10, TimeInForce.TIME_IN_FORCE_GTC);
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
    assertThat(sent(List.of(order))).hasSize(1);
    await(releaser[0].close());
  }
}
