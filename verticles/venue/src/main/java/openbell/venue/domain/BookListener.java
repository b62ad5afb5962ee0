package openbell.venue.domain;

import openbell.model.Side;

/**
 * Hears what an {@link OrderBook} does, in order, on the thread that called the book. The arguments
 * are primitives, so that an event costs no allocation; an implementation must not change the book.
 */
public interface BookListener {

  /**
   * Two orders traded, at the price of the resting one.
   *
   * @param restingLeavesQty what is left of the resting order; at 0 it has left the book
   */
  void onTrade(
      long restingOrderId, long incomingOrderId, long price, long quantity, long restingLeavesQty);

  /** What is left of an incoming order now rests in the book, behind all orders of its price. */
  void onRested(long orderId, Side side, long price, long leavesQty);

  /** The open quantity of an order is gone without a trade; the order is not in the book. */
  void onCanceled(long orderId, long canceledQty, CancelReason reason);

  /**
   * A resting order has a new price or quantity. Sent before the trades that the new price causes.
   *
   * @param leavesQty the open quantity; at 0 the new total was filled already and the order is gone
   */
  void onReplaced(long orderId, long price, long leavesQty);
}
