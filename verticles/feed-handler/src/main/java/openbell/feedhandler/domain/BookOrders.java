package openbell.feedhandler.domain;

import java.util.Arrays;

/**
 * The orders that are known singly: by number, and in a queue per level in order of arrival. A hash
 * table of records in a flat array, which grows but allocates nothing per order; what a message
 * needs of an order lies side by side.
 */
final class BookOrders {
  static final int NONE = -1;
  private static final int INITIAL = 1 << 10;

  // A record: number; quantity; behind and before it in its queue; its level and behind it in its
  // bucket.
  private static final int RECORD_SHIFT = 2;
  private static final int QTY = 1;
  private static final int QUEUE = 2;
  private static final int BUCKET = 3;
  private static final long LOW = 0xFFFFFFFFL;

  private final BookLevels levels;
  private int capacity = INITIAL;
  private int[] buckets = emptyBuckets(INITIAL);
  private long[] records = new long[INITIAL << RECORD_SHIFT];
  private int used;
  private int firstFree = NONE;
  private int size;

  /** No orders; their levels are among these. */
  BookOrders(BookLevels levels) {
    this.levels = levels;
  }

  int size() {
    return size;
  }

  /** The slot of an order, or NONE. */
  int find(long id) {
    var slot = buckets[bucket(id)];
    while (slot != NONE && id(slot) != id) {
      slot = nextInBucket(slot);
    }
    return slot;
  }

  /** Puts a new order at the end of its level's queue, whose side has its quantity. */
  void add(long id, long qty, int level) {
    var slot = freeSlot();
    var record = slot << RECORD_SHIFT;
    var bucket = bucket(id);
    var last = levels.lastOrder(level);
    records[record] = id;
    records[record + QTY] = qty;
    records[record + QUEUE] = pair(NONE, last);
    records[record + BUCKET] = pair(level, buckets[bucket]);
    buckets[bucket] = slot;
    if (last == NONE) {
      levels.setFirstOrder(level, slot);
    } else {
      setNext(last, slot);
    }
    levels.setLastOrder(level, slot);
    size++;
  }

  /** The level of an order. */
  int level(int slot) {
    return (int) (records[(slot << RECORD_SHIFT) + BUCKET] >>> Integer.SIZE);
  }

  long qty(int slot) {
    return records[(slot << RECORD_SHIFT) + QTY];
  }

  long id(int slot) {
    return records[slot << RECORD_SHIFT];
  }

  /** The order behind this one at its price, or NONE. */
  int next(int slot) {
    return (int) (records[(slot << RECORD_SHIFT) + QUEUE] >>> Integer.SIZE);
  }

  private int previous(int slot) {
    return (int) records[(slot << RECORD_SHIFT) + QUEUE];
  }

  private void setNext(int slot, int next) {
    records[(slot << RECORD_SHIFT) + QUEUE] = pair(next, previous(slot));
  }

  private void setPrevious(int slot, int previous) {
    records[(slot << RECORD_SHIFT) + QUEUE] = pair(next(slot), previous);
  }

  static long pair(int high, int low) {
    return ((long) high << Integer.SIZE) | (low & LOW);
  }

  private int nextInBucket(int slot) {
    return (int) records[(slot << RECORD_SHIFT) + BUCKET];
  }

  private void setNextInBucket(int slot, int next) {
    records[(slot << RECORD_SHIFT) + BUCKET] = pair(level(slot), next);
  }

  /**
   * Takes shares from an order, at most what it has, which are to be taken from its level too; it
   * goes when none are left. Returns how many.
   */
  long reduce(int slot, long qty) {
    var record = slot << RECORD_SHIFT;
    var taken = Math.min(qty, records[record + QTY]);
    records[record + QTY] -= taken;
    if (records[record + QTY] == 0) {
      remove(slot);
    }
    return taken;
  }

  /** Forgets the orders of a level. */
  void removeAll(int level) {
    for (var slot = levels.firstOrder(level); slot != NONE; slot = levels.firstOrder(level)) {
      remove(slot);
    }
  }

  private void remove(int slot) {
    leaveQueue(slot);
    leaveBucket(slot);
    setNextInBucket(slot, firstFree);
    firstFree = slot;
    size--;
  }

  private void leaveQueue(int slot) {
    var level = level(slot);
    var previous = previous(slot);
    var next = next(slot);
    if (previous == NONE) {
      levels.setFirstOrder(level, next);
    } else {
      setNext(previous, next);
    }
    if (next == NONE) {
      levels.setLastOrder(level, previous);
    } else {
      setPrevious(next, previous);
    }
  }

  private void leaveBucket(int slot) {
    var bucket = bucket(id(slot));
    if (buckets[bucket] == slot) {
      buckets[bucket] = nextInBucket(slot);
      return;
    }
    var before = buckets[bucket];
    while (nextInBucket(before) != slot) {
      before = nextInBucket(before);
    }
    setNextInBucket(before, nextInBucket(slot));
  }

  private int freeSlot() {
    if (firstFree != NONE) {
      var slot = firstFree;
      firstFree = nextInBucket(slot);
      return slot;
    }
    if (used == capacity) {
      grow();
    }
    return used++;
  }

  private void grow() {
    capacity = Math.multiplyExact(capacity, 2);
    records = Arrays.copyOf(records, Math.multiplyExact(capacity, 1 << RECORD_SHIFT));
    // Called with no free slot: every slot holds an order.
    buckets = emptyBuckets(capacity);
    for (var slot = 0; slot < used; slot++) {
      var bucket = bucket(id(slot));
      setNextInBucket(slot, buckets[bucket]);
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
