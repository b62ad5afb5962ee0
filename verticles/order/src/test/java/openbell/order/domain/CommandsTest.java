package openbell.order.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import openbell.model.ExecType;
import openbell.model.OrdType;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.order.domain.OrderEvent.ReplaceRequested;
import openbell.order.domain.OrderEvent.Replaced;
import org.junit.jupiter.api.Test;

class CommandsTest {
  private static final OptionalLong NONE = OptionalLong.empty();
  private static final AccountState FREE_TO_TRADE = new AccountState(false, false);

  private final Order open = opened(Orders.buyOf10());

  private static Order opened(Order order) {
    var effect = Lifecycle.decide(order, Orders.report(order, ExecType.NEW, "e"), FeeSchedule.FREE);
    return Lifecycle.evolve(order, ((ReportEffect.Transition) effect).event(), 2_500);
  }

  private static ReplaceOutcome replace(
      Order order, OptionalLong qty, OptionalLong price, long held, long available) {
    return Commands.replace(
        order,
        Orders.replace(order, qty, price),
        Orders.allowed(price.orElse(Orders.PX)),
        new ReplaceState(FREE_TO_TRADE, held, available),
        FeeSchedule.FREE,
        3_000);
  }

  private static String code(ReplaceOutcome outcome) {
    return ((Refused) outcome).refusals().getFirst().code();
  }

  private static OptionalLong of(long value) {
    return OptionalLong.of(value);
  }

  private static ReplaceOutcome.Changed changed(ReplaceOutcome outcome) {
    return (ReplaceOutcome.Changed) outcome;
  }

  @Test
  void raiseOfTheTotalIsHeldBeforeItIsSent() {
    var outcome = changed(replace(open, of(12), NONE, 10 * Orders.PX, 2 * Orders.PX));

    assertThat(outcome.raise()).isEqualTo(2 * Orders.PX);
    assertThat(outcome.change().after().terms()).isEqualTo(open.terms());
    assertThat(outcome.change().event())
        .isEqualTo(new ReplaceRequested(new PendingReplace(1, 12, Orders.PX, 0, Orders.PX)));
  }

  @Test
  void raiseOfThePriceIsHeldToo() {
    var outcome = changed(replace(open, NONE, of(Orders.PX + 7), 10 * Orders.PX, Long.MAX_VALUE));

    assertThat(outcome.raise()).isEqualTo(70);
  }

  @Test
  void raiseThatTheFundsDoNotCoverIsRefused() {
    var outcome = replace(open, of(12), NONE, 10 * Orders.PX, 2 * Orders.PX - 1);

    assertThat(code(outcome)).isEqualTo("funds.insufficient");
  }

  @Test
  void raiseOfASellHoldsShares() {
    var sell = opened(Order.accepted(Orders.terms(1, Side.SELL, 10, Orders.PX), false));

    assertThat(changed(replace(sell, of(12), NONE, 10, 2)).raise()).isEqualTo(2);
    assertThat(code(replace(sell, of(12), NONE, 10, 1))).isEqualTo("holdings.insufficient");
    assertThat(changed(replace(sell, NONE, of(1), 10, 0)).raise()).isZero();
  }

  @Test
  void cutReleasesNothingYet() {
    var outcome = changed(replace(open, of(5), of(1), 10 * Orders.PX, 0));

    assertThat(outcome.raise()).isZero();
    assertThat(outcome.released()).isZero();
  }

  @Test
  void queuedOrderHasItsNewTermsAtOnce() {
    var queued = Orders.buyOf10(OrdType.LIMIT, TimeInForce.DAY, 0, true);
    var replaced = new PendingReplace(0, 5, Orders.PX, 0, Orders.PX);

    var cut = changed(replace(queued, of(5), NONE, 10 * Orders.PX, 0));

    assertThat(cut.change().event()).isEqualTo(new Replaced(replaced));
    assertThat(cut.released()).isEqualTo(5 * Orders.PX);
    assertThat(cut.change().after().terms().orderQty()).isEqualTo(5);
    assertThat(cut.change().after().queued()).isTrue();
    assertThat(cut.change().after().lastCmdNo()).isZero();
  }

  @Test
  void limitsOfLongAreRefusedNeverWrapped() {
    var most = of(Long.MAX_VALUE);

    assertThat(code(replace(open, most, NONE, 10 * Orders.PX, Long.MAX_VALUE)))
        .isEqualTo("order.value_too_large");
    assertThat(code(replace(open, NONE, most, 10 * Orders.PX, Long.MAX_VALUE)))
        .isEqualTo("order.value_too_large");
    var sell = opened(Order.accepted(Orders.terms(1, Side.SELL, 10, Orders.PX), false));
    assertThat(changed(replace(sell, most, NONE, 10, Long.MAX_VALUE)).raise())
        .isEqualTo(Long.MAX_VALUE - 10);
  }

  @Test
  void otherVersionIsRefusedWithTheVersionThatHolds() {
    var stale = Orders.replace(Orders.buyOf10(), of(5), NONE);

    assertThat(Commands.notReplaceable(open, stale))
        .hasValue(
            new Refused(
                412,
                List.of(
                    new Refusal(
                        "order.version_mismatch",
                        "The order has changed since; its version is the hint.",
                        "",
                        "2"))));
  }

  @Test
  void onlyAStopThatWaitsTakesATriggerPrice() {
    var request =
        new ReplaceOrder(
            Orders.ACCOUNT,
            Orders.ACCOUNT,
            open.terms().orderId(),
            2,
            NONE,
            NONE,
            of(Orders.PX),
            0);
    var waiting = opened(Orders.buyOf10(OrdType.STOP_LIMIT, TimeInForce.DAY, 0, false));
    var triggered =
        new Order(
            waiting.terms(),
            waiting.ordStatus(),
            true,
            false,
            true,
            waiting.pending(),
            0,
            0,
            0,
            0,
            waiting.version(),
            "",
            "",
            0);

    assertThat(Commands.notReplaceable(waiting, request)).isEmpty();
    assertThat(Commands.notReplaceable(triggered, request)).isPresent();
    assertThat(Commands.notReplaceable(open, request)).isPresent();
  }

  @Test
  void blockedAccountReplacesNothingAndOneThatMayOnlySellBuysNoMore() {
    var raise = Orders.replace(open, of(12), NONE);
    var held = 10 * Orders.PX;

    assertThat(asked(raise, new ReplaceState(new AccountState(false, true), held, held)))
        .isEqualTo("risk.account_blocked");
    assertThat(asked(raise, new ReplaceState(new AccountState(true, false), held, held)))
        .isEqualTo("risk.account_close_only");
  }

  private String asked(ReplaceOrder request, ReplaceState state) {
    var verdict = Orders.allowed(Orders.PX);
    return code(Commands.replace(open, request, verdict, state, FeeSchedule.FREE, 3_000));
  }

  @Test
  void whatRiskRefusesIsRefused() {
    var verdict = new Verdict(List.of(Refusal.of("risk.price_band", "")), 0, 0, 0, "INR", false);
    var state = new ReplaceState(FREE_TO_TRADE, 10 * Orders.PX, 0);
    var request = Orders.replace(open, of(9), NONE);

    assertThat(code(Commands.replace(open, request, verdict, state, FeeSchedule.FREE, 3_000)))
        .isEqualTo("risk.price_band");
  }

  @Test
  void queuedOrderIsAskedOfRiskAsItIs() {
    var queued = Orders.buyOf10(OrdType.LIMIT, TimeInForce.GTC, 0, true);

    var asked = Commands.asNewOrder(queued);

    assertThat(asked.queueIfClosed()).isTrue();
    assertThat(asked.orderQty()).isEqualTo(10);
    assertThat(asked.price()).isEqualTo(queued.terms().price());
    assertThat(asked.accountId()).isEqualTo(queued.terms().accountId());
  }

  @Test
  void whatIsRefusedAtItsReleaseIsRejectedButForAPriceThatWasSettled() {
    var queued = Orders.buyOf10(OrdType.LIMIT, TimeInForce.GTC, 0, true);

    assertThat(released(queued, "market.no_reference_price", "market.halted"))
        .isEqualTo(new OrderEvent.Rejected("market.halted"));
    assertThat(released(queued, "market.no_reference_price"))
        .isEqualTo(new OrderEvent.Released(Orders.TRADE_DATE));
    assertThat(released(queued)).isEqualTo(new OrderEvent.Released(Orders.TRADE_DATE));
  }

  private static OrderEvent released(Order order, String... refusals) {
    var verdict =
        new Verdict(
            Stream.of(refusals).map(code -> new Refusal(code, "", "", "")).toList(),
            0,
            Orders.TRADE_DATE,
            0,
            "INR",
            true);
    var session = new QueueSession(Orders.TRADE_DATE, true);
    return Commands.release(order, session, verdict, 3_000).orElseThrow().event();
  }
}
