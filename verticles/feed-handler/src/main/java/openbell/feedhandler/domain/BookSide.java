package openbell.feedhandler.domain;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * The levels of one side, best first; levels that leave are used again. Prices and quantities lie
 * in arrays of their own: a depth reads twenty of them each time, and as many objects are as many
 * waits for the memory.
 */
final class BookSide implements DepthSide {
  static final int NONE = -1;
  private static final int INITIAL = 32;

  private final boolean isBid;
  private final Deque<BookLevel> spare = new ArrayDeque<>();
  private BookLevel[] levels = new BookLevel[INITIAL];
  private long[] pxs = new long[INITIAL];
  private long[] qtys = new long[INITIAL];
  private int size;
  private boolean changed = true;

  BookSide(boolean isBid) {
    this.isBid = isBid;
  }

  int size() {
    return size;
  }

  BookLevel level(int index) {
    return levels[index];
  }

  long px(int index) {
    return pxs[index];
  }

  long qty(int index) {
    return qtys[index];
  }

  /** The index of a price, or NONE. */
  int indexOf(long px) {
    var index = insertionPoint(px);
    return index < size && pxs[index] == px ? index : NONE;
  }

  /** Adds to the total quantity of a price, whose level is made if there is none. */
  BookLevel add(long px, long qty) {
    var index = at(px);
    qtys[index] += qty;
    changed = true;
    return levels[index];
  }

  /** Sets the total quantity of a price, whose level is made if there is none. */
  BookLevel set(long px, long qty) {
    var index = at(px);
    qtys[index] = qty;
    changed = true;
    return levels[index];
  }

  /** Takes from the total quantity of a level of this side; it goes when nothing is left. */
  void take(BookLevel level, long qty, BookOrders orders) {
    var index = indexOf(level.px);
    qtys[index] -= qty;
    changed = true;
    if (qtys[index] <= 0) {
      orders.removeAll(level);
      remove(index);
    }
  }

  /** The index of a price's level, a new empty one if there is none. */
  private int at(long px) {
    var index = insertionPoint(px);
    if (index < size && pxs[index] == px) {
      return index;
    }
    if (size == levels.length) {
      levels = Arrays.copyOf(levels, 2 * size);
      pxs = Arrays.copyOf(pxs, 2 * size);
      qtys = Arrays.copyOf(qtys, 2 * size);
    }
    move(index, index + 1);
    levels[index] = spare.isEmpty() ? new BookLevel(this) : spare.pop();
    levels[index].reset(px);
    pxs[index] = px;
    qtys[index] = 0;
    size++;
    return index;
  }

  void remove(int index) {
    changed = true;
    spare.push(levels[index]);
    move(index + 1, index);
    size--;
    levels[size] = null;
  }

  /** Moves the levels from an index to the end. */
  private void move(int from, int to) {
    System.arraycopy(levels, from, levels, to, size - from);
    System.arraycopy(pxs, from, pxs, to, size - from);
    System.arraycopy(qtys, from, qtys, to, size - from);
  }

  /** The index of the first level that is not better than a price. */
  private int insertionPoint(long px) {
    var low = 0;
    var high = size;
    while (low < high) {
      var middle = (low + high) >>> 1;
      if (isBetter(pxs[middle], px)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Since {@link #told}. */
  @Override
  public boolean hasChanged() {
    return changed;
  }

  /** What it is now was told. */
  void told() {
    changed = false;
  }

  @Override
  public void fill(DepthLevels into) {
    into.copyFrom(pxs, qtys, Math.min(size, DepthLevels.CAPACITY));
  }

  /** Whether a price is farther from the middle than another. */
  boolean isWorse(long px, long other) {
    return isBetter(other, px);
  }

  private boolean isBetter(long px, long other) {
    return isBid ? px > other : px < other;
  }
}
