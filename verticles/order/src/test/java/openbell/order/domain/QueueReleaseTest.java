package openbell.order.domain;

import static openbell.order.domain.Orders.ACCOUNT;
import static openbell.order.domain.Orders.PX;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import openbell.model.OrdType;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.order.domain.OrderEvent.Rejected;
import openbell.order.domain.QueueRelease.Due;
import org.junit.jupiter.api.Test;

class QueueReleaseTest {
  private static final AccountKey TCS = new AccountKey(ACCOUNT, "XNSE:TCS");
  private static final AccountKey INR = new AccountKey(ACCOUNT, "INR");
  private static final OptionalLong NONE = OptionalLong.empty();
  private static final QueueSession COLLECTING = new QueueSession(Orders.TRADE_DATE, true);
  private static final AccountState FREE = new AccountState(false, false);

  private static AccountLimits limits(OptionalLong position, OptionalLong exposure) {
    return new AccountLimits(1, position, exposure, OptionalLong.of(1), OptionalLong.of(1), NONE);
  }

  private static Due due(long number, Side side, long qty, AccountLimits limits) {
    var order = Order.accepted(Orders.terms(number, side, qty, PX), true);
    return new Due(
        order,
        new Verdict(
            List.of(), PX, Orders.TRADE_DATE, 0, "INR", true, limits, ByteBuffer.allocate(0)));
  }

  private static QueueState state(
      AccountState account, long shares, Map<AccountKey, Long> exposure, List<Due> due) {
    return state(account, shares, 0, exposure, due);
  }

  /**
   * The orders as they are due; a buy holds its quantity at the price.
   *
   * @param openBuys shares of what is no longer queued
   */
  private static QueueState state(
      AccountState account,
      long shares,
      long openBuys,
      Map<AccountKey, Long> exposure,
      List<Due> due) {
    var orders = new HashMap<UUID, Order>();
    var holds = new HashMap<UUID, Long>();
    for (var each : due) {
      var terms = each.seen().terms();
      orders.put(terms.orderId(), each.seen());
      if (terms.side() == Side.BUY) {
        holds.put(terms.orderId(), terms.orderQty() * PX);
      }
    }
    var guards =
        new GuardState(
            Map.of(ACCOUNT, 100L),
            Map.of(TCS, openBuys),
            Map.of(ACCOUNT, 100L),
            Map.of(TCS, shares),
            exposure,
            Map.of());
    return new QueueState(Map.of(ACCOUNT, account), orders, holds, guards);
  }

  /** Of each order why it is rejected, or what else becomes of it. */
  private static List<String> decide(List<Due> due, QueueState state, QueueSession session) {
    return QueueRelease.decide(due, state, session, 3_000).stream()
        .map(
            change ->
                change.event() instanceof Rejected rejected
                    ? rejected.reason()
                    : change.event().getClass().getSimpleName())
        .toList();
  }

  @Test
  void whatFitsTheLimitsOfTheMomentGoesInArrivalOrder() {
    var twelve = limits(OptionalLong.of(12), NONE);
    var due = Stream.of(10L, 5L, 2L, 1L).map(qty -> due(100 - qty, Side.BUY, qty, twelve)).toList();

    assertThat(decide(due, state(FREE, 0, Map.of(), due), COLLECTING))
        .containsExactly("Released", "risk.position_limit", "Released", "risk.position_limit");
    assertThat(decide(due, state(FREE, 11, Map.of(), due), COLLECTING))
        .containsExactly(
            "risk.position_limit", "risk.position_limit", "risk.position_limit", "Released");
  }

  @Test
  void whatIsReleasedCountsForThoseAfterIt() {
    var ten = limits(NONE, OptionalLong.of(10 * PX));
    var due = List.of(due(1, Side.BUY, 6, ten), due(2, Side.BUY, 4, ten));

    assertThat(decide(due, state(FREE, 0, Map.of(INR, 0L), due), COLLECTING))
        .containsExactly("Released", "Released");
    assertThat(decide(due, state(FREE, 0, Map.of(INR, PX), due), COLLECTING))
        .containsExactly("Released", "risk.exposure_limit");
  }

  @Test
  void howManyLiveAndHowFastTheyCameIsNotLookedAt() {
    var due = List.of(due(1, Side.BUY, 1, limits(NONE, NONE)));

    assertThat(decide(due, state(FREE, 0, Map.of(), due), COLLECTING)).containsExactly("Released");
  }

  @Test
  void sellsPassTheLimitsOfBuys() {
    var none = limits(OptionalLong.of(0), OptionalLong.of(0));
    var due = List.of(due(1, Side.SELL, 5, none));

    assertThat(decide(due, state(new AccountState(true, false), 9, Map.of(), due), COLLECTING))
        .containsExactly("Released");
  }

  @Test
  void lossOfTheDayLeavesSellsAlone() {
    var loss = new AccountLimits(1, NONE, NONE, NONE, NONE, OptionalLong.of(500));
    var due = List.of(due(1, Side.BUY, 1, loss), due(2, Side.SELL, 1, loss));
    var calm = state(FREE, 5, Map.of(), due);
    var day = GuardState.day(ACCOUNT, "INR", Orders.TRADE_DATE);
    var lost = new GuardState(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(day, -500L));

    assertThat(decide(due, calm, COLLECTING)).containsExactly("Released", "Released");
    assertThat(
            decide(
                due,
                new QueueState(calm.accounts(), calm.orders(), calm.holds(), lost),
                COLLECTING))
        .containsExactly("risk.daily_loss", "Released");
  }

  @Test
  void accountsFlagsRefuse() {
    var due =
        List.of(due(1, Side.BUY, 1, AccountLimits.NONE), due(2, Side.SELL, 1, AccountLimits.NONE));

    assertThat(decide(due, state(new AccountState(true, false), 0, Map.of(), due), COLLECTING))
        .containsExactly("risk.account_close_only", "Released");
    assertThat(decide(due, state(new AccountState(false, true), 0, Map.of(), due), COLLECTING))
        .containsExactly("risk.account_blocked", "risk.account_blocked");
  }

  @Test
  void whatChangedSinceRiskWasAskedWaitsAndCountsIfItWasReleased() {
    var twelve = limits(OptionalLong.of(12), NONE);
    var due = List.of(due(1, Side.BUY, 10, twelve), due(2, Side.BUY, 5, twelve));
    var state = state(FREE, 0, 10, Map.of(), due);
    var first = due.getFirst().seen();
    var changed = Lifecycle.evolve(first, new OrderEvent.Released(Orders.TRADE_DATE), 2_000);
    state.orders().put(first.terms().orderId(), changed);

    assertThat(decide(due, state, COLLECTING)).containsExactly("risk.position_limit");
  }

  @Test
  void whatExpiresLeavesItsRoomToTheNext() {
    var ten = limits(OptionalLong.of(10), NONE);
    var day = due(2, Side.BUY, 10, ten);
    var gtc = Orders.buyOf10(OrdType.LIMIT, TimeInForce.GTC, 0, true);
    var due = List.of(day, new Due(gtc, day.verdict()));
    var nextDay = new QueueSession(Orders.TRADE_DATE + 1, true);

    assertThat(decide(due, state(FREE, 0, Map.of(), due), nextDay))
        .containsExactly("Expired", "Released");
  }
}
