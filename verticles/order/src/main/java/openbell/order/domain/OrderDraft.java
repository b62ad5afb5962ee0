package openbell.order.domain;

import java.util.Optional;
import openbell.model.OrdStatus;

/**
 * The next version of an order in the making: as it was, until a transition says otherwise. Used
 * once, by one thread.
 */
final class OrderDraft {
  private final Order before;
  private final long nowMicros;
  private OrderTerms terms;
  private OrdStatus ordStatus;
  private boolean acknowledged;
  private boolean queued;
  private boolean triggered;
  private Optional<PendingReplace> pending;
  private int lastCmdNo;
  private String reason;
  private String venueOrderId;
  private long cumQty;
  private long cumNotional;
  private long cumCharges;

  private OrderDraft(Order before, long nowMicros) {
    this.before = before;
    this.nowMicros = nowMicros;
    this.terms = before.terms();
    this.ordStatus = before.ordStatus();
    this.acknowledged = before.acknowledged();
    this.queued = before.queued();
    this.triggered = before.triggered();
    this.pending = before.pending();
    this.lastCmdNo = before.lastCmdNo();
    this.reason = before.reason();
    this.venueOrderId = before.venueOrderId();
    this.cumQty = before.cumQty();
    this.cumNotional = before.cumNotional();
    this.cumCharges = before.cumCharges();
  }

  static OrderDraft of(Order before, long nowMicros) {
    return new OrderDraft(before, nowMicros);
  }

  OrderDraft status(OrdStatus status) {
    this.ordStatus = status;
    return this;
  }

  /** The working status, unless a pending cancel or the end shows before it. */
  OrderDraft statusByPrecedence() {
    var working = order().workingStatus();
    var stays =
        ordStatus.isTerminal()
            || (ordStatus == OrdStatus.PENDING_CANCEL && working != OrdStatus.FILLED);
    return stays ? this : status(working);
  }

  /** The end: nothing is pending or queued any more. */
  OrderDraft ended(OrdStatus status, String why) {
    this.queued = false;
    this.pending = Optional.empty();
    return status(status).reason(why);
  }

  OrderDraft terms(OrderTerms next) {
    this.terms = next;
    return this;
  }

  OrderDraft acknowledged() {
    this.acknowledged = true;
    return this;
  }

  OrderDraft venueOrderId(String name) {
    this.venueOrderId = name.isEmpty() ? venueOrderId : name;
    return this;
  }

  OrderDraft sent() {
    this.queued = false;
    return this;
  }

  OrderDraft triggered() {
    this.triggered = true;
    return this;
  }

  OrderDraft pending(PendingReplace replace) {
    this.pending = Optional.of(replace);
    return this;
  }

  OrderDraft noneIsPending() {
    this.pending = Optional.empty();
    return this;
  }

  OrderDraft lastCmdNo(int cmdNo) {
    this.lastCmdNo = cmdNo;
    return this;
  }

  OrderDraft reason(String why) {
    this.reason = why;
    return this;
  }

  OrderDraft filled(Fill fill) {
    this.cumQty = Math.addExact(cumQty, fill.lastQty());
    this.cumNotional = Math.addExact(cumNotional, fill.notional());
    this.cumCharges = Math.addExact(cumCharges, fill.charges());
    return this;
  }

  /** The order after the transition; its version is one more. */
  Order order() {
    return new Order(
        terms,
        ordStatus,
        acknowledged,
        queued,
        triggered,
        ordStatus.isTerminal() ? Optional.empty() : pending,
        cumQty,
        cumNotional,
        cumCharges,
        lastCmdNo,
        before.version() + 1,
        reason,
        venueOrderId,
        nowMicros);
  }
}
