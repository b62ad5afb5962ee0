package openbell.order.domain;

import openbell.model.Notional;
import openbell.model.OrdStatus;
import openbell.order.domain.OrderEvent.CancelRejected;
import openbell.order.domain.OrderEvent.CancelRequested;
import openbell.order.domain.OrderEvent.Cancelled;
import openbell.order.domain.OrderEvent.Expired;
import openbell.order.domain.OrderEvent.Opened;
import openbell.order.domain.OrderEvent.Rejected;
import openbell.order.domain.OrderEvent.Released;
import openbell.order.domain.OrderEvent.ReplaceRejected;
import openbell.order.domain.OrderEvent.ReplaceRequested;
import openbell.order.domain.OrderEvent.Replaced;
import openbell.order.domain.OrderEvent.Traded;
import openbell.order.domain.OrderEvent.Triggered;
import openbell.order.domain.ReportEffect.Contradiction;
import openbell.order.domain.ReportEffect.Nothing;
import openbell.order.domain.ReportEffect.Transition;

/**
 * An order's states and transitions (FIX 4.4, Appendix D). No transition leads out of a terminal
 * status; of several statuses that apply the one of the highest precedence shows.
 */
public final class Lifecycle {
  private Lifecycle() {}

  /** What a report does to its order. Its identity must have been found new before. */
  public static ReportEffect decide(Order order, ExecutionReport report, FeeSchedule fees) {
    if (report.accountId() != order.terms().accountId()) {
      return new Contradiction("the report names another account");
    }
    if (order.queued()) {
      return new Contradiction("the order was never sent");
    }
    return switch (report.execType()) {
      case PENDING_NEW, PENDING_CANCEL, PENDING_REPLACE -> new Nothing();
      case NEW ->
          order.isDone() || order.acknowledged()
              ? new Nothing()
              : new Transition(new Opened(report.venueOrderId()));
      case TRIGGERED -> triggered(order, report);
      case TRADE -> traded(order, report, fees);
      case CANCELED -> unlessDone(order, new Cancelled(report.reason()));
      case REJECTED -> unlessDone(order, new Rejected(report.reason()));
      case EXPIRED -> unlessDone(order, new Expired(report.reason()));
      case CANCEL_REJECTED -> notDone(order, report);
      case REPLACED -> replaced(order, report);
    };
  }

  /** The order after an event. Total: what {@link #decide} made may always be applied. */
  public static Order evolve(Order order, OrderEvent event, long nowMicros) {
    var next = OrderDraft.of(order, nowMicros);
    return switch (event) {
      case Released(var tradeDate) ->
          next.sent().terms(order.terms().forSession(tradeDate)).order();
      case CancelRequested(var cmdNo) ->
          next.lastCmdNo(cmdNo).status(OrdStatus.PENDING_CANCEL).order();
      case ReplaceRequested(var replace) ->
          next.lastCmdNo(replace.cmdNo())
              .pending(replace)
              .status(OrdStatus.PENDING_REPLACE)
              .order();
      case Opened(var venueOrderId) ->
          next.acknowledged().venueOrderId(venueOrderId).statusByPrecedence().order();
      case Triggered(var venueOrderId) ->
          next.triggered().acknowledged().venueOrderId(venueOrderId).statusByPrecedence().order();
      // A fill also says that the venue has the order.
      case Traded(var fill) -> next.filled(fill).acknowledged().statusByPrecedence().order();
      case Replaced(var replace) ->
          next.terms(order.terms().replacedBy(replace.atLeast(order.cumQty())))
              .noneIsPending()
              .reason("")
              .statusByPrecedence()
              .order();
      case Cancelled(var why) -> next.ended(OrdStatus.CANCELED, why).order();
      case Rejected(var why) -> next.ended(OrdStatus.REJECTED, why).order();
      case Expired(var why) -> next.ended(OrdStatus.EXPIRED, why).order();
      case CancelRejected(var why) -> next.status(order.workingStatus()).reason(why).order();
      case ReplaceRejected(var why) ->
          next.noneIsPending().reason(why).statusByPrecedence().order();
    };
  }

  private static ReportEffect unlessDone(Order order, OrderEvent event) {
    return order.isDone() ? new Nothing() : new Transition(event);
  }

  private static ReportEffect triggered(Order order, ExecutionReport report) {
    if (!order.terms().isStop()) {
      return new Contradiction("an order without a trigger price was triggered");
    }
    return order.isDone() || order.triggered()
        ? new Nothing()
        : new Transition(new Triggered(report.venueOrderId()));
  }

  /** FIX 9 answers the pending replace or the pending cancel, by the command's number. */
  private static ReportEffect notDone(Order order, ExecutionReport report) {
    if (answersReplace(order, report)) {
      return new Transition(new ReplaceRejected(report.reason()));
    }
    return order.ordStatus() == OrdStatus.PENDING_CANCEL && report.cmdNo() == order.lastCmdNo()
        ? new Transition(new CancelRejected(report.reason()))
        : new Nothing();
  }

  private static ReportEffect replaced(Order order, ExecutionReport report) {
    if (order.isDone()) {
      return new Nothing();
    }
    return answersReplace(order, report)
        ? new Transition(new Replaced(order.pending().orElseThrow()))
        : new Contradiction("a replace was never asked for");
  }

  private static boolean answersReplace(Order order, ExecutionReport report) {
    return order.pending().filter(replace -> replace.cmdNo() == report.cmdNo()).isPresent();
  }

  /** A fill is a fact: it is booked on a cancelled order too, whose status then stays. */
  private static ReportEffect traded(Order order, ExecutionReport report, FeeSchedule fees) {
    if (report.lastQty() <= 0 || report.lastPx() <= 0) {
      return new Contradiction("a fill without quantity or price");
    }
    if (report.lastQty() > order.terms().orderQty() - order.cumQty()) {
      return new Contradiction("a fill beyond the order's quantity");
    }
    var notional = Notional.checked(report.lastPx(), report.lastQty());
    if (notional.isEmpty() || notional.getAsLong() > Long.MAX_VALUE - order.cumNotional()) {
      return new Contradiction("a fill whose value is beyond 64 bits");
    }
    try {
      return new Transition(new Traded(fill(order, report, notional.getAsLong(), fees)));
    } catch (ArithmeticException beyond64Bits) {
      return new Contradiction("a fill whose charges are beyond 64 bits");
    }
  }

  private static Fill fill(Order order, ExecutionReport report, long notional, FeeSchedule fees) {
    var turnover = order.cumNotional() + notional;
    // A schedule that was lowered between two fills gives nothing back.
    var charges = Math.max(0, fees.charges(order.terms().side(), turnover) - order.cumCharges());
    return new Fill(
        report.execId(),
        report.trdMatchId(),
        report.lastPx(),
        report.lastQty(),
        notional,
        charges,
        report.transactTimeMicros());
  }
}
