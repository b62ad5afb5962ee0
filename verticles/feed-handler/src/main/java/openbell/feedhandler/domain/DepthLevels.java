package openbell.feedhandler.domain;

import java.util.Arrays;

/**
 * The price levels of one side, best first, in two fixed arrays that are filled anew for each
 * update: an update allocates nothing. What comes beyond {@link #CAPACITY} levels is left out.
 */
public final class DepthLevels {
  /** The most levels that are kept and published. */
  public static final int CAPACITY = 20;

  private final long[] px = new long[CAPACITY];
  private final long[] qty = new long[CAPACITY];
  private int size;

  /** Forgets all levels. */
  public void clear() {
    size = 0;
  }

  /** Appends the next worse level. */
  public void add(long levelPx, long levelQty) {
    if (size < CAPACITY) {
      px[size] = levelPx;
      qty[size] = levelQty;
      size++;
    }
  }

  /** Becomes equal to another side. */
  public void copyFrom(DepthLevels other) {
    size = other.size;
    System.arraycopy(other.px, 0, px, 0, size);
    System.arraycopy(other.qty, 0, qty, 0, size);
  }

  /** Takes the first levels of these arrays, best first; at most {@link #CAPACITY}. */
  void copyFrom(long[] levelPx, long[] levelQty, int count) {
    size = count;
    System.arraycopy(levelPx, 0, px, 0, count);
    System.arraycopy(levelQty, 0, qty, 0, count);
  }

  public int size() {
    return size;
  }

  /** Price of a level, 1/10,000; level 0 is the best. */
  public long px(int level) {
    return px[level];
  }

  /** Quantity of a level. */
  public long qty(int level) {
    return qty[level];
  }

  /** Price of the best level, 0 if there is none. */
  public long bestPx() {
    return size == 0 ? 0 : px[0];
  }

  /** Quantity of the best level, 0 if there is none. */
  public long bestQty() {
    return size == 0 ? 0 : qty[0];
  }

  /** How many levels from the best on have the same price in both. */
  int samePxs(DepthLevels other) {
    return same(px, size, other.px, other.size);
  }

  /** How many levels from the best on have the same quantity in both. */
  int sameQtys(DepthLevels other) {
    return same(qty, size, other.qty, other.size);
  }

  /** How many levels are the same, from here on in this and from there on in another. */
  int sameFrom(int at, DepthLevels other, int otherAt) {
    var pxs = Arrays.mismatch(px, at, size, other.px, otherAt, other.size);
    var common = pxs < 0 ? size - at : pxs;
    var qtys = Arrays.mismatch(qty, at, at + common, other.qty, otherAt, otherAt + common);
    return qtys < 0 ? common : qtys;
  }

  private static int same(long[] values, int size, long[] others, int othersSize) {
    var at = Arrays.mismatch(values, 0, size, others, 0, othersSize);
    return at < 0 ? size : at;
  }

  /** Whether both have the same levels. */
  public boolean sameAs(DepthLevels other) {
    return Arrays.equals(px, 0, size, other.px, 0, other.size)
        && Arrays.equals(qty, 0, size, other.qty, 0, other.size);
  }
}
