package openbell.venue.domain;

import openbell.model.Side;

/** What a book said, as a value that a test can compare. */
sealed interface BookEvent {

  record Traded(
      long restingOrderId, long incomingOrderId, long price, long quantity, long restingLeavesQty)
      implements BookEvent {}

  record Rested(long orderId, Side side, long price, long leavesQty) implements BookEvent {}

  record Canceled(long orderId, long canceledQty, CancelReason reason) implements BookEvent {}

  record Replaced(long orderId, long price, long leavesQty) implements BookEvent {}
}
