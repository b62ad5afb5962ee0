package openbell.feedhandler.itch.domain;

import openbell.feedhandler.domain.FeedDepth;
import openbell.model.Side;

/** One stock's level book, and whether it changed since it was last told. On one event loop. */
public final class StockBook {
  private final String symbol;
  private final PriceLevels bids = new PriceLevels(Side.BUY);
  private final PriceLevels asks = new PriceLevels(Side.SELL);
  private long nanos;
  private boolean changed;

  StockBook(String symbol) {
    this.symbol = symbol;
  }

  /** The canonical symbol, e.g. {@code XNAS:AAPL}. */
  public String symbol() {
    return symbol;
  }

  /** The stamp of its last change, nanoseconds since the exchange's midnight. */
  public long nanos() {
    return nanos;
  }

  /** Writes the best levels into an update. */
  public void fill(FeedDepth depth) {
    bids.fill(depth.bids());
    asks.fill(depth.asks());
  }

  /** Changes a level; true if the book was not yet marked as changed. */
  boolean change(Side side, long px, long by, long stampNanos) {
    (side == Side.BUY ? bids : asks).change(px, by);
    nanos = stampNanos;
    var isFirst = !changed;
    changed = true;
    return isFirst;
  }

  void told() {
    changed = false;
  }
}
