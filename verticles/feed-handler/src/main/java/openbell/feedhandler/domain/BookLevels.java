package openbell.feedhandler.domain;

import java.util.Arrays;

/**
 * The price levels of all sides of one market, by number: each with its side, its price and the
 * queue of its orders that are known singly. Its side knows its total quantity: what the queue has
 * not is anonymous, of orders from before the recording. Records in a flat array, as in {@link
 * BookOrders}: with an object a level, each order that comes or goes writes a reference into an old
 * object, and a collection looks through all that were written to. For one thread.
 */
final class BookLevels {
  private static final int INITIAL = 1 << 10;

  // A record: price; first and last of its queue; side, or the free level behind it.
  private static final int RECORD = 3;
  private static final int QUEUE = 1;
  private static final int SIDE = 2;
  private static final int NONE = BookOrders.NONE;

  private long[] records = new long[RECORD * INITIAL];
  private int used;
  private int firstFree = NONE;

  /** A new level without orders; its number. */
  int add(int side, long px) {
    var level = freeLevel();
    records[level * RECORD] = px;
    records[level * RECORD + QUEUE] = BookOrders.pair(NONE, NONE);
    records[level * RECORD + SIDE] = side;
    return level;
  }

  private int freeLevel() {
    if (firstFree != NONE) {
      var level = firstFree;
      firstFree = side(level);
      return level;
    }
    if (used * RECORD == records.length) {
      records = Arrays.copyOf(records, Math.multiplyExact(records.length, 2));
    }
    return used++;
  }

  /** Takes a level away, whose number is given to another. */
  void remove(int level) {
    records[level * RECORD + SIDE] = firstFree;
    firstFree = level;
  }

  long px(int level) {
    return records[level * RECORD];
  }

  int side(int level) {
    return (int) records[level * RECORD + SIDE];
  }

  int firstOrder(int level) {
    return (int) (records[level * RECORD + QUEUE] >>> Integer.SIZE);
  }

  int lastOrder(int level) {
    return (int) records[level * RECORD + QUEUE];
  }

  void setFirstOrder(int level, int order) {
    records[level * RECORD + QUEUE] = BookOrders.pair(order, lastOrder(level));
  }

  void setLastOrder(int level, int order) {
    records[level * RECORD + QUEUE] = BookOrders.pair(firstOrder(level), order);
  }
}
