package openbell.venue.domain;

import static openbell.venue.domain.OrderPool.NONE;

import openbell.model.Side;

/**
 * The limit order book of one instrument with price-time priority. Allocates nothing per command
 * once its arrays have grown to the size of the book; everything it does is told to its listener.
 * Owned and called by one thread.
 *
 * <p>Order ids are the caller's: any long, unique among the orders that rest. Prices and quantities
 * are positive; anything else is the caller's mistake and throws. An account of 0 belongs to nobody
 * in particular; orders of the same other account never trade with each other: the incoming order
 * is canceled when it meets one ("expire taker").
 */
public final class OrderBook {

  /** Sees one price level. */
  @FunctionalInterface
  public interface LevelVisitor {
    void onLevel(long price, long quantity);
  }

  /** Sees one resting order. */
  @FunctionalInterface
  public interface OrderVisitor {
    void onOrder(long orderId, long account, long price, long leavesQty, long cumQty);
  }

  private final OrderPool orders = new OrderPool();
  private final LevelPool levels = new LevelPool(orders);
  private final OrderIndex index = new OrderIndex(orders);
  private final PriceLadder bids = new PriceLadder(Side.BUY);
  private final PriceLadder asks = new PriceLadder(Side.SELL);
  private final BookListener listener;

  public OrderBook(BookListener listener) {
    this.listener = listener;
  }

  /**
   * Matches the order and lets the remainder rest.
   *
   * @return false, with nothing done, where an order of this id rests already
   */
  public boolean limit(long orderId, long account, Side side, long price, long quantity) {
    requirePositive(price, quantity);
    if (index.get(orderId) != NONE) {
      return false;
    }
    enter(orderId, account, side, price, quantity, 0);
    return true;
  }

  /**
   * Matches the order and cancels the remainder. A market order is one with its protection price.
   *
   * @return false, with nothing done, where an order of this id rests already
   */
  public boolean immediateOrCancel(
      long orderId, long account, Side side, long limitPrice, long quantity) {
    requirePositive(limitPrice, quantity);
    if (index.get(orderId) != NONE) {
      return false;
    }
    long leavesQty = match(orderId, account, side, limitPrice, quantity);
    if (leavesQty > 0) {
      listener.onCanceled(orderId, leavesQty, whyUnmatched(side, limitPrice));
    }
    return true;
  }

  /**
   * Fills the order at once and in full, or cancels it whole.
   *
   * @return false, with nothing done, where an order of this id rests already
   */
  public boolean fillOrKill(long orderId, long account, Side side, long limitPrice, long quantity) {
    requirePositive(limitPrice, quantity);
    if (index.get(orderId) != NONE) {
      return false;
    }
    if (isFillable(account, side, limitPrice, quantity)) {
      match(orderId, account, side, limitPrice, quantity);
    } else {
      listener.onCanceled(orderId, quantity, CancelReason.NOT_FILLABLE);
    }
    return true;
  }

  /**
   * Lets the order rest as it is, even where it could be matched: it is collected for an auction.
   *
   * @return false, with nothing done, where an order of this id rests already
   */
  public boolean collect(long orderId, long account, Side side, long price, long quantity) {
    requirePositive(price, quantity);
    if (index.get(orderId) != NONE) {
      return false;
    }
    queue(orderId, account, side, price, quantity, 0);
    return true;
  }

  /**
   * Fills a part of a resting order without telling the listener: the caller knows whom it traded
   * with in an auction.
   *
   * @param quantity at most what is left of it; where it is all, the order has left the book
   */
  public void fill(long orderId, long quantity) {
    int order = index.get(orderId);
    levels.reduce(orders.level(order), quantity);
    if (orders.fill(order, quantity) == 0) {
      remove(order);
    }
  }

  /**
   * Takes a resting order out.
   *
   * @return false where none of this id rests
   */
  public boolean cancel(long orderId) {
    int order = index.get(orderId);
    if (order == NONE) {
      return false;
    }
    long leavesQty = orders.leavesQty(order);
    remove(order);
    listener.onCanceled(orderId, leavesQty, CancelReason.REQUESTED);
    return true;
  }

  /**
   * Takes a resting order out without telling the listener: the caller knows.
   *
   * @return false where none of this id rests
   */
  public boolean withdraw(long orderId) {
    int order = index.get(orderId);
    if (order == NONE) {
      return false;
    }
    remove(order);
    return true;
  }

  /**
   * Takes a part of a resting order out, which keeps its place; a part that is all of it cancels
   * the order.
   *
   * @return false where none of this id rests
   */
  public boolean reduce(long orderId, long byQuantity) {
    requirePositive(1, byQuantity);
    int order = index.get(orderId);
    if (order == NONE) {
      return false;
    }
    long leavesQty = orders.leavesQty(order) - byQuantity;
    if (leavesQty <= 0) {
      return cancel(orderId);
    }
    shrink(order, leavesQty);
    listener.onReplaced(orderId, levels.price(orders.level(order)), leavesQty);
    return true;
  }

  /**
   * Gives a resting order a new price and total quantity (FIX OrderQty). It keeps its place where
   * only the quantity falls; else it is matched anew and goes to the end of its queue. A total that
   * is filled already ends the order.
   *
   * @return false where none of this id rests
   */
  public boolean replace(long orderId, long price, long orderQty) {
    return replace(orderId, price, orderQty, true);
  }

  /** As {@link #replace(long, long, long)}, of an order that is collected: nothing is matched. */
  public boolean replaceCollected(long orderId, long price, long orderQty) {
    return replace(orderId, price, orderQty, false);
  }

  private boolean replace(long orderId, long price, long orderQty, boolean isMatched) {
    requirePositive(price, orderQty);
    int order = index.get(orderId);
    if (order == NONE) {
      return false;
    }
    int level = orders.level(order);
    long cumQty = orders.cumQty(order);
    long leavesQty = Math.max(0, orderQty - cumQty);
    if (leavesQty == 0) {
      remove(order);
      listener.onReplaced(orderId, price, 0);
    } else if (price == levels.price(level) && leavesQty <= orders.leavesQty(order)) {
      shrink(order, leavesQty);
      listener.onReplaced(orderId, price, leavesQty);
    } else {
      var side = levels.side(level);
      long account = orders.account(order);
      remove(order);
      listener.onReplaced(orderId, price, leavesQty);
      if (isMatched) {
        enter(orderId, account, side, price, leavesQty, cumQty);
      } else {
        queue(orderId, account, side, price, leavesQty, cumQty);
      }
    }
    return true;
  }

  /**
   * Puts an order at the end of its queue without matching or telling anybody: the way back from a
   * snapshot, whose orders come in the order of {@link #forEachOrder}.
   */
  public void restore(
      long orderId, long account, Side side, long price, long leavesQty, long cumQty) {
    requirePositive(price, leavesQty);
    rest(orderId, account, side, price, leavesQty, cumQty);
  }

  public boolean contains(long orderId) {
    return index.get(orderId) != NONE;
  }

  /** How many orders rest. */
  public int orderCount() {
    return index.size();
  }

  /** The best price of a side, 0 where it is empty. */
  public long bestPrice(Side side) {
    var ladder = ladder(side);
    return ladder.size() == 0 ? 0 : levels.price(ladder.bestLevel());
  }

  /** Whether the best prices meet: only where orders are collected. */
  public boolean isCrossed() {
    return asks.size() > 0 && isMatchable(Side.BUY, bestPrice(Side.BUY));
  }

  /**
   * What rests before an order at its price: before its place if it rests there, else all.
   *
   * @param orderId of an order that rests at this price or in no book
   */
  public long quantityBefore(long orderId, Side side, long price) {
    int order = index.get(orderId);
    if (order == NONE) {
      int level = levelOf(side, price);
      return level == NONE ? 0 : levels.quantity(level);
    }
    long quantity = 0;
    for (int before = orders.previous(order); before != NONE; before = orders.previous(before)) {
      quantity += orders.leavesQty(before);
    }
    return quantity;
  }

  /** How many orders {@link #quantityBefore} counts. */
  public int ordersBefore(long orderId, Side side, long price) {
    int order = index.get(orderId);
    if (order == NONE) {
      int level = levelOf(side, price);
      return level == NONE ? 0 : levels.orderCount(level);
    }
    int count = 0;
    for (int before = orders.previous(order); before != NONE; before = orders.previous(before)) {
      count++;
    }
    return count;
  }

  /** Shows the levels of a side, best first, at most so many. */
  public void forEachLevel(Side side, int atMost, LevelVisitor visitor) {
    var ladder = ladder(side);
    int count = Math.min(atMost, ladder.size());
    for (int depth = 0; depth < count; depth++) {
      int level = ladder.levelAt(depth);
      visitor.onLevel(levels.price(level), levels.quantity(level));
    }
  }

  /** Shows the orders of a side in the order in which they would trade. */
  public void forEachOrder(Side side, OrderVisitor visitor) {
    var ladder = ladder(side);
    for (int depth = 0; depth < ladder.size(); depth++) {
      int level = ladder.levelAt(depth);
      long price = levels.price(level);
      for (int order = levels.head(level); order != NONE; order = orders.next(order)) {
        visitor.onOrder(
            orders.id(order),
            orders.account(order),
            price,
            orders.leavesQty(order),
            orders.cumQty(order));
      }
    }
  }

  /** Equal for books with the same orders, prices, quantities and priorities. */
  public long stateHash() {
    var hash = new StateHash();
    forEachOrder(Side.BUY, hash::addOrder);
    hash.add(bids.size());
    forEachOrder(Side.SELL, hash::addOrder);
    return hash.value();
  }

  private void enter(
      long orderId, long account, Side side, long price, long quantity, long cumQty) {
    long leavesQty = match(orderId, account, side, price, quantity);
    if (leavesQty == 0) {
      return;
    }
    if (isMatchable(side, price)) {
      listener.onCanceled(orderId, leavesQty, CancelReason.SELF_TRADE);
    } else {
      queue(orderId, account, side, price, leavesQty, cumQty + quantity - leavesQty);
    }
  }

  private void queue(
      long orderId, long account, Side side, long price, long leavesQty, long cumQty) {
    rest(orderId, account, side, price, leavesQty, cumQty);
    listener.onRested(orderId, side, price, leavesQty);
  }

  /** Trades with the other side as far as the limit goes; answers what is left. */
  private long match(long incomingOrderId, long account, Side side, long limit, long quantity) {
    var opposite = opposite(side);
    long worstKey = opposite.key(limit);
    long leavesQty = quantity;
    while (leavesQty > 0 && opposite.bestKey() >= worstKey) {
      int level = opposite.bestLevel();
      int resting = levels.head(level);
      if (account != 0 && orders.account(resting) == account) {
        break;
      }
      long tradedQty = Math.min(leavesQty, orders.leavesQty(resting));
      leavesQty -= tradedQty;
      trade(opposite, resting, incomingOrderId, tradedQty);
    }
    return leavesQty;
  }

  private void trade(PriceLadder ladder, int resting, long incomingOrderId, long tradedQty) {
    int level = orders.level(resting);
    long price = levels.price(level);
    long restingOrderId = orders.id(resting);
    levels.reduce(level, tradedQty);
    long restingLeavesQty = orders.fill(resting, tradedQty);
    if (restingLeavesQty == 0) {
      discard(resting);
      if (levels.head(level) == NONE) {
        levels.release(level);
        ladder.removeAt(ladder.size() - 1);
      }
    }
    listener.onTrade(restingOrderId, incomingOrderId, price, tradedQty, restingLeavesQty);
  }

  private boolean isMatchable(Side side, long limit) {
    var opposite = opposite(side);
    return opposite.bestKey() >= opposite.key(limit);
  }

  /** Where something within the limit is left on the other side, it is of the same account. */
  private CancelReason whyUnmatched(Side side, long limit) {
    return isMatchable(side, limit) ? CancelReason.SELF_TRADE : CancelReason.NOT_MATCHED;
  }

  private boolean isFillable(long account, Side side, long limit, long quantity) {
    var opposite = opposite(side);
    long worstKey = opposite.key(limit);
    long missingQty = quantity;
    for (int depth = 0; depth < opposite.size() && opposite.keyAt(depth) >= worstKey; depth++) {
      int level = opposite.levelAt(depth);
      if (account == 0) {
        missingQty -= levels.quantity(level);
      } else {
        for (int order = levels.head(level); order != NONE; order = orders.next(order)) {
          if (orders.account(order) == account) {
            return missingQty <= 0;
          }
          missingQty -= orders.leavesQty(order);
        }
      }
      if (missingQty <= 0) {
        return true;
      }
    }
    return false;
  }

  private void rest(
      long orderId, long account, Side side, long price, long leavesQty, long cumQty) {
    int order = orders.take(orderId, account, leavesQty, cumQty);
    index.put(orderId, order);
    var ladder = ladder(side);
    long key = ladder.key(price);
    int at = ladder.find(key);
    int level;
    if (at >= 0) {
      level = ladder.at(at);
    } else {
      level = levels.take(side, price);
      ladder.insert(-at - 1, key, level);
    }
    levels.append(level, order);
  }

  private int levelOf(Side side, long price) {
    var ladder = ladder(side);
    int at = ladder.find(ladder.key(price));
    return at < 0 ? NONE : ladder.at(at);
  }

  private void shrink(int order, long leavesQty) {
    levels.reduce(orders.level(order), orders.leavesQty(order) - leavesQty);
    orders.setLeavesQty(order, leavesQty);
  }

  private void remove(int order) {
    int level = orders.level(order);
    discard(order);
    if (levels.head(level) == NONE) {
      var ladder = ladder(levels.side(level));
      ladder.removeAt(ladder.find(ladder.key(levels.price(level))));
      levels.release(level);
    }
  }

  private void discard(int order) {
    levels.unlink(order);
    index.remove(orders.id(order));
    orders.release(order);
  }

  private PriceLadder ladder(Side side) {
    return side == Side.BUY ? bids : asks;
  }

  private PriceLadder opposite(Side side) {
    return side == Side.BUY ? asks : bids;
  }

  private static void requirePositive(long price, long quantity) {
    if (price <= 0 || quantity <= 0) {
      throw new IllegalArgumentException(
          "price " + price + " and quantity " + quantity + " must be positive");
    }
  }
}
