package openbell.feedhandler.itch.domain;

import java.util.Arrays;
import openbell.feedhandler.domain.DepthLevels;
import openbell.model.Side;

/**
 * All price levels of one side, the best last, so that changes near the best move little. Allocates
 * only to grow. On one event loop.
 */
final class PriceLevels {
  private static final int INITIAL = 16;

  private final boolean isBid;
  private long[] px = new long[INITIAL];
  private long[] qty = new long[INITIAL];
  private int size;

  PriceLevels(Side side) {
    isBid = side == Side.BUY;
  }

  /** Adds to a level, which comes if it is new and goes if nothing is left of it. */
  void change(long levelPx, long by) {
    var at = find(levelPx);
    if (at == size || px[at] != levelPx) {
      insert(at, levelPx);
    }
    qty[at] += by;
    if (qty[at] <= 0) {
      size--;
      System.arraycopy(px, at + 1, px, at, size - at);
      System.arraycopy(qty, at + 1, qty, at, size - at);
    }
  }

  /** Appends the best levels, best first, to one side of an update. */
  void fill(DepthLevels depth) {
    for (var at = size - 1; at >= Math.max(0, size - DepthLevels.CAPACITY); at--) {
      depth.add(px[at], qty[at]);
    }
  }

  private void insert(int at, long levelPx) {
    if (size == px.length) {
      px = Arrays.copyOf(px, 2 * size);
      qty = Arrays.copyOf(qty, 2 * size);
    }
    System.arraycopy(px, at, px, at + 1, size - at);
    System.arraycopy(qty, at, qty, at + 1, size - at);
    px[at] = levelPx;
    qty[at] = 0;
    size++;
  }

  /** The index of a price, or where it would be inserted. */
  private int find(long levelPx) {
    var low = 0;
    var high = size;
    while (low < high) {
      var middle = (low + high) >>> 1;
      if (isBid ? px[middle] < levelPx : px[middle] > levelPx) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
