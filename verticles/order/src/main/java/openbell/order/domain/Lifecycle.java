package openbell.order.domain;

import openbell.model.Notional;
import openbell.model.OrdStatus;
import openbell.order.domain.OrderEvent.CancelRejected;
import openbell.order.domain.OrderEvent.CancelRequested;
import openbell.order.domain.OrderEvent.Cancelled;
import openbell.order.domain.OrderEvent.Expired;
import openbell.order.domain.OrderEvent.Opened;
import openbell.order.domain.OrderEvent.Rejected;
import openbell.order.domain.OrderEvent.Traded;
import openbell.order.domain.ReportEffect.Contradiction;
import openbell.order.domain.ReportEffect.Nothing;
import openbell.order.domain.ReportEffect.Transition;

/**
 * An order's states and transitions (FIX 4.4, Appendix D). No transition leads out of a terminal
 * status; a pending cancel shows before every other living status.
 */
public final class Lifecycle {
  private Lifecycle() {}

  /** What a cancel does. Idempotent: a second one sends nothing. */
  public static CancelOutcome decideCancel(Order order, long nowMicros) {
    return switch (order.ordStatus()) {
      case PENDING_CANCEL, CANCELED -> new CancelOutcome.AsBefore(order);
      case FILLED, REJECTED, EXPIRED ->
          Refused.of(409, "order.not_cancelable", "The order is " + order.ordStatus() + ".");
      case PENDING_NEW, NEW, PARTIALLY_FILLED, PENDING_REPLACE ->
          new CancelOutcome.Requested(
              evolve(order, new CancelRequested(order.lastCmdNo() + 1), nowMicros));
    };
  }

  /** What a report does to its order. Its identity must have been found new before. */
  public static ReportEffect decide(Order order, ExecutionReport report, FeeSchedule fees) {
    if (report.accountId() != order.terms().accountId()) {
      return new Contradiction("the report names another account");
    }
    return switch (report.execType()) {
      case PENDING_NEW, PENDING_CANCEL, PENDING_REPLACE, TRIGGERED -> new Nothing();
      case NEW ->
          order.isDone() || order.acknowledged()
              ? new Nothing()
              : new Transition(new Opened(report.venueOrderId()));
      case TRADE -> traded(order, report, fees);
      case CANCELED -> unlessDone(order, new Cancelled(report.reason()));
      case REJECTED -> unlessDone(order, new Rejected(report.reason()));
      case EXPIRED -> unlessDone(order, new Expired(report.reason()));
      case CANCEL_REJECTED ->
          order.ordStatus() == OrdStatus.PENDING_CANCEL && report.cmdNo() == order.lastCmdNo()
              ? new Transition(new CancelRejected(report.reason()))
              : new Nothing();
      case REPLACED -> new Contradiction("a replace was never asked for");
    };
  }

  /** The order after an event. Total: what {@link #decide} made may always be applied. */
  public static Order evolve(Order order, OrderEvent event, long nowMicros) {
    return switch (event) {
      case CancelRequested requested ->
          next(order, OrdStatus.PENDING_CANCEL, order.reason(), nowMicros)
              .withLastCmdNo(requested.cmdNo());
      case Opened opened -> opened(order, opened.venueOrderId(), nowMicros);
      case Traded traded -> filled(order, traded.fill(), nowMicros);
      case Cancelled cancelled -> next(order, OrdStatus.CANCELED, cancelled.reason(), nowMicros);
      case Rejected rejected -> next(order, OrdStatus.REJECTED, rejected.reason(), nowMicros);
      case Expired expired -> next(order, OrdStatus.EXPIRED, expired.reason(), nowMicros);
      case CancelRejected rejected ->
          next(order, order.workingStatus(), rejected.reason(), nowMicros);
    };
  }

  private static ReportEffect unlessDone(Order order, OrderEvent event) {
    return order.isDone() ? new Nothing() : new Transition(event);
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
    var side = order.terms().side();
    var turnover = order.cumNotional() + notional.getAsLong();
    // A schedule that was lowered between two fills gives nothing back.
    var charges = Math.max(0, fees.charges(side, turnover) - order.cumCharges());
    return new Transition(
        new Traded(
            new Fill(
                report.execId(),
                report.trdMatchId(),
                report.lastPx(),
                report.lastQty(),
                notional.getAsLong(),
                charges,
                report.transactTimeMicros())));
  }

  private static Order opened(Order order, String venueOrderId, long nowMicros) {
    var shown = order.ordStatus() == OrdStatus.PENDING_NEW ? OrdStatus.NEW : order.ordStatus();
    var next = next(order, shown, order.reason(), nowMicros);
    return next.withAcknowledged(venueOrderId);
  }

  private static Order filled(Order order, Fill fill, long nowMicros) {
    var after = order.withFill(fill);
    return next(after, statusAfterFill(after), order.reason(), nowMicros);
  }

  private static OrdStatus statusAfterFill(Order after) {
    return switch (after.ordStatus()) {
      case FILLED, CANCELED, REJECTED, EXPIRED -> after.ordStatus();
      case PENDING_CANCEL, PENDING_REPLACE ->
          after.cumQty() == after.terms().orderQty() ? OrdStatus.FILLED : after.ordStatus();
      case PENDING_NEW, NEW, PARTIALLY_FILLED ->
          after.cumQty() == after.terms().orderQty()
              ? OrdStatus.FILLED
              : OrdStatus.PARTIALLY_FILLED;
    };
  }

  private static Order next(Order order, OrdStatus status, String reason, long nowMicros) {
    return new Order(
        order.terms(),
        status,
        order.acknowledged(),
        order.cumQty(),
        order.cumNotional(),
        order.cumCharges(),
        order.lastCmdNo(),
        order.version() + 1,
        reason,
        order.venueOrderId(),
        nowMicros);
  }
}
