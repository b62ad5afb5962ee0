package openbell.venue.domain;

import static openbell.venue.domain.OrderPool.NONE;

import openbell.model.Side;

/**
 * The orders of one symbol that wait for their trigger: the nearest trigger first, then who came
 * first. Built of the parts of an {@link OrderBook} and as free of allocation. Owned by the
 * symbol's book; not thread-safe.
 */
final class StopOrders {
  /** No order: ids are offsets of a log. */
  static final long NO_ORDER = -1;

  /** Of a symbol that has none: most have none, and the arrays of all would be many. */
  static final StopOrders EMPTY = new StopOrders();

  /** Sees one order that waits. */
  @FunctionalInterface
  interface Visitor {
    void onStop(long orderId, long stopPx);
  }

  private final OrderPool orders = new OrderPool();
  private final LevelPool levels = new LevelPool(orders);
  private final OrderIndex index = new OrderIndex(orders);

  /** A rising market meets the lowest trigger of the buys first: as a buyer meets the asks. */
  private final PriceLadder buys = new PriceLadder(Side.SELL);

  private final PriceLadder sells = new PriceLadder(Side.BUY);

  /** The order waits behind all of its trigger price. The id must not be in here yet. */
  void add(long orderId, Side side, long stopPx) {
    int order = orders.take(orderId, 0, 0, 0);
    index.put(orderId, order);
    var ladder = ladder(side);
    long key = ladder.key(stopPx);
    int at = ladder.find(key);
    int level;
    if (at >= 0) {
      level = ladder.at(at);
    } else {
      level = levels.take(side, stopPx);
      ladder.insert(-at - 1, key, level);
    }
    levels.append(level, order);
  }

  /** Takes an order out; it must be in here. */
  void remove(long orderId) {
    int order = index.get(orderId);
    int level = orders.level(order);
    levels.unlink(order);
    index.remove(orderId);
    orders.release(order);
    if (levels.head(level) == NONE) {
      var ladder = ladder(levels.side(level));
      ladder.removeAt(ladder.find(ladder.key(levels.price(level))));
      levels.release(level);
    }
  }

  int size() {
    return index.size();
  }

  /**
   * The order that trades between these prices trigger first, {@link #NO_ORDER} where they trigger
   * none: a buy at its trigger price or above, a sell at or below. Where both sides have one, who
   * came first.
   */
  long next(long lowPx, long highPx) {
    long buy = buys.size() > 0 && levels.price(buys.bestLevel()) <= highPx ? head(buys) : NO_ORDER;
    long sell =
        sells.size() > 0 && levels.price(sells.bestLevel()) >= lowPx ? head(sells) : NO_ORDER;
    if (buy == NO_ORDER || sell == NO_ORDER) {
      return Math.max(buy, sell);
    }
    return Math.min(buy, sell);
  }

  /** Shows the orders of a side in the order in which they would be triggered. */
  void forEach(Side side, Visitor visitor) {
    var ladder = ladder(side);
    for (int depth = 0; depth < ladder.size(); depth++) {
      int level = ladder.levelAt(depth);
      for (int order = levels.head(level); order != NONE; order = orders.next(order)) {
        visitor.onStop(orders.id(order), levels.price(level));
      }
    }
  }

  private long head(PriceLadder ladder) {
    return orders.id(levels.head(ladder.bestLevel()));
  }

  private PriceLadder ladder(Side side) {
    return side == Side.BUY ? buys : sells;
  }
}
