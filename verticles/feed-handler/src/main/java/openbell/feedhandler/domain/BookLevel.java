package openbell.feedhandler.domain;

/**
 * One price of one side, and the queue of its orders that are known singly. Its side knows its
 * total quantity: what the queue has not is anonymous, of orders from before the recording.
 */
final class BookLevel {
  final BookSide side;
  long px;
  int firstOrder = BookOrders.NONE;
  int lastOrder = BookOrders.NONE;

  BookLevel(BookSide side) {
    this.side = side;
  }

  void reset(long levelPx) {
    px = levelPx;
    firstOrder = BookOrders.NONE;
    lastOrder = BookOrders.NONE;
  }
}
