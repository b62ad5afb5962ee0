package openbell.venue.domain;

import java.util.Arrays;

/**
 * The resting orders of one book as rows of one array, named by int handles and reused: an order is
 * one cache line, takes no allocation, and a link between two orders costs no garbage collector's
 * write barrier. Owned by its book; not thread-safe.
 */
final class OrderPool {
  static final int NONE = -1;

  private static final int SHIFT = 3;
  private static final int ID = 0;
  private static final int ACCOUNT = 1;
  private static final int LEAVES_QTY = 2;
  private static final int CUM_QTY = 3;
  private static final int LEVEL = 4;
  private static final int PREVIOUS = 5;
  private static final int NEXT = 6;

  private long[] rows = new long[64 << SHIFT];
  private int used;
  private int free = NONE;

  /** An unlinked order. */
  int take(long id, long account, long leavesQty, long cumQty) {
    int order = free == NONE ? grow() : free;
    if (order == free) {
      free = next(order);
    }
    int row = order << SHIFT;
    rows[row + ID] = id;
    rows[row + ACCOUNT] = account;
    rows[row + LEAVES_QTY] = leavesQty;
    rows[row + CUM_QTY] = cumQty;
    return order;
  }

  /** The handle may be given to another order from now on. */
  void release(int order) {
    setNext(order, free);
    free = order;
  }

  long id(int order) {
    return rows[(order << SHIFT) + ID];
  }

  long account(int order) {
    return rows[(order << SHIFT) + ACCOUNT];
  }

  long leavesQty(int order) {
    return rows[(order << SHIFT) + LEAVES_QTY];
  }

  long cumQty(int order) {
    return rows[(order << SHIFT) + CUM_QTY];
  }

  /** Moves {@code quantity} from open to filled and answers what is left. */
  long fill(int order, long quantity) {
    int row = order << SHIFT;
    rows[row + CUM_QTY] += quantity;
    return rows[row + LEAVES_QTY] -= quantity;
  }

  void setLeavesQty(int order, long leavesQty) {
    rows[(order << SHIFT) + LEAVES_QTY] = leavesQty;
  }

  int level(int order) {
    return (int) rows[(order << SHIFT) + LEVEL];
  }

  void setLevel(int order, int level) {
    rows[(order << SHIFT) + LEVEL] = level;
  }

  int previous(int order) {
    return (int) rows[(order << SHIFT) + PREVIOUS];
  }

  void setPrevious(int order, int previous) {
    rows[(order << SHIFT) + PREVIOUS] = previous;
  }

  int next(int order) {
    return (int) rows[(order << SHIFT) + NEXT];
  }

  void setNext(int order, int next) {
    rows[(order << SHIFT) + NEXT] = next;
  }

  private int grow() {
    if (used << SHIFT == rows.length) {
      rows = Arrays.copyOf(rows, Math.multiplyExact(rows.length, 2));
    }
    return used++;
  }
}
