package openbell.feedhandler.domain;

import java.util.Arrays;

/**
 * The levels of one side, best first, with their total quantities; each level is one of its
 * market's {@link BookLevels}. Prices and quantities lie in arrays of their own: a depth reads
 * twenty of them each time.
 */
final class BookSide implements DepthSide {
  static final int NONE = -1;
  private static final int INITIAL = 32;

  private final BookLevels market;
  private final int number;
  private final boolean isBid;
  private int[] levels = new int[INITIAL];
  private long[] pxs = new long[INITIAL];
  private long[] qtys = new long[INITIAL];
  private int size;
  private boolean changed = true;

  /**
   * A side without levels.
   *
   * @param market the levels of its market
   * @param number the side's own among the sides of the market
   */
  BookSide(BookLevels market, int number, boolean isBid) {
    this.market = market;
    this.number = number;
    this.isBid = isBid;
  }

  /** Whether a level of the market is one of this side. */
  boolean has(int level) {
    return market.side(level) == number;
  }

  int size() {
    return size;
  }

  int level(int index) {
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

  /** Adds to the total quantity of a price, whose level is made if there is none; the level. */
  int add(long px, long qty) {
    var index = at(px);
    qtys[index] += qty;
    changed = true;
    return levels[index];
  }

  /** Sets the total quantity of a price, whose level is made if there is none; the level. */
  int set(long px, long qty) {
    var index = at(px);
    qtys[index] = qty;
    changed = true;
    return levels[index];
  }

  /** Takes from the total quantity of a level of this side; it goes when nothing is left. */
  void take(int level, long qty, BookOrders orders) {
    var index = indexOf(market.px(level));
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
    levels[index] = market.add(number, px);
    pxs[index] = px;
    qtys[index] = 0;
    size++;
    return index;
  }

  void remove(int index) {
    changed = true;
    market.remove(levels[index]);
    move(index + 1, index);
    size--;
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
