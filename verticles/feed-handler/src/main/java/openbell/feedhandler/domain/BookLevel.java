package openbell.feedhandler.domain;

/**
 * One price of one side: its total quantity, and the queue of the orders that are known singly. The
 * rest of the quantity is anonymous: of orders from before the recording.
 */
final class BookLevel {
  final BookSide side;
  long px;
  long qty;
  int firstOrder = BookOrders.NONE;
  int lastOrder = BookOrders.NONE;

  BookLevel(BookSide side) {
    this.side = side;
  }

  void reset(long levelPx) {
    px = levelPx;
    qty = 0;
    firstOrder = BookOrders.NONE;
    lastOrder = BookOrders.NONE;
  }
}
