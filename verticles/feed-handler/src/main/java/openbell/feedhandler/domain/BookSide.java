package openbell.feedhandler.domain;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** The levels of one side, best first; levels that leave are used again. */
final class BookSide {
  static final int NONE = -1;
  private static final int INITIAL = 32;

  private final boolean isBid;
  private final Deque<BookLevel> spare = new ArrayDeque<>();
  private BookLevel[] levels = new BookLevel[INITIAL];
  private int size;

  BookSide(boolean isBid) {
    this.isBid = isBid;
  }

  int size() {
    return size;
  }

  BookLevel level(int index) {
    return levels[index];
  }

  /** The index of a price, or NONE. */
  int indexOf(long px) {
    var index = insertionPoint(px);
    return index < size && levels[index].px == px ? index : NONE;
  }

  /** The level of a price, a new empty one if there is none. */
  BookLevel at(long px) {
    var index = insertionPoint(px);
    if (index < size && levels[index].px == px) {
      return levels[index];
    }
    if (size == levels.length) {
      levels = Arrays.copyOf(levels, 2 * size);
    }
    System.arraycopy(levels, index, levels, index + 1, size - index);
    levels[index] = spare.isEmpty() ? new BookLevel(this) : spare.pop();
    levels[index].reset(px);
    size++;
    return levels[index];
  }

  /** Removes a level of this side if nothing is left of it. */
  void removeIfEmpty(BookLevel level, BookOrders orders) {
    if (level.qty <= 0) {
      orders.removeAll(level);
      remove(indexOf(level.px));
    }
  }

  void remove(int index) {
    spare.push(levels[index]);
    size--;
    System.arraycopy(levels, index + 1, levels, index, size - index);
    levels[size] = null;
  }

  /** The index of the first level that is not better than a price. */
  private int insertionPoint(long px) {
    var low = 0;
    var high = size;
    while (low < high) {
      var middle = (low + high) >>> 1;
      if (isBetter(levels[middle].px, px)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Writes the best levels into one side of a depth update. */
  void fill(DepthLevels into) {
    for (var level = 0; level < Math.min(size, DepthLevels.CAPACITY); level++) {
      into.add(levels[level].px, levels[level].qty);
    }
  }

  /** Whether a price is farther from the middle than another. */
  boolean isWorse(long px, long other) {
    return isBetter(other, px);
  }

  private boolean isBetter(long px, long other) {
    return isBid ? px > other : px < other;
  }
}
