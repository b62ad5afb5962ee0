package openbell.feedhandler.domain;

import java.util.Arrays;

/**
 * The orders that are known singly: by number, and in a queue per level in order of arrival. A hash
 * table of slots in flat arrays, which grow but allocate nothing per order.
 */
final class BookOrders {
  static final int NONE = -1;
  private static final int INITIAL = 1 << 10;

  private int capacity = INITIAL;
  private int[] buckets = emptyBuckets(INITIAL);
  private int[] nextInBucket = new int[INITIAL];
  private long[] ids = new long[INITIAL];
  private long[] qtys = new long[INITIAL];
  private BookLevel[] levels = new BookLevel[INITIAL];
  private int[] nextInQueue = new int[INITIAL];
  private int[] previousInQueue = new int[INITIAL];
  private int used;
  private int firstFree = NONE;
  private int size;

  int size() {
    return size;
  }

  /** The slot of an order, or NONE. */
  int find(long id) {
    var slot = buckets[bucket(id)];
    while (slot != NONE && ids[slot] != id) {
      slot = nextInBucket[slot];
    }
    return slot;
  }

  /** Puts a new order at the end of its level's queue and into the level's quantity. */
  void add(long id, long qty, BookLevel level) {
    var slot = freeSlot();
    ids[slot] = id;
    qtys[slot] = qty;
    levels[slot] = level;
    var bucket = bucket(id);
    nextInBucket[slot] = buckets[bucket];
    buckets[bucket] = slot;
    nextInQueue[slot] = NONE;
    previousInQueue[slot] = level.lastOrder;
    if (level.lastOrder == NONE) {
      level.firstOrder = slot;
    } else {
      nextInQueue[level.lastOrder] = slot;
    }
    level.lastOrder = slot;
    level.side.change(level, qty);
    size++;
  }

  BookLevel level(int slot) {
    return levels[slot];
  }

  long qty(int slot) {
    return qtys[slot];
  }

  long id(int slot) {
    return ids[slot];
  }

  /** The order behind this one at its price, or NONE. */
  int next(int slot) {
    return nextInQueue[slot];
  }

  /** Takes shares from an order and its level, at most what it has; it goes when none are left. */
  void reduce(int slot, long qty) {
    var taken = Math.min(qty, qtys[slot]);
    qtys[slot] -= taken;
    levels[slot].side.change(levels[slot], -taken);
    if (qtys[slot] == 0) {
      remove(slot);
    }
  }

  /** Forgets the orders of a level. */
  void removeAll(BookLevel level) {
    while (level.firstOrder != NONE) {
      level.side.change(level, -qtys[level.firstOrder]);
      remove(level.firstOrder);
    }
  }

  private void remove(int slot) {
    leaveQueue(slot);
    leaveBucket(slot);
    levels[slot] = null;
    nextInBucket[slot] = firstFree;
    firstFree = slot;
    size--;
  }

  private void leaveQueue(int slot) {
    var level = levels[slot];
    if (previousInQueue[slot] == NONE) {
      level.firstOrder = nextInQueue[slot];
    } else {
      nextInQueue[previousInQueue[slot]] = nextInQueue[slot];
    }
    if (nextInQueue[slot] == NONE) {
      level.lastOrder = previousInQueue[slot];
    } else {
      previousInQueue[nextInQueue[slot]] = previousInQueue[slot];
    }
  }

  private void leaveBucket(int slot) {
    var bucket = bucket(ids[slot]);
    if (buckets[bucket] == slot) {
      buckets[bucket] = nextInBucket[slot];
      return;
    }
    var before = buckets[bucket];
    while (nextInBucket[before] != slot) {
      before = nextInBucket[before];
    }
    nextInBucket[before] = nextInBucket[slot];
  }

  private int freeSlot() {
    if (firstFree != NONE) {
      var slot = firstFree;
      firstFree = nextInBucket[slot];
      return slot;
    }
    if (used == capacity) {
      grow();
    }
    return used++;
  }

  private void grow() {
    capacity = Math.multiplyExact(capacity, 2);
    nextInBucket = Arrays.copyOf(nextInBucket, capacity);
    ids = Arrays.copyOf(ids, capacity);
    qtys = Arrays.copyOf(qtys, capacity);
    levels = Arrays.copyOf(levels, capacity);
    nextInQueue = Arrays.copyOf(nextInQueue, capacity);
    previousInQueue = Arrays.copyOf(previousInQueue, capacity);
    // Called with no free slot: every slot holds an order.
    buckets = emptyBuckets(capacity);
    for (var slot = 0; slot < used; slot++) {
      var bucket = bucket(ids[slot]);
      nextInBucket[slot] = buckets[bucket];
      buckets[bucket] = slot;
    }
  }

  private int bucket(long id) {
    return (int) ((id * 0x9E3779B97F4A7C15L) >>> 40) & (buckets.length - 1);
  }

  private static int[] emptyBuckets(int size) {
    var buckets = new int[size];
    Arrays.fill(buckets, NONE);
    return buckets;
  }
}
