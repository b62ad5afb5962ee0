package openbell.feedhandler.itch.domain;

import java.util.Arrays;
import openbell.model.Side;

/**
 * The orders of a day by their reference number: open addressing in flat arrays, which double but
 * allocate nothing per order, up to a bound. On one event loop.
 */
final class OrderTable {
  static final int NONE = -1;
  private static final int INITIAL = 1 << 12;
  // Of the slots; beyond it searches get long.
  private static final int FULL_PERCENT = 60;

  private final int maxOrders;
  private long[] references = new long[INITIAL];
  private long[] prices = new long[INITIAL];
  // 0 in a slot that is free.
  private long[] quantities = new long[INITIAL];
  private char[] locates = new char[INITIAL];
  private boolean[] sells = new boolean[INITIAL];
  private int mask = INITIAL - 1;
  private int size;

  OrderTable(int maxOrders) {
    this.maxOrders = maxOrders;
  }

  int size() {
    return size;
  }

  void clear() {
    Arrays.fill(quantities, 0);
    size = 0;
  }

  /** The slot of an order, or NONE. */
  int find(long reference) {
    var slot = home(reference);
    while (quantities[slot] != 0) {
      if (references[slot] == reference) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return NONE;
  }

  /** Adds an order that is not there; false, and nothing done, if there are too many. */
  boolean add(long reference, int locate, Side side, long px, long qty) {
    if (size == maxOrders) {
      return false;
    }
    if ((size + 1L) * 100 > (mask + 1L) * FULL_PERCENT) {
      grow();
    }
    put(reference, (char) locate, side == Side.SELL, px, qty);
    return true;
  }

  int locate(int slot) {
    return locates[slot];
  }

  Side side(int slot) {
    return sells[slot] ? Side.SELL : Side.BUY;
  }

  long px(int slot) {
    return prices[slot];
  }

  long qty(int slot) {
    return quantities[slot];
  }

  /** Takes shares from an order, which goes when none are left. */
  void reduce(int slot, long qty) {
    quantities[slot] -= qty;
    if (quantities[slot] == 0) {
      size--;
      closeGap(slot);
    }
  }

  private void put(long reference, char locate, boolean isSell, long px, long qty) {
    var slot = home(reference);
    while (quantities[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    references[slot] = reference;
    prices[slot] = px;
    quantities[slot] = qty;
    locates[slot] = locate;
    sells[slot] = isSell;
    size++;
  }

  /** Moves up what a search would no longer reach over the free slot (Knuth 6.4, algorithm R). */
  private void closeGap(int freed) {
    var free = freed;
    for (var slot = (free + 1) & mask; quantities[slot] != 0; slot = (slot + 1) & mask) {
      var distance = (slot - home(references[slot])) & mask;
      if (distance >= ((slot - free) & mask)) {
        move(slot, free);
        free = slot;
      }
    }
  }

  private void move(int from, int to) {
    references[to] = references[from];
    prices[to] = prices[from];
    quantities[to] = quantities[from];
    locates[to] = locates[from];
    sells[to] = sells[from];
    quantities[from] = 0;
  }

  private void grow() {
    var oldReferences = references;
    var oldPrices = prices;
    var oldQuantities = quantities;
    var oldLocates = locates;
    var oldSells = sells;
    var capacity = 2 * oldReferences.length;
    references = new long[capacity];
    prices = new long[capacity];
    quantities = new long[capacity];
    locates = new char[capacity];
    sells = new boolean[capacity];
    mask = capacity - 1;
    size = 0;
    for (var slot = 0; slot < oldReferences.length; slot++) {
      if (oldQuantities[slot] != 0) {
        put(
            oldReferences[slot],
            oldLocates[slot],
            oldSells[slot],
            oldPrices[slot],
            oldQuantities[slot]);
      }
    }
  }

  private int home(long reference) {
    return (int) ((reference * 0x9E3779B97F4A7C15L) >>> 32) & mask;
  }
}
