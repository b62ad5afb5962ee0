package openbell.venue.domain;

/**
 * Order id to handle: open addressing with linear probing, half full at most. An entry carries 32
 * bits of the id's hash beside the handle, so that a probe, a removal and a growth read one array
 * and look at an order only where the hashes agree. Owned by its book; not thread-safe.
 */
final class OrderIndex {
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;
  private static final long HASH = 0xFFFF_FFFF_0000_0000L;
  private static final long FREE = 0;

  private final OrderPool orders;
  private long[] entries = new long[128];
  private int shift = Long.SIZE - 7;
  private int size;

  OrderIndex(OrderPool orders) {
    this.orders = orders;
  }

  int size() {
    return size;
  }

  /** The handle of the order, or {@link OrderPool#NONE}. */
  int get(long id) {
    int slot = slotOf(id);
    return slot < 0 ? OrderPool.NONE : handle(entries[slot]);
  }

  /** The id must not be in here yet. */
  void put(long id, int order) {
    if (2 * (size + 1) > entries.length) {
      grow();
    }
    size++;
    insert((id * GOLDEN_RATIO & HASH) | (order + 1));
  }

  void remove(long id) {
    int hole = slotOf(id);
    int mask = entries.length - 1;
    int probe = hole;
    // Later entries of the chain move up, so that no tombstone is needed.
    while (true) {
      probe = (probe + 1) & mask;
      long entry = entries[probe];
      if (entry == FREE) {
        break;
      }
      if (((probe - home(entry)) & mask) >= ((probe - hole) & mask)) {
        entries[hole] = entry;
        hole = probe;
      }
    }
    entries[hole] = FREE;
    size--;
  }

  private int slotOf(long id) {
    long hash = id * GOLDEN_RATIO & HASH;
    int mask = entries.length - 1;
    int slot = home(hash);
    while (true) {
      long entry = entries[slot];
      if (entry == FREE) {
        return -1;
      }
      if ((entry & HASH) == hash && orders.id(handle(entry)) == id) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
  }

  private int home(long entry) {
    return (int) (entry >>> shift);
  }

  private static int handle(long entry) {
    return (int) entry - 1;
  }

  private void insert(long entry) {
    int mask = entries.length - 1;
    int slot = home(entry);
    while (entries[slot] != FREE) {
      slot = (slot + 1) & mask;
    }
    entries[slot] = entry;
  }

  private void grow() {
    long[] old = entries;
    entries = new long[Math.multiplyExact(old.length, 2)];
    shift--;
    for (long entry : old) {
      if (entry != FREE) {
        insert(entry);
      }
    }
  }
}
