package openbell.order.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import openbell.model.ExecType;
import openbell.model.OrdStatus;
import openbell.model.OrdType;
import openbell.model.TimeInForce;
import openbell.order.domain.ReportEffect.Contradiction;
import openbell.order.domain.ReportEffect.Nothing;
import openbell.order.domain.ReportEffect.Transition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LifecycleTest {
  static Stream<Arguments> scenarios() throws IOException {
    try (var in = LifecycleTest.class.getResourceAsStream("order-state-scenarios.txt");
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\\|"))
          .map(row -> Arguments.of(row[0].strip(), row[1].strip(), row[2].strip()))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scenarios")
  void scenarioHolds(String fact, String kind, String script) {
    var steps = script.split(", ");
    var order = orderOf(kind);
    var seen = new ArrayList<String>();
    for (var i = 0; i < steps.length; i++) {
      var what = steps[i].substring(0, steps[i].indexOf(' '));
      var next = step(order, what, "e" + i);
      var total = steps[i].contains("@") ? "@" + next.order().terms().orderQty() : "";
      seen.add(what + " " + next.shows() + total);
      assertThat(next.order().version())
          .isEqualTo(order.version() + (next.order().equals(order) ? 0 : 1));
      assertThat(order.isDone() && next.order().ordStatus() != order.ordStatus()).isFalse();
      order = next.order();
      assertThat(order.leavesQty())
          .isEqualTo(order.isDone() ? 0 : order.terms().orderQty() - order.cumQty());
    }
    assertThat(seen).containsExactly(steps);
  }

  private static Order orderOf(String kind) {
    var later = Orders.TRADE_DATE + 1;
    return switch (kind) {
      case "limit" -> Orders.buyOf10();
      case "stop" -> Orders.buyOf10(OrdType.STOP, TimeInForce.DAY, 0, false);
      case "gtc" -> Orders.buyOf10(OrdType.LIMIT, TimeInForce.GTC, 0, false);
      case "gtd" -> Orders.buyOf10(OrdType.LIMIT, TimeInForce.GTD, later, false);
      case "ioc" -> Orders.buyOf10(OrdType.LIMIT, TimeInForce.IOC, 0, false);
      case "fok" -> Orders.buyOf10(OrdType.LIMIT, TimeInForce.FOK, 0, false);
      case "queued" -> Orders.buyOf10(OrdType.LIMIT, TimeInForce.DAY, 0, true);
      case "queued-gtc" -> Orders.buyOf10(OrdType.LIMIT, TimeInForce.GTC, 0, true);
      case "queued-gtd" -> Orders.buyOf10(OrdType.LIMIT, TimeInForce.GTD, later, true);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private record Step(Order order, String shows) {
    static Step to(Order after) {
      return new Step(after, after.ordStatus().name());
    }
  }

  private static Step step(Order order, String what, String execId) {
    if (what.equals("cancel")) {
      return switch (Commands.cancel(order, 3_000)) {
        case CancelOutcome.Changed(var change) -> Step.to(change.after());
        case CancelOutcome.AsBefore(var same) -> new Step(same, "-");
        case Refused refused -> new Step(order, "!");
      };
    }
    if (what.startsWith("replace:")) {
      return replace(order, Long.parseLong(what.substring("replace:".length())));
    }
    if (what.startsWith("session:")) {
      var later = Character.digit(what.charAt("session:".length()), 10);
      var session = new QueueSession(Orders.TRADE_DATE + later, what.endsWith("+"));
      return Commands.release(order, session, Orders.allowed(Orders.PX), 3_000)
          .map(change -> Step.to(change.after()))
          .orElse(new Step(order, "-"));
    }
    return report(order, what, execId);
  }

  private static Step replace(Order order, long qty) {
    var request = Orders.replace(order, OptionalLong.of(qty), OptionalLong.empty());
    var state = new ReplaceState(new AccountState(false, false), 10 * Orders.PX, Long.MAX_VALUE);
    var verdict = Orders.allowed(Orders.PX);
    return switch (Commands.replace(order, request, verdict, state, FeeSchedule.FREE, 3_000)) {
      case ReplaceOutcome.Changed(var change, var raise, var released) -> Step.to(change.after());
      case Refused refused -> new Step(order, "!");
    };
  }

  private static Step report(Order order, String what, String execId) {
    var report =
        what.startsWith("trade:")
            ? Orders.trade(order, Long.parseLong(what.substring(6)), Orders.PX, execId)
            : Orders.report(order, typeOf(what), cmdNo(order, what), execId);
    return switch (Lifecycle.decide(order, report, FeeSchedule.FREE)) {
      case Transition(var event) -> Step.to(Lifecycle.evolve(order, event, 3_000));
      case Nothing() -> new Step(order, "-");
      case Contradiction(var cause) -> new Step(order, "!");
    };
  }

  private static int cmdNo(Order order, String what) {
    return what.startsWith("replace")
        ? order.pending().map(PendingReplace::cmdNo).orElse(order.lastCmdNo())
        : order.lastCmdNo();
  }

  private static ExecType typeOf(String word) {
    return switch (word) {
      case "new" -> ExecType.NEW;
      case "canceled" -> ExecType.CANCELED;
      case "rejected" -> ExecType.REJECTED;
      case "expired" -> ExecType.EXPIRED;
      case "replaced" -> ExecType.REPLACED;
      case "triggered" -> ExecType.TRIGGERED;
      case "cancel-rejected", "replace-rejected" -> ExecType.CANCEL_REJECTED;
      case "pending-new" -> ExecType.PENDING_NEW;
      case "pending-cancel" -> ExecType.PENDING_CANCEL;
      case "pending-replace" -> ExecType.PENDING_REPLACE;
      default -> throw new IllegalArgumentException(word);
    };
  }

  @Test
  void secondCancelSendsNothing() {
    var first = cancelled(Orders.buyOf10());

    assertThat(first.lastCmdNo()).isEqualTo(1);
    assertThat(Commands.cancel(first, 4_000)).isEqualTo(new CancelOutcome.AsBefore(first));
  }

  @Test
  void filledOrderCannotBeCancelled() {
    var order = filled();

    assertThat(order.ordStatus()).isEqualTo(OrdStatus.FILLED);
    assertThat(Commands.cancel(order, 4_000))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(409);
              assertThat(refused.refusals())
                  .extracting(Refusal::code)
                  .containsExactly("order.not_cancelable");
            });
  }

  private static Order cancelled(Order order) {
    return ((CancelOutcome.Changed) Commands.cancel(order, 3_000)).change().after();
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
    var first = cancelled(order);
    var rejection = Orders.report(first, ExecType.CANCEL_REJECTED, "e1");
    var effect = (Transition) Lifecycle.decide(first, rejection, FeeSchedule.FREE);
    var open = Lifecycle.evolve(first, effect.event(), 3_000);
    var second = cancelled(open);

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
            0,
            Evidence.NONE);

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
