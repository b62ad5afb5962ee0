package openbell.order.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import openbell.model.ExecType;
import openbell.model.Side;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One order between a client who replaces and cancels and a venue that fills, answers late and
 * crosses: its hold covers at each moment all that the venue may still charge, and ends at nothing.
 */
class HoldsPropertyTest {
  private static final int ORDERS_PER_SEED = 200;

  static LongStream seeds() {
    var first = System.nanoTime();
    return LongStream.range(first, first + 20);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void holdCoversWhatCanBeChargedAndEndsAtNothing(long seed) {
    var random = new Random(seed);
    for (var i = 0; i < ORDERS_PER_SEED; i++) {
      var run = new Run(random, random.nextBoolean() ? Side.BUY : Side.SELL);
      while (!run.order.isDone()) {
        run.step();
      }
      assertThat(run.held).as("seed %s", seed).isZero();
      assertThat(run.available + run.charged).as("seed %s", seed).isEqualTo(run.deposited);
    }
  }

  /** What the venue has not answered yet, in its order. */
  private record Sent(int cmdNo, OptionalLong orderQty, OptionalLong price) {}

  private static final class Run {
    private final Random random;
    private final long deposited;
    private final List<Sent> commands = new ArrayList<>();
    private Order order;
    private long venueQty;
    private long venuePx;
    private long held;
    private long available;
    private long charged;
    private int execs;

    Run(Random random, Side side) {
      this.random = random;
      this.deposited = side == Side.BUY ? 300_000_000L : 300;
      this.order = Order.accepted(Orders.terms(1, side, 1 + random.nextInt(100), Orders.PX), false);
      this.venueQty = order.terms().orderQty();
      this.venuePx = Orders.PX;
      this.held = Holds.of(order.terms(), Orders.NSE).orElseThrow();
      this.available = deposited - held;
      report(Orders.report(order, ExecType.NEW, exec()));
    }

    private String exec() {
      return "e" + execs++;
    }

    void step() {
      switch (random.nextInt(8)) {
        case 0 -> cancel();
        case 1, 2, 3 -> replace();
        case 4, 5 -> fill();
        default -> answer();
      }
      if (!order.isDone()) {
        covered();
      }
    }

    /** All that is left at the venue's terms, and at those that are on their way to it. */
    private void covered() {
      assertThat(held).isGreaterThanOrEqualTo(cost(venueQty, venuePx));
      for (var command : commands) {
        if (command.orderQty().isPresent()) {
          var then = cost(command.orderQty().getAsLong(), command.price().getAsLong());
          assertThat(held).isGreaterThanOrEqualTo(then);
        }
      }
    }

    private long cost(long totalQty, long px) {
      var left = Math.max(0, totalQty - order.cumQty());
      if (order.terms().side() == Side.SELL) {
        return left;
      }
      var charges = Orders.NSE.charges(Side.BUY, order.cumNotional() + left * px);
      return left * px + charges - order.cumCharges();
    }

    private void cancel() {
      if (random.nextInt(4) == 0
          && Commands.cancel(order, 1) instanceof CancelOutcome.Changed(var change)) {
        order = change.after();
        commands.add(new Sent(order.lastCmdNo(), OptionalLong.empty(), OptionalLong.empty()));
      }
    }

    private void replace() {
      var qty = OptionalLong.of(1 + random.nextInt(150));
      var price = OptionalLong.of(Orders.PX + random.nextInt(-50, 50) * 1_000L);
      var outcome =
          Commands.replace(
              order,
              Orders.replace(order, qty, price),
              Orders.allowed(price.getAsLong()),
              new ReplaceState(new AccountState(false, false), held, available),
              Orders.NSE,
              1);
      if (outcome instanceof ReplaceOutcome.Changed(var change, var raise, var released)) {
        order = change.after();
        held += raise - released;
        available -= raise - released;
        assertThat(available).isNotNegative();
        commands.add(new Sent(order.lastCmdNo(), qty, price));
      }
    }

    private void fill() {
      var left = venueQty - order.cumQty();
      if (left <= 0) {
        return;
      }
      var better = random.nextInt(20) * 1_000L;
      var px = order.terms().side() == Side.BUY ? venuePx - better : venuePx + better;
      report(Orders.trade(order, 1 + random.nextLong(left), px, exec()));
    }

    /** The venue's answer to the oldest command. */
    private void answer() {
      if (commands.isEmpty()) {
        return;
      }
      var command = commands.removeFirst();
      var refuses = random.nextInt(3) == 0 || venueQty <= order.cumQty();
      if (refuses) {
        report(Orders.report(order, ExecType.CANCEL_REJECTED, command.cmdNo(), exec()));
      } else if (command.orderQty().isEmpty()) {
        report(Orders.report(order, ExecType.CANCELED, command.cmdNo(), exec()));
      } else {
        venueQty = Math.max(order.cumQty(), command.orderQty().getAsLong());
        venuePx = command.price().getAsLong();
        report(Orders.report(order, ExecType.REPLACED, command.cmdNo(), exec()));
      }
    }

    private void report(ExecutionReport report) {
      var id = order.terms().orderId();
      var state = new ReportState(Map.of(id, order), Set.of(), Set.of(), Map.of(id, held));
      var batch = List.<Incoming>of(new Incoming.Report(0, report));
      var decision = ReportBatch.decide(batch, state, mic -> Orders.NSE, 1);
      assertThat(decision.parked()).isEmpty();
      for (var booking : decision.bookings()) {
        var use = booking.holdUse();
        order = booking.after();
        held -= use.consumed() + use.released();
        available += use.released();
        charged += use.consumed();
        booking.fill().ifPresent(fill -> assertThat(use.consumed()).isEqualTo(cost(fill)));
      }
      if (order.isDone()) {
        available += held;
        held = 0;
      }
      assertThat(held).isNotNegative();
    }

    private long cost(Fill fill) {
      return order.terms().side() == Side.BUY ? fill.notional() + fill.charges() : fill.lastQty();
    }
  }
}
