package openbell.order.domain;

import static org.assertj.core.api.Assertions.assertThat;

import openbell.model.Side;
import org.junit.jupiter.api.Test;

class HoldsTest {
  @Test
  void buyHoldsCashAtTheWorstPriceWithItsCharges() {
    var terms = Orders.terms(1, Side.BUY, 10, Orders.PX);

    assertThat(Holds.of(terms, Orders.NSE))
        .hasValue(10 * Orders.PX + Orders.NSE.charges(Side.BUY, 10 * Orders.PX));
  }

  @Test
  void sellHoldsItsShares() {
    assertThat(Holds.of(Orders.terms(1, Side.SELL, 10, Orders.PX), Orders.NSE)).hasValue(10);
  }

  @Test
  void valueBeyond64BitsHasNoHold() {
    assertThat(Holds.of(Orders.terms(1, Side.BUY, Long.MAX_VALUE, 2), Orders.NSE)).isEmpty();
    assertThat(Holds.of(Orders.terms(1, Side.BUY, Long.MAX_VALUE, 1), Orders.NSE)).isEmpty();
  }

  @Test
  void priceImprovementIsReleasedWithTheFill() {
    var order = afterFill(Orders.buyOf10(), 4, Orders.PX - 100);

    var use = Holds.use(order.order(), order.fill(), 10 * Orders.PX, FeeSchedule.FREE);

    assertThat(use).isEqualTo(new Holds.Use(4 * (Orders.PX - 100), 400));
  }

  @Test
  void fillBeyondTheHoldConsumesWhatIsThere() {
    var order = afterFill(Orders.buyOf10(), 10, Orders.PX + 100);

    assertThat(Holds.use(order.order(), order.fill(), 10 * Orders.PX, FeeSchedule.FREE))
        .isEqualTo(new Holds.Use(10 * Orders.PX, 0));
    assertThat(Holds.use(order.order(), order.fill(), 0, FeeSchedule.FREE))
        .isEqualTo(new Holds.Use(0, 0));
  }

  private record Filled(Order order, Fill fill) {}

  private static Filled afterFill(Order order, long qty, long px) {
    var effect =
        (ReportEffect.Transition)
            Lifecycle.decide(order, Orders.trade(order, qty, px, "e1"), FeeSchedule.FREE);
    var event = (OrderEvent.Traded) effect.event();
    return new Filled(Lifecycle.evolve(order, event, 3_000), event.fill());
  }

  @Test
  void pendingReplaceHoldsForFillsBeforeAndAfterIt() {
    // 10 at 100.00 may all trade before the venue makes it 12 at 90.00.
    var asked = new PendingReplace(1, 12, 0, 0, 900_000);
    var order = Lifecycle.evolve(Orders.buyOf10(), new OrderEvent.ReplaceRequested(asked), 3_000);

    assertThat(Holds.needed(order, FeeSchedule.FREE)).hasValue(10 * Orders.PX + 2 * 900_000);
  }

  @Test
  void pendingReplaceBeyond64BitsHasNoHold() {
    for (var asked :
        java.util.List.of(
            new PendingReplace(1, Long.MAX_VALUE, 0, 0, 2),
            new PendingReplace(1, Long.MAX_VALUE, 0, 0, 1),
            new PendingReplace(1, 11, 0, 0, Long.MAX_VALUE))) {
      var order = Lifecycle.evolve(Orders.buyOf10(), new OrderEvent.ReplaceRequested(asked), 3_000);
      assertThat(Holds.needed(order, Orders.NSE)).isEmpty();
    }
  }
}
