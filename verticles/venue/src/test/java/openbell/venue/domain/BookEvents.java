package openbell.venue.domain;

import java.util.ArrayList;
import java.util.List;
import openbell.model.Side;

/** Records what a book says. */
final class BookEvents implements BookListener {
  private final List<BookEvent> events = new ArrayList<>();

  /** What was said since the last call. */
  List<BookEvent> take() {
    var taken = List.copyOf(events);
    events.clear();
    return taken;
  }

  @Override
  public void onTrade(
      long restingOrderId, long incomingOrderId, long price, long quantity, long restingLeavesQty) {
    events.add(
        new BookEvent.Traded(restingOrderId, incomingOrderId, price, quantity, restingLeavesQty));
  }

  @Override
  public void onRested(long orderId, Side side, long price, long leavesQty) {
    events.add(new BookEvent.Rested(orderId, side, price, leavesQty));
  }

  @Override
  public void onCanceled(long orderId, long canceledQty, CancelReason reason) {
    events.add(new BookEvent.Canceled(orderId, canceledQty, reason));
  }

  @Override
  public void onReplaced(long orderId, long price, long leavesQty) {
    events.add(new BookEvent.Replaced(orderId, price, leavesQty));
  }
}
