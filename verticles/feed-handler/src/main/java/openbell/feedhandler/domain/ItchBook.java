package openbell.feedhandler.domain;

import openbell.model.Side;
import openbell.model.itch.ItchStock;

/** One stock of an ITCH day: its name, its trading state and the levels of its book. */
final class ItchBook {
  final BookSide bids = new BookSide(true);
  final BookSide asks = new BookSide(false);
  final long stock;
  final String symbol;
  boolean isHalted;
  long changedNanos;

  ItchBook(String mic, long stock) {
    this.stock = stock;
    // The same object as the symbol's state has: a map finds it without comparing characters.
    this.symbol = (mic + ":" + ItchStock.symbol(stock)).intern();
  }

  BookSide side(Side side) {
    return side == Side.BUY ? bids : asks;
  }

  boolean holds(BookLevel level) {
    return level.side == bids || level.side == asks;
  }
}
