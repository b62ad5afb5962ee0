package openbell.benchmarks.ingest;

import java.util.List;
import java.util.function.LongSupplier;
import openbell.model.Side;
import openbell.wire.marketdata.PriceLevel;

/**
 * One side of a book built of orders: 20 levels, best first, each with an order of its own; others
 * join them for a while. For one thread.
 */
final class ItchSide {
  static final int LEVELS = 20;

  private static final long QTY = 1_000;

  private final Side side;
  private final int worse;
  private final long[] px = new long[LEVELS];
  private final long[] qty = new long[LEVELS];
  private final long[] reference = new long[LEVELS];

  ItchSide(Side side, long mid) {
    this.side = side;
    this.worse = side == Side.BUY ? -LoadMarket.TICK : LoadMarket.TICK;
    for (var level = 0; level < LEVELS; level++) {
      px[level] = mid + (level + 1L) * worse;
      qty[level] = QTY + level;
    }
  }

  /** Adds the levels' own orders, as a session begins. */
  void open(int locate, LongSupplier references, ItchFlow flow) {
    for (var level = 0; level < LEVELS; level++) {
      reference[level] = references.getAsLong();
      flow.add(locate, reference[level], side, px[level], qty[level]);
    }
  }

  /** Adds an order at a level. */
  void join(int locate, LevelOrder order, ItchFlow flow) {
    qty[order.level] += order.qty;
    flow.add(locate, order.reference, side, px[order.level], order.qty);
  }

  /** Takes shares off an order that joined. */
  void cancel(int locate, LevelOrder order, long shares, ItchFlow flow) {
    qty[order.level] -= shares;
    order.qty -= shares;
    flow.cancel(locate, order.reference, shares);
  }

  /** Deletes an order that joined. */
  void leave(int locate, LevelOrder order, ItchFlow flow) {
    qty[order.level] -= order.qty;
    flow.delete(locate, order.reference);
  }

  /** Replaces a level's own and only order by one of another quantity. */
  void resize(int locate, int level, long newQty, long newReference, ItchFlow flow) {
    replace(locate, level, px[level], newQty, newReference, flow);
  }

  /** Executes against the best level's own order; its price. */
  long execute(int locate, long shares, long match, ItchFlow flow) {
    qty[0] -= shares;
    flow.execute(locate, reference[0], shares, match);
    return px[0];
  }

  /** The best level's order moves behind the worst one. */
  void stepOut(int locate, long newQty, long newReference, ItchFlow flow) {
    var behind = px[LEVELS - 1] + worse;
    var moved = reference[0];
    shift(1, 0);
    reference[LEVELS - 1] = moved;
    replace(locate, LEVELS - 1, behind, newQty, newReference, flow);
  }

  /** The worst level's order moves before the best one. */
  void stepIn(int locate, long newQty, long newReference, ItchFlow flow) {
    var before = px[0] - worse;
    var moved = reference[LEVELS - 1];
    shift(0, 1);
    reference[0] = moved;
    replace(locate, 0, before, newQty, newReference, flow);
  }

  private void shift(int from, int to) {
    System.arraycopy(px, from, px, to, LEVELS - 1);
    System.arraycopy(qty, from, qty, to, LEVELS - 1);
    System.arraycopy(reference, from, reference, to, LEVELS - 1);
  }

  private void replace(
      int locate, int level, long newPx, long newQty, long newReference, ItchFlow flow) {
    flow.replace(locate, reference[level], newReference, newPx, newQty);
    px[level] = newPx;
    qty[level] = newQty;
    reference[level] = newReference;
  }

  long bestPx() {
    return px[0];
  }

  long bestQty() {
    return qty[0];
  }

  boolean isEqualTo(List<PriceLevel> levels) {
    var equal = levels.size() == LEVELS;
    for (var level = 0; equal && level < LEVELS; level++) {
      equal = levels.get(level).getPx() == px[level] && levels.get(level).getQty() == qty[level];
    }
    return equal;
  }
}
