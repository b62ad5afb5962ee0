package openbell.venue.domain;

import java.util.Arrays;
import openbell.model.Side;

/**
 * The levels of one side in the order of their prices, the best one last: what comes and goes near
 * the touch, which is nearly everything, moves only a few neighbours. Owned by its book; not
 * thread-safe.
 *
 * <p>A level is found by its {@linkplain #key key}, so that one code serves both sides: the greater
 * the key, the better the price.
 */
final class PriceLadder {
  /** Below every key: the best key of an empty ladder. */
  static final long EMPTY = Long.MIN_VALUE;

  private static final int NEAR_THE_TOUCH = 8;

  private final Side side;
  private long[] keys = new long[32];
  private int[] levels = new int[32];
  private int size;

  PriceLadder(Side side) {
    this.side = side;
  }

  /** The price as a number that is the greater, the better the price is for the other side. */
  long key(long price) {
    return side == Side.BUY ? price : -price;
  }

  int size() {
    return size;
  }

  long bestKey() {
    return size == 0 ? EMPTY : keys[size - 1];
  }

  int bestLevel() {
    return levels[size - 1];
  }

  /** The level that lies {@code depth} levels behind the best one. */
  int levelAt(int depth) {
    return levels[size - 1 - depth];
  }

  long keyAt(int depth) {
    return keys[size - 1 - depth];
  }

  /** Where the level with this key is, else -(where it belongs) - 1. */
  int find(long key) {
    int index = size - 1;
    int near = Math.max(0, size - NEAR_THE_TOUCH);
    for (; index >= near; index--) {
      if (keys[index] <= key) {
        return keys[index] == key ? index : -(index + 1) - 1;
      }
    }
    return Arrays.binarySearch(keys, 0, near, key);
  }

  int at(int index) {
    return levels[index];
  }

  void insert(int index, long key, int level) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, Math.multiplyExact(size, 2));
      levels = Arrays.copyOf(levels, keys.length);
    }
    int moved = size - index;
    if (moved > 0) {
      System.arraycopy(keys, index, keys, index + 1, moved);
      System.arraycopy(levels, index, levels, index + 1, moved);
    }
    keys[index] = key;
    levels[index] = level;
    size++;
  }

  void removeAt(int index) {
    int moved = --size - index;
    if (moved > 0) {
      System.arraycopy(keys, index + 1, keys, index, moved);
      System.arraycopy(levels, index + 1, levels, index, moved);
    }
  }
}
