package openbell.order.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import openbell.model.ExecType;
import openbell.model.OrdStatus;
import openbell.order.domain.ReportEffect.Contradiction;
import openbell.order.domain.ReportEffect.Nothing;
import openbell.order.domain.ReportEffect.Transition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LifecycleTest {
  static Stream<String> scenarios() throws IOException {
    try (var in = LifecycleTest.class.getResourceAsStream("order-state-scenarios.txt");
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> !line.startsWith("#")).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void scenarioHolds(String scenario) {
    var steps = scenario.substring(scenario.indexOf('|') + 1).strip().split(", ");
    var order = Orders.buyOf10();
    var seen = new ArrayList<String>();
    for (var i = 0; i < steps.length; i++) {
      var what = steps[i].substring(0, steps[i].indexOf(' '));
      var next = step(order, what, "e" + i);
      seen.add(what + " " + next.shows());
      if (next.order().version() != order.version()) {
        assertThat(next.order().version()).isEqualTo(order.version() + 1);
      }
      order = next.order();
      assertThat(order.leavesQty()).isEqualTo(order.isDone() ? 0 : 10 - order.cumQty());
    }
    assertThat(seen).containsExactly(steps);
  }

  private record Step(Order order, String shows) {}

  private static Step step(Order order, String what, String execId) {
    if (what.equals("cancel")) {
      return switch (Lifecycle.decideCancel(order, 3_000)) {
        case CancelOutcome.Requested(var after) -> new Step(after, after.ordStatus().name());
        case CancelOutcome.AsBefore(var same) -> new Step(same, "-");
        case Refused refused -> new Step(order, "!");
      };
    }
    var report =
        what.startsWith("trade:")
            ? Orders.trade(order, Long.parseLong(what.substring(6)), Orders.PX, execId)
            : Orders.report(order, typeOf(what), execId);
    return switch (Lifecycle.decide(order, report, FeeSchedule.FREE)) {
      case Transition(var event) -> {
        var after = Lifecycle.evolve(order, event, 3_000);
        yield new Step(after, after.ordStatus().name());
      }
      case Nothing() -> new Step(order, "-");
      case Contradiction(var cause) -> new Step(order, "!");
    };
  }

  private static ExecType typeOf(String word) {
    return switch (word) {
      case "new" -> ExecType.NEW;
      case "canceled" -> ExecType.CANCELED;
      case "rejected" -> ExecType.REJECTED;
      case "expired" -> ExecType.EXPIRED;
      case "replaced" -> ExecType.REPLACED;
      case "cancel-rejected" -> ExecType.CANCEL_REJECTED;
      case "pending-new" -> ExecType.PENDING_NEW;
      case "pending-cancel" -> ExecType.PENDING_CANCEL;
      case "pending-replace" -> ExecType.PENDING_REPLACE;
      default -> throw new IllegalArgumentException(word);
    };
  }

  @Test
  void secondCancelSendsNothing() {
    var first = (CancelOutcome.Requested) Lifecycle.decideCancel(Orders.buyOf10(), 3_000);

    assertThat(first.order().lastCmdNo()).isEqualTo(1);
    assertThat(Lifecycle.decideCancel(first.order(), 4_000))
        .isEqualTo(new CancelOutcome.AsBefore(first.order()));
  }

  @Test
  void filledOrderCannotBeCancelled() {
    var order = filled();

    assertThat(order.ordStatus()).isEqualTo(OrdStatus.FILLED);
    assertThat(Lifecycle.decideCancel(order, 4_000))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(409);
              assertThat(refused.refusals())
                  .extracting(Refusal::code)
                  .containsExactly("order.not_cancelable");
            });
  }

  private static Order filled() {
    var order = Orders.buyOf10();
    var effect =
        (Transition)
            Lifecycle.decide(order, Orders.trade(order, 10, Orders.PX, "e1"), FeeSchedule.FREE);
    return Lifecycle.evolve(order, effect.event(), 3_000);
  }

  @Test
  void rejectionOfAnEarlierCancelDoesNotEndALaterOne() {
    var order = Orders.buyOf10();
    var first = ((CancelOutcome.Requested) Lifecycle.decideCancel(order, 3_000)).order();
    var rejection = Orders.report(first, ExecType.CANCEL_REJECTED, "e1");
    var effect = (Transition) Lifecycle.decide(first, rejection, FeeSchedule.FREE);
    var open = Lifecycle.evolve(first, effect.event(), 3_000);
    var second = ((CancelOutcome.Requested) Lifecycle.decideCancel(open, 4_000)).order();

    assertThat(second.lastCmdNo()).isEqualTo(2);
    assertThat(Lifecycle.decide(second, rejection, FeeSchedule.FREE)).isEqualTo(new Nothing());
  }

  @Test
  void reportOfAnotherAccountIsAContradiction() {
    var order = Orders.buyOf10();
    var mine = Orders.report(order, ExecType.CANCELED, "e1");
    var foreign =
        new ExecutionReport(
            mine.mic(),
            mine.tradeDate(),
            mine.execId(),
            mine.orderId(),
            mine.accountId() + 1,
            mine.execType(),
            0,
            0,
            "",
            "",
            "",
            0,
            0);

    assertThat(Lifecycle.decide(order, foreign, FeeSchedule.FREE))
        .isInstanceOf(Contradiction.class);
  }

  @Test
  void valueBeyond64BitsIsAContradictionNotACrash() {
    var order = Orders.buyOf10();
    var absurd = Orders.trade(order, 10, Long.MAX_VALUE, "e1");

    assertThat(Lifecycle.decide(order, absurd, Orders.NSE))
        .isEqualTo(new Contradiction("a fill whose value is beyond 64 bits"));
  }

  @Test
  void terminalStatusesAreThoseOfFix() {
    assertThat(List.of(OrdStatus.values()).stream().filter(OrdStatus::isTerminal))
        .containsExactly(
            OrdStatus.FILLED, OrdStatus.CANCELED, OrdStatus.REJECTED, OrdStatus.EXPIRED);
  }
}
