package openbell.venue.domain;

import static openbell.venue.domain.OrderPool.NONE;

import java.util.Arrays;
import openbell.model.Side;

/**
 * The price levels of one book as rows of one array, named by int handles and reused: each is the
 * queue of the orders of one side and price, first come first. Owned by its book; not thread-safe.
 */
final class LevelPool {
  private static final int SHIFT = 3;
  private static final int PRICE = 0;
  private static final int QUANTITY = 1;
  private static final int SIDE = 2;
  private static final int HEAD = 3;
  private static final int TAIL = 4;
  private static final int NEXT_FREE = 5;
  private static final int ORDER_COUNT = 6;

  private final OrderPool orders;
  private long[] rows = new long[32 << SHIFT];
  private int used;
  private int free = NONE;

  LevelPool(OrderPool orders) {
    this.orders = orders;
  }

  /** An empty level. */
  int take(Side side, long price) {
    int level = free == NONE ? grow() : free;
    int row = level << SHIFT;
    if (level == free) {
      free = (int) rows[row + NEXT_FREE];
    }
    rows[row + PRICE] = price;
    rows[row + QUANTITY] = 0;
    rows[row + SIDE] = side == Side.BUY ? 0 : 1;
    rows[row + HEAD] = NONE;
    rows[row + TAIL] = NONE;
    rows[row + ORDER_COUNT] = 0;
    return level;
  }

  /** The handle may be given to another level from now on. */
  void release(int level) {
    rows[(level << SHIFT) + NEXT_FREE] = free;
    free = level;
  }

  long price(int level) {
    return rows[(level << SHIFT) + PRICE];
  }

  Side side(int level) {
    return rows[(level << SHIFT) + SIDE] == 0 ? Side.BUY : Side.SELL;
  }

  /** The open quantity of all its orders. */
  long quantity(int level) {
    return rows[(level << SHIFT) + QUANTITY];
  }

  int orderCount(int level) {
    return (int) rows[(level << SHIFT) + ORDER_COUNT];
  }

  void reduce(int level, long quantity) {
    rows[(level << SHIFT) + QUANTITY] -= quantity;
  }

  /** The order that trades first, or {@link OrderPool#NONE}. */
  int head(int level) {
    return (int) rows[(level << SHIFT) + HEAD];
  }

  void append(int level, int order) {
    int row = level << SHIFT;
    int tail = (int) rows[row + TAIL];
    orders.setLevel(order, level);
    orders.setPrevious(order, tail);
    orders.setNext(order, NONE);
    if (tail == NONE) {
      rows[row + HEAD] = order;
    } else {
      orders.setNext(tail, order);
    }
    rows[row + TAIL] = order;
    rows[row + QUANTITY] += orders.leavesQty(order);
    rows[row + ORDER_COUNT]++;
  }

  /** Takes the order out of its queue, with what is left of it. */
  void unlink(int order) {
    int row = orders.level(order) << SHIFT;
    int previous = orders.previous(order);
    int next = orders.next(order);
    if (previous == NONE) {
      rows[row + HEAD] = next;
    } else {
      orders.setNext(previous, next);
    }
    if (next == NONE) {
      rows[row + TAIL] = previous;
    } else {
      orders.setPrevious(next, previous);
    }
    rows[row + QUANTITY] -= orders.leavesQty(order);
    rows[row + ORDER_COUNT]--;
  }

  private int grow() {
    if (used << SHIFT == rows.length) {
      rows = Arrays.copyOf(rows, Math.multiplyExact(rows.length, 2));
    }
    return used++;
  }
}
