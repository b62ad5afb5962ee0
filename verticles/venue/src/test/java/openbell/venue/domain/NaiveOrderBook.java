package openbell.venue.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import openbell.model.Side;

/**
 * The order book as one would explain it: two maps of price to a list of orders, and the orders by
 * their ids. Slow, and meant to be right at a glance; the real book must say and show the same.
 */
final class NaiveOrderBook {

  private static final class Order {
    final long id;
    final long account;
    final Side side;
    long price;
    long leavesQty;
    long cumQty;

    Order(long id, long account, Side side, long price, long leavesQty) {
      this.id = id;
      this.account = account;
      this.side = side;
      this.price = price;
      this.leavesQty = leavesQty;
    }
  }

  private final Map<Long, List<Order>> bids = new TreeMap<>(Comparator.reverseOrder());
  private final Map<Long, List<Order>> asks = new TreeMap<>();
  private final Map<Long, Order> byId = new HashMap<>();
  private final BookListener listener;

  NaiveOrderBook(BookListener listener) {
    this.listener = listener;
  }

  boolean limit(long id, long account, Side side, long price, long quantity) {
    if (byId.get(id) != null) {
      return false;
    }
    enter(new Order(id, account, side, price, quantity));
    return true;
  }

  boolean immediateOrCancel(long id, long account, Side side, long price, long quantity) {
    if (byId.get(id) != null) {
      return false;
    }
    var order = new Order(id, account, side, price, quantity);
    var selfTrade = match(order);
    if (order.leavesQty > 0) {
      listener.onCanceled(
          id, order.leavesQty, selfTrade ? CancelReason.SELF_TRADE : CancelReason.NOT_MATCHED);
    }
    return true;
  }

  boolean fillOrKill(long id, long account, Side side, long price, long quantity) {
    if (byId.get(id) != null) {
      return false;
    }
    long available = 0;
    for (var resting : restingInOrder(opposite(side))) {
      if (!isAcceptable(side, price, resting.price)
          || (account != 0 && resting.account == account)) {
        break;
      }
      available += resting.leavesQty;
    }
    if (available >= quantity) {
      match(new Order(id, account, side, price, quantity));
    } else {
      listener.onCanceled(id, quantity, CancelReason.NOT_FILLABLE);
    }
    return true;
  }

  boolean cancel(long id) {
    var order = byId.get(id);
    if (order == null) {
      return false;
    }
    takeOut(order);
    listener.onCanceled(id, order.leavesQty, CancelReason.REQUESTED);
    return true;
  }

  boolean reduce(long id, long byQuantity) {
    var order = byId.get(id);
    if (order == null) {
      return false;
    }
    if (byQuantity >= order.leavesQty) {
      return cancel(id);
    }
    order.leavesQty -= byQuantity;
    listener.onReplaced(id, order.price, order.leavesQty);
    return true;
  }

  boolean replace(long id, long price, long orderQty) {
    var order = byId.get(id);
    if (order == null) {
      return false;
    }
    long leavesQty = Math.max(0, orderQty - order.cumQty);
    boolean keepsPriority = price == order.price && leavesQty <= order.leavesQty;
    listener.onReplaced(id, price, leavesQty);
    if (leavesQty > 0 && keepsPriority) {
      order.leavesQty = leavesQty;
      return true;
    }
    takeOut(order);
    order.price = price;
    order.leavesQty = leavesQty;
    if (leavesQty > 0) {
      enter(order);
    }
    return true;
  }

  void forEachLevel(Side side, int atMost, OrderBook.LevelVisitor visitor) {
    half(side).entrySet().stream()
        .limit(atMost)
        .forEach(
            level ->
                visitor.onLevel(
                    level.getKey(), level.getValue().stream().mapToLong(o -> o.leavesQty).sum()));
  }

  void forEachOrder(Side side, OrderBook.OrderVisitor visitor) {
    restingInOrder(side)
        .forEach(o -> visitor.onOrder(o.id, o.account, o.price, o.leavesQty, o.cumQty));
  }

  private void enter(Order order) {
    var selfTrade = match(order);
    if (order.leavesQty == 0) {
      return;
    }
    if (selfTrade) {
      listener.onCanceled(order.id, order.leavesQty, CancelReason.SELF_TRADE);
    } else {
      half(order.side).computeIfAbsent(order.price, price -> new ArrayList<>()).add(order);
      byId.put(order.id, order);
      listener.onRested(order.id, order.side, order.price, order.leavesQty);
    }
  }

  /** Answers whether it stopped at an order of the same account. */
  private boolean match(Order incoming) {
    for (var resting : restingInOrder(opposite(incoming.side))) {
      if (incoming.leavesQty == 0 || !isAcceptable(incoming.side, incoming.price, resting.price)) {
        return false;
      }
      if (incoming.account != 0 && incoming.account == resting.account) {
        return true;
      }
      long quantity = Math.min(incoming.leavesQty, resting.leavesQty);
      incoming.leavesQty -= quantity;
      incoming.cumQty += quantity;
      resting.leavesQty -= quantity;
      resting.cumQty += quantity;
      if (resting.leavesQty == 0) {
        takeOut(resting);
      }
      listener.onTrade(resting.id, incoming.id, resting.price, quantity, resting.leavesQty);
    }
    return false;
  }

  private static boolean isAcceptable(Side side, long limit, long price) {
    return side == Side.BUY ? price <= limit : price >= limit;
  }

  private List<Order> restingInOrder(Side side) {
    return half(side).values().stream().flatMap(List::stream).toList();
  }

  private void takeOut(Order order) {
    var level = half(order.side).get(order.price);
    level.remove(order);
    byId.remove(order.id);
    if (level.isEmpty()) {
      half(order.side).remove(order.price);
    }
  }

  private static Side opposite(Side side) {
    return side == Side.BUY ? Side.SELL : Side.BUY;
  }

  private Map<Long, List<Order>> half(Side side) {
    return side == Side.BUY ? bids : asks;
  }
}
