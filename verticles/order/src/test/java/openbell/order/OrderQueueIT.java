package openbell.order;

import static openbell.order.ClosedMarket.ALLOWED;
import static openbell.order.ClosedMarket.DAY;
import static openbell.order.ClosedMarket.held;
import static openbell.order.ClosedMarket.queued;
import static openbell.order.ClosedMarket.sent;
import static openbell.order.ClosedMarket.within;
import static openbell.order.OrderPlatform.CASH;
import static openbell.order.OrderPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import openbell.model.OrderId;
import openbell.order.domain.Change;
import openbell.order.domain.QueueRelease;
import openbell.order.domain.QueueRelease.Due;
import openbell.order.domain.QueueSession;
import openbell.order.domain.Verdict;
import openbell.wire.common.OrdStatus;
import openbell.wire.common.TimeInForce;
import openbell.wire.order.Order;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Orders that wait for their session and what becomes of them, on a real Postgres. */
class OrderQueueIT {
  private static final QueueSession COLLECTED = new QueueSession(DAY, true);

  private static OrderPlatform platform;

  @BeforeAll
  static void start() {
    platform = ClosedMarket.open();
  }

  @AfterAll
  static void stop() {
    ClosedMarket.close(platform);
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

  @Test
  void queuedOrderIsHeldAndNotSent() {
    var account = platform.account(CASH, 0);
    var order = queued(platform, account, 10, TimeInForce.TIME_IN_FORCE_DAY);

    assertThat(platform.available(account, "INR")).isLessThan(CASH);
    assertThat(sent(platform, List.of(order))).isEmpty();
    assertThat(platform.events(account)).containsExactly("order.accepted");
  }

  @Test
  void queueIsSentInIdOrderAlsoAcrossAKill() {
    settleAll(100, COLLECTED);
    var account = platform.account(CASH, 0);
    var other = platform.account(CASH, 0);
    var orders = new ArrayList<Order>();
    for (var i = 1; i <= 5; i++) {
      orders.add(queued(platform, i % 2 == 0 ? account : other, i, TimeInForce.TIME_IN_FORCE_DAY));
    }

    // The first releaser dies between its batches; two others go on at once.
    settle(2, COLLECTED);
    assertThat(sent(platform, orders)).hasSize(2);
    settleAll(2, COLLECTED);

    assertThat(sent(platform, orders))
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
    var order = queued(platform, account, 10, TimeInForce.TIME_IN_FORCE_DAY);
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
    assertThat(sent(platform, List.of(order))).isEmpty();
    assertThat(platform.events(account))
        .containsExactly("order.accepted", "order.modified", "order.modified", "order.cancelled");
  }

  @Test
  void dayOrderWhoseSessionWasMissedExpiresAndAGtcOrderGoesOn() {
    var account = platform.account(CASH, 0);
    var day = queued(platform, account, 1, TimeInForce.TIME_IN_FORCE_DAY);
    var gtc = queued(platform, account, 2, TimeInForce.TIME_IN_FORCE_GTC);

    settleAll(1, new QueueSession(DAY + 1, false));
    assertThat(platform.get(day).getOrdStatus()).isEqualTo(OrdStatus.ORD_STATUS_EXPIRED);
    assertThat(platform.get(day).getReason()).isEqualTo("order.session_missed");
    assertThat(platform.get(gtc).getQueued()).isTrue();
    settleAll(1, new QueueSession(DAY + 1, true));

    assertThat(sent(platform, List.of(day, gtc))).containsExactly(OrderId.of(gtc.getOrderId()));
    assertThat(platform.history(day, 0).getLast().getActor()).isEqualTo("system");
  }

  @Test
  void releaserThatLostItsLeaseSendsNothing() {
    var account = platform.account(CASH, 0);
    var order = queued(platform, account, 1, TimeInForce.TIME_IN_FORCE_GTC);
    var refused = settle(10, COLLECTED, ALLOWED, Future.failedFuture("another's"));

    boolean failed = await(refused.transform(done -> Future.succeededFuture(done.failed())));
    assertThat(failed).isTrue();
    assertThat(platform.get(order).getQueued()).isTrue();
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
                OptionalLong.empty(),
                OptionalLong.of(held(platform, orders.get(0)) + held(platform, orders.get(2)))));
  }

  /** Of buys of ten, five, two and one; each transaction takes one of them. */
  private static void assertTheFirstAndThirdPass(Function<List<Order>, Verdict> limited) {
    settleAll(100, COLLECTED);
    var account = platform.account(CASH, 0);
    var orders =
        Stream.of(10, 5, 2, 1)
            .map(qty -> queued(platform, account, qty, TimeInForce.TIME_IN_FORCE_GTC))
            .toList();
    var verdict = limited.apply(orders);

    // The first releaser dies when the ten are out; two others go on at once.
    await(settle(1, COLLECTED, verdict, Future.succeededFuture()));
    assertThat(sent(platform, orders)).hasSize(1);
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
    assertThat(sent(platform, orders)).hasSize(2).doesNotHaveDuplicates();
    assertThat(platform.events(account))
        .filteredOn(event -> !event.equals("order.accepted"))
        .containsExactly("order.released", "order.rejected", "order.released", "order.rejected");
    assertThat(held(platform, orders.get(1)) + held(platform, orders.get(3))).isZero();
    assertThat(held(platform, orders.get(0)) + held(platform, orders.get(2)))
        .isPositive()
        .isEqualTo(CASH - platform.available(account, "INR"));
  }
}
