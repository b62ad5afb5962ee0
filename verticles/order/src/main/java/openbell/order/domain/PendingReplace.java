package openbell.order.domain;

/**
 * The terms that a replace asks for (FIX G), while the venue has not answered it.
 *
 * @param cmdNo number of its command; 0 where none was sent
 * @param orderQty the new total
 * @param worstPx the price it is sent to the venue with
 */
public record PendingReplace(int cmdNo, long orderQty, long price, long stopPx, long worstPx) {
  /** The same total, or what is bought or sold already where that is more. */
  PendingReplace atLeast(long cumQty) {
    return new PendingReplace(cmdNo, Math.max(orderQty, cumQty), price, stopPx, worstPx);
  }
}
