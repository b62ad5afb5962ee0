package openbell.order.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import openbell.model.Side;
import openbell.order.domain.ReportEffect.Transition;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Whatever way an order is filled: it is charged the same, and never more than its hold. */
class ChargesPropertyTest {
  @RepeatedTest(200)
  void anySplitOfFillsTotalsTheSameAndStaysWithinTheHold(RepetitionInfo run) {
    var seed = run.getCurrentRepetition();
    var random = new Random(seed);
    var side = random.nextBoolean() ? Side.BUY : Side.SELL;
    var qty = 1 + random.nextInt(50_000);
    var worstPx = 1 + random.nextInt(500_000_000);
    var terms = Orders.terms(1, side, qty, worstPx);
    var hold = Holds.of(terms, Orders.NSE).orElseThrow();

    var order = Order.accepted(terms, false);
    var left = hold;
    long consumed = 0;
    while (order.leavesQty() > 0) {
      var lastQty = 1 + random.nextLong(order.leavesQty());
      var lastPx = side == Side.BUY ? 1 + random.nextInt(worstPx) : worstPx + random.nextInt(1_000);
      var event = traded(order, lastQty, lastPx);
      order = Lifecycle.evolve(order, event, 3_000);
      var use = Holds.use(order, event.fill(), left, Orders.NSE);
      assertThat(use.released()).as("seed %d", seed).isNotNegative();
      consumed += use.consumed();
      left -= use.consumed() + use.released();
      assertThat(left).as("seed %d", seed).isNotNegative();
    }

    assertThat(order.cumCharges())
        .as("seed %d", seed)
        .isEqualTo(Orders.NSE.charges(side, order.cumNotional()));
    assertThat(left).as("seed %d", seed).isZero();
    assertThat(consumed)
        .as("seed %d: all of every fill came out of the hold", seed)
        .isEqualTo(side == Side.BUY ? order.cumNotional() + order.cumCharges() : qty);
  }

  private static OrderEvent.Traded traded(Order order, long qty, long px) {
    var report = Orders.trade(order, qty, px, "e" + order.version());
    var effect = (Transition) Lifecycle.decide(order, report, Orders.NSE);
    return (OrderEvent.Traded) effect.event();
  }

  @RepeatedTest(50)
  void chargesNeverFallWithTurnover(RepetitionInfo run) {
    var random = new Random(run.getCurrentRepetition());
    long turnover = 0;
    long charged = 0;
    for (var i = 0; i < 200; i++) {
      turnover += random.nextLong(1L << random.nextInt(1, 40));
      var next = Orders.NSE.charges(Side.BUY, turnover);
      assertThat(next).as("seed %d", run.getCurrentRepetition()).isGreaterThanOrEqualTo(charged);
      charged = next;
    }
  }
}
