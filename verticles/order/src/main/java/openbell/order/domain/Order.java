package openbell.order.domain;

import java.util.Optional;
import openbell.model.OrdStatus;

/**
 * An order as it is now. Immutable; {@link Lifecycle#evolve} makes the next one.
 *
 * @param acknowledged whether the venue has taken it
 * @param queued held until its session collects orders: no command was written yet
 * @param triggered of a stop order: whether the venue has activated it
 * @param pending what a replace asked for that the venue has not answered yet
 * @param cumNotional sum of price x quantity over its fills
 * @param lastCmdNo number of the last command sent to the venue; the new order itself is 0
 * @param version 1 at first, one more with each transition
 * @param reason why it was rejected, cancelled, not cancelled or not replaced; empty else
 */
public record Order(
    OrderTerms terms,
    OrdStatus ordStatus,
    boolean acknowledged,
    boolean queued,
    boolean triggered,
    Optional<PendingReplace> pending,
    long cumQty,
    long cumNotional,
    long cumCharges,
    int lastCmdNo,
    int version,
    String reason,
    String venueOrderId,
    long updatedAtMicros) {

  /**
   * An order as it is accepted: held and about to be sent.
   *
   * @param queued whether it is sent with its session only
   */
  public static Order accepted(OrderTerms terms, boolean queued) {
    return new Order(
        terms,
        OrdStatus.PENDING_NEW,
        false,
        queued,
        false,
        Optional.empty(),
        0,
        0,
        0,
        0,
        1,
        "",
        "",
        terms.acceptedAtMicros());
  }

  /** What may still be filled (FIX 151): 0 once the order is done. */
  public long leavesQty() {
    return isDone() ? 0 : terms.orderQty() - cumQty;
  }

  public boolean isDone() {
    return ordStatus.isTerminal();
  }

  /** Whether nothing is left, also if the pending replace is accepted. */
  boolean isFilled() {
    return cumQty >= terms.orderQty()
        && pending.filter(replace -> replace.orderQty() > cumQty).isEmpty();
  }

  /**
   * The status that shows while no cancel is pending, by FIX's precedence: PendingReplace, Filled,
   * PartiallyFilled, New. A replace that can change nothing any more does not hold FILLED up.
   */
  OrdStatus workingStatus() {
    if (isFilled()) {
      return OrdStatus.FILLED;
    }
    if (pending.isPresent()) {
      return OrdStatus.PENDING_REPLACE;
    }
    if (cumQty > 0) {
      return OrdStatus.PARTIALLY_FILLED;
    }
    return acknowledged ? OrdStatus.NEW : OrdStatus.PENDING_NEW;
  }
}
