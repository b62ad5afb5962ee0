package openbell.venue.domain;

/** A running 64-bit hash of longs whose order counts: FNV-1a over words, finally mixed. */
final class StateHash {
  private static final long PRIME = 0x100000001B3L;

  private long hash = 0xCBF29CE484222325L;

  void add(long word) {
    hash = (hash ^ word) * PRIME;
    hash ^= hash >>> 29;
  }

  void addOrder(long orderId, long account, long price, long leavesQty, long cumQty) {
    add(orderId);
    add(account);
    add(price);
    add(leavesQty);
    add(cumQty);
  }

  long value() {
    long mixed = (hash ^ (hash >>> 32)) * 0xD6E8FEB86659FD93L;
    return mixed ^ (mixed >>> 32);
  }
}
