package openbell.order.domain;

import openbell.model.OrdStatus;

/**
 * An order as it is now. Immutable; {@link Lifecycle#evolve} makes the next one.
 *
 * @param acknowledged whether the venue has taken it
 * @param cumNotional sum of price x quantity over its fills
 * @param lastCmdNo number of the last command sent to the venue; the new order itself is 0
 * @param version 1 at first, one more with each transition
 * @param reason why it was rejected, cancelled or not cancelled; empty else
 */
public record Order(
    OrderTerms terms,
    OrdStatus ordStatus,
    boolean acknowledged,
    long cumQty,
    long cumNotional,
    long cumCharges,
    int lastCmdNo,
    int version,
    String reason,
    String venueOrderId,
    long updatedAtMicros) {

  /** An order as it is accepted: held and about to be sent. */
  public static Order accepted(OrderTerms terms) {
    return new Order(
        terms, OrdStatus.PENDING_NEW, false, 0, 0, 0, 0, 1, "", "", terms.acceptedAtMicros());
  }

  /** What may still be filled (FIX 151): 0 once the order is done. */
  public long leavesQty() {
    return isDone() ? 0 : terms.orderQty() - cumQty;
  }

  public boolean isDone() {
    return ordStatus.isTerminal();
  }

  /** The status that shows when no cancel is pending. */
  OrdStatus workingStatus() {
    if (cumQty > 0) {
      return OrdStatus.PARTIALLY_FILLED;
    }
    return acknowledged ? OrdStatus.NEW : OrdStatus.PENDING_NEW;
  }

  Order withLastCmdNo(int cmdNo) {
    return new Order(
        terms,
        ordStatus,
        acknowledged,
        cumQty,
        cumNotional,
        cumCharges,
        cmdNo,
        version,
        reason,
        venueOrderId,
        updatedAtMicros);
  }

  Order withAcknowledged(String venueName) {
    return new Order(
        terms,
        ordStatus,
        true,
        cumQty,
        cumNotional,
        cumCharges,
        lastCmdNo,
        version,
        reason,
        venueName,
        updatedAtMicros);
  }

  /** A fill also says that the venue has the order. */
  Order withFill(Fill fill) {
    return new Order(
        terms,
        ordStatus,
        true,
        Math.addExact(cumQty, fill.lastQty()),
        Math.addExact(cumNotional, fill.notional()),
        Math.addExact(cumCharges, fill.charges()),
        lastCmdNo,
        version,
        reason,
        venueOrderId,
        updatedAtMicros);
  }
}
