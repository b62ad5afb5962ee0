package openbell.feedhandler.domain;

import openbell.model.Side;

/**
 * A book rebuilt order by order from LOBSTER messages, with its price levels. A recording covers
 * only the best so many levels of each side: what leaves them is forgotten, as messages about it
 * are not in the file; orders from before the recording are an anonymous part of their level. A
 * level that went unseen while it lay below the recorded ones is found out when the market trades
 * through it: a new order rests, so it meets nothing on the other side, and an execution hits the
 * best price. Allocates nothing per message once it has grown. For one thread.
 */
public final class LobsterBook {
  /** What a message did. */
  public enum Effect {
    /** It was applied to an order that is known singly. */
    APPLIED,
    /** It was applied to its level: the order is from before the recording, or was forgotten. */
    APPLIED_TO_LEVEL,
    /** Neither its order nor its level is known: left out. */
    UNKNOWN,
    /** A new order with the number of one that lives: left out. */
    DUPLICATE,
    /** It does not change the visible book. */
    NONE
  }

  // Beyond it orders count as anonymous: a hostile file does not fill the memory.
  private static final int MAX_ORDERS = 1_000_000;

  private final int window;
  private final boolean doubts;
  private final BookLevels levels = new BookLevels();
  private final BookOrders orders = new BookOrders(levels);
  private final BookSide bids = new BookSide(levels, 0, true);
  private final BookSide asks = new BookSide(levels, 1, false);
  private boolean skipsNext;

  /**
   * An empty book.
   *
   * @param window how many levels of each side the recording covers
   */
  public LobsterBook(int window) {
    this(window, true);
  }

  private LobsterBook(int window, boolean doubts) {
    if (window < 1) {
      throw new IllegalArgumentException("a book has at least one level, not " + window);
    }
    this.window = window;
    this.doubts = doubts;
  }

  /** An empty book that keeps every level and takes none for unseen. */
  public static LobsterBook ofAllLevels() {
    return new LobsterBook(Integer.MAX_VALUE, false);
  }

  /** Sets what is known of a level from elsewhere: the quantity of orders that are not known. */
  public void seed(Side side, long px, long qty) {
    orders.removeAll(side(side).set(px, qty));
  }

  /** What was seeded is the book after the next message: that one is not applied again. */
  public void skipNext() {
    skipsNext = true;
  }

  /** Applies the next message. */
  public Effect apply(LobsterMessage message) {
    if (skipsNext) {
      skipsNext = false;
      return Effect.NONE;
    }
    return switch (message.type()) {
      case NEW -> add(message);
      case PARTIAL_CANCEL, DELETE -> reduce(message);
      case EXECUTION -> {
        dropBetter(side(message.restingSide()), message.px());
        yield reduce(message);
      }
      case HIDDEN_EXECUTION, CROSS, HALT -> Effect.NONE;
    };
  }

  /** Writes the best levels into a depth update. */
  public void fill(FeedDepth depth) {
    bids.fill(depth.bids());
    asks.fill(depth.asks());
  }

  /** How many levels a side has. */
  public int levels(Side side) {
    return side(side).size();
  }

  /** Price of a level, 0 the best. */
  public long px(Side side, int level) {
    return side(side).px(level);
  }

  /** Quantity of a level, 0 the best. */
  public long qty(Side side, int level) {
    return side(side).qty(level);
  }

  /** How many orders are known singly. */
  public int orders() {
    return orders.size();
  }

  private Effect add(LobsterMessage message) {
    if (orders.find(message.orderId()) != BookOrders.NONE) {
      return Effect.DUPLICATE;
    }
    var side = side(message.restingSide());
    dropMet(side == bids ? asks : bids, message.px());
    var level = side.add(message.px(), message.qty());
    if (orders.size() == MAX_ORDERS) {
      return Effect.APPLIED_TO_LEVEL;
    }
    orders.add(message.orderId(), message.qty(), level);
    while (side.size() > window) {
      drop(side, side.size() - 1);
    }
    return Effect.APPLIED;
  }

  /** What a resting order of the other side would have traded with is not there. */
  private void dropMet(BookSide opposite, long px) {
    while (doubts && opposite.size() > 0 && !opposite.isWorse(opposite.px(0), px)) {
      drop(opposite, 0);
    }
  }

  private void dropBetter(BookSide side, long px) {
    while (doubts && side.size() > 0 && side.isWorse(px, side.px(0))) {
      drop(side, 0);
    }
  }

  private void drop(BookSide side, int index) {
    orders.removeAll(side.level(index));
    side.remove(index);
  }

  private Effect reduce(LobsterMessage message) {
    var slot = orders.find(message.orderId());
    if (slot != BookOrders.NONE) {
      var level = orders.level(slot);
      var side = bids.has(level) ? bids : asks;
      side.take(level, orders.reduce(slot, message.qty()), orders);
      return Effect.APPLIED;
    }
    var side = side(message.restingSide());
    var index = side.indexOf(message.px());
    if (index == BookSide.NONE) {
      return Effect.UNKNOWN;
    }
    side.take(side.level(index), Math.min(message.qty(), side.qty(index)), orders);
    return Effect.APPLIED_TO_LEVEL;
  }

  private BookSide side(Side side) {
    return side == Side.BUY ? bids : asks;
  }
}
