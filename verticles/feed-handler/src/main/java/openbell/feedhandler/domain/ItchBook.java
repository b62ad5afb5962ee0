package openbell.feedhandler.domain;

import openbell.model.Side;
import openbell.model.itch.ItchStock;

/** One stock of an ITCH day: its name, its trading state and the levels of its book. */
final class ItchBook {
  final BookSide bids;
  final BookSide asks;
  final long stock;
  final String symbol;
  boolean isHalted;
  long changedNanos;

  /** A book without orders; its levels are among these, its locate code numbers its sides. */
  ItchBook(String mic, int locate, long stock, BookLevels levels) {
    this.bids = new BookSide(levels, 2 * locate, true);
    this.asks = new BookSide(levels, 2 * locate + 1, false);
    this.stock = stock;
    // The same object as the symbol's state has: a map finds it without comparing characters.
    this.symbol = (mic + ":" + ItchStock.symbol(stock)).intern();
  }

  BookSide side(Side side) {
    return side == Side.BUY ? bids : asks;
  }

  /** The side of a level, null if it is another book's. */
  BookSide sideOf(int level) {
    if (bids.has(level)) {
      return bids;
    }
    return asks.has(level) ? asks : null;
  }
}
