package openbell.order.domain;

import static openbell.order.domain.Orders.ACCOUNT;
import static openbell.order.domain.Orders.PX;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import openbell.model.Side;
import openbell.order.domain.PlaceOutcome.Accepted;
import org.junit.jupiter.api.Test;

class AccountGuardsTest {
  private static final AccountKey TCS = new AccountKey(ACCOUNT, "XNSE:TCS");
  private static final AccountKey INR = new AccountKey(ACCOUNT, "INR");
  private static final OptionalLong NONE = OptionalLong.empty();

  private static AccountLimits limits(
      OptionalLong position,
      OptionalLong exposure,
      OptionalLong openOrders,
      OptionalLong rate,
      OptionalLong loss) {
    return new AccountLimits(1, position, exposure, openOrders, rate, loss);
  }

  private static OptionalLong at(long value) {
    return OptionalLong.of(value);
  }

  /** Funds and shares for everything, and these counters. */
  private static IntakeState state(GuardState guards) {
    return new IntakeState(
        Map.of(ACCOUNT, new AccountState(false, false)),
        Map.of(INR, 1_000_000 * PX, TCS, 1_000_000L),
        Map.of(),
        Set.of(),
        guards);
  }

  /** The codes of each order's refusals; an accepted one has none. */
  private static List<List<String>> decide(
      GuardState guards, AccountLimits limits, PlaceOrder... orders) {
    var verdict =
        new Verdict(
            List.of(), PX, Orders.TRADE_DATE, 0, "INR", false, limits, ByteBuffer.allocate(0));
    var batch = new ArrayList<Candidate>();
    for (var order : orders) {
      batch.add(new Candidate(order, Orders.id(batch.size()), verdict));
    }
    return Intake.decide(batch, state(guards), mic -> FeeSchedule.FREE, 1_000).stream()
        .map(AccountGuardsTest::codes)
        .toList();
  }

  private static List<String> codes(PlaceOutcome outcome) {
    return outcome instanceof Refused refused
        ? refused.refusals().stream().map(Refusal::code).toList()
        : List.of();
  }

  private static PlaceOrder buy(String key, long qty) {
    return Orders.place(key, "", Side.BUY, qty);
  }

  private static PlaceOrder sell(String key, long qty) {
    return Orders.place(key, "", Side.SELL, qty);
  }

  @Test
  void positionIsSharesAndOpenBuysAndWhatThisBatchBuys() {
    var guards =
        new GuardState(Map.of(), Map.of(TCS, 30L), Map.of(), Map.of(TCS, 50L), Map.of(), Map.of());

    assertThat(
            decide(
                guards,
                limits(at(100), NONE, NONE, NONE, NONE),
                buy("a", 21),
                buy("b", 15),
                sell("c", 40),
                buy("d", 6),
                buy("e", 5)))
        .containsExactly(
            List.of("risk.position_limit"),
            List.of(),
            List.of(),
            List.of("risk.position_limit"),
            List.of());
  }

  @Test
  void exposureIsWhatIsHeldAndWhatPositionsCost() {
    var guards =
        new GuardState(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(INR, 7 * PX), Map.of());

    assertThat(
            decide(
                guards,
                limits(NONE, at(10 * PX), NONE, NONE, NONE),
                buy("a", 4),
                buy("b", 3),
                sell("c", 900),
                buy("d", 1)))
        .containsExactly(
            List.of("risk.exposure_limit"), List.of(), List.of(), List.of("risk.exposure_limit"));
  }

  @Test
  void openOrdersAndRateCountSellsToo() {
    var guards =
        new GuardState(
            Map.of(ACCOUNT, 8L), Map.of(), Map.of(ACCOUNT, 4L), Map.of(), Map.of(), Map.of());

    assertThat(
            decide(
                guards,
                limits(NONE, NONE, at(10), at(5), NONE),
                sell("a", 1),
                buy("b", 1),
                sell("c", 1)))
        .containsExactly(List.of(), List.of("risk.order_rate"), List.of("risk.order_rate"));
    assertThat(
            decide(
                guards,
                limits(NONE, NONE, at(10), NONE, NONE),
                sell("a", 1),
                buy("b", 1),
                sell("c", 1)))
        .containsExactly(List.of(), List.of(), List.of("risk.open_orders_limit"));
  }

  @Test
  void lossAtItsLimitLeavesSellsAlone() {
    var lost =
        new GuardState(
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(GuardState.day(ACCOUNT, "INR", Orders.TRADE_DATE), -500L));

    assertThat(decide(lost, limits(NONE, NONE, NONE, NONE, at(500)), buy("a", 1), sell("b", 1)))
        .containsExactly(List.of("risk.daily_loss"), List.of());
    assertThat(decide(lost, limits(NONE, NONE, NONE, NONE, at(501)), buy("a", 1)))
        .containsExactly(List.of());
  }

  @Test
  void limitOfZeroLossBindsOnlyOnceSomethingIsLost() {
    assertThat(decide(GuardState.NONE, limits(NONE, NONE, NONE, NONE, at(0)), buy("a", 1)))
        .containsExactly(List.of());
  }

  @Test
  void allViolationsAreToldInOneAnswer() {
    assertThat(
            decide(
                GuardState.NONE, limits(at(0), at(0), at(0), at(0), at(0)), buy("a", 10_000_000)))
        .containsExactly(
            List.of(
                "risk.position_limit",
                "risk.exposure_limit",
                "risk.open_orders_limit",
                "risk.order_rate",
                "funds.insufficient"));
  }

  @Test
  void countersAtTheEndOfALongRefuseAndDoNotThrow() {
    var full =
        new GuardState(
            Map.of(ACCOUNT, Long.MAX_VALUE),
            Map.of(TCS, Long.MAX_VALUE),
            Map.of(ACCOUNT, Long.MAX_VALUE),
            Map.of(TCS, Long.MAX_VALUE),
            Map.of(INR, Long.MAX_VALUE),
            Map.of(GuardState.day(ACCOUNT, "INR", Orders.TRADE_DATE), Long.MIN_VALUE));
    var most = at(Long.MAX_VALUE);

    assertThat(decide(full, limits(most, most, most, most, most), buy("a", 1)))
        .containsExactly(
            List.of(
                "risk.position_limit",
                "risk.exposure_limit",
                "risk.open_orders_limit",
                "risk.order_rate",
                "risk.daily_loss"));
    assertThat(decide(full, AccountLimits.NONE, buy("a", 1), buy("b", 1)))
        .containsExactly(List.of(), List.of());
  }

  @Test
  void acceptedOrderKeepsItsHold() {
    var verdict =
        new Verdict(
            List.of(),
            PX,
            Orders.TRADE_DATE,
            0,
            "INR",
            false,
            limits(at(10), NONE, NONE, NONE, NONE),
            ByteBuffer.allocate(0));
    var batch = List.of(new Candidate(buy("a", 10), Orders.id(1), verdict));

    var accepted =
        (Accepted)
            Intake.decide(batch, state(GuardState.NONE), mic -> FeeSchedule.FREE, 1).getFirst();

    assertThat(accepted.hold()).isEqualTo(10 * PX);
  }
}
