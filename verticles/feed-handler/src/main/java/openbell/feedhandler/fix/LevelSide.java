package openbell.feedhandler.fix;

import java.util.Arrays;
import openbell.feedhandler.domain.DepthLevels;

/**
 * The price levels of one side, best first, as two sorted arrays. At most {@link #CAPACITY} levels:
 * what is worse is left out. Owned by the event loop; a change allocates nothing.
 */
final class LevelSide {
  static final int CAPACITY = 1_024;
  private static final int INITIAL = 32;

  private final boolean isBid;
  private long[] px = new long[INITIAL];
  private long[] qty = new long[INITIAL];
  private int size;

  LevelSide(boolean isBid) {
    this.isBid = isBid;
  }

  void clear() {
    size = 0;
  }

  /** The level of this price now holds this quantity. */
  void put(long levelPx, long levelQty) {
    var at = insertionPoint(levelPx);
    if (at < size && px[at] == levelPx) {
      qty[at] = levelQty;
      return;
    }
    if (at == CAPACITY) {
      return;
    }
    if (size == px.length && size < CAPACITY) {
      px = Arrays.copyOf(px, 2 * size);
      qty = Arrays.copyOf(qty, 2 * size);
    }
    var moved = Math.min(size, px.length - 1) - at;
    System.arraycopy(px, at, px, at + 1, moved);
    System.arraycopy(qty, at, qty, at + 1, moved);
    px[at] = levelPx;
    qty[at] = levelQty;
    size = Math.min(size + 1, px.length);
  }

  /** The level of this price is gone; false if there was none. */
  boolean remove(long levelPx) {
    var at = insertionPoint(levelPx);
    if (at == size || px[at] != levelPx) {
      return false;
    }
    size--;
    System.arraycopy(px, at + 1, px, at, size - at);
    System.arraycopy(qty, at + 1, qty, at, size - at);
    return true;
  }

  /** Price of the best level, 0 if there is none. */
  long bestPx() {
    return size == 0 ? 0 : px[0];
  }

  /** Appends the best levels, as many as are published. */
  void copyTo(DepthLevels levels) {
    for (var level = 0; level < Math.min(size, DepthLevels.CAPACITY); level++) {
      levels.add(px[level], qty[level]);
    }
  }

  /** The index of the first level that is not better than a price. */
  private int insertionPoint(long levelPx) {
    var low = 0;
    var high = size;
    while (low < high) {
      var middle = (low + high) >>> 1;
      if (isBid ? px[middle] > levelPx : px[middle] < levelPx) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
