package openbell.exchangesimulator.itch;

import java.util.LinkedHashMap;
import java.util.Map;
import openbell.model.Side;

/**
 * What the feed has said of one stock in this session: its locate and its levels by price. On the
 * tape's event loop.
 */
final class ItchStockBook {
  private final int locate;
  private final long stock;
  private final Map<Long, RestingLevel> bids = new LinkedHashMap<>();
  private final Map<Long, RestingLevel> asks = new LinkedHashMap<>();

  /** An empty book; the stock is its symbol as one number. */
  ItchStockBook(int locate, long stock) {
    this.locate = locate;
    this.stock = stock;
  }

  int locate() {
    return locate;
  }

  long stock() {
    return stock;
  }

  Map<Long, RestingLevel> levels(Side side) {
    return switch (side) {
      case BUY -> bids;
      case SELL -> asks;
    };
  }
}
