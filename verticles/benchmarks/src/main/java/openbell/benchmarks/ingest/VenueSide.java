package openbell.benchmarks.ingest;

import java.util.Arrays;
import java.util.List;
import openbell.wire.marketdata.PriceLevel;

/** One side of a generated book: 20 levels, best first, each one order. For one thread. */
final class VenueSide {
  static final int LEVELS = 20;

  private final VenueLevels made;
  private final PriceLevel[] levels = new PriceLevel[LEVELS];
  private final int worse;

  /**
   * A full side.
   *
   * @param bestPx 1/10,000
   * @param worse the step from a level to the next worse one: a tick, negative for bids
   */
  VenueSide(VenueLevels made, long bestPx, int worse) {
    this.made = made;
    this.worse = worse;
    for (var level = 0; level < LEVELS; level++) {
      levels[level] = made.level(bestPx + (long) level * worse, VenueBook.MIN_QTY + level);
    }
  }

  long bestPx() {
    return levels[0].getPx();
  }

  long bestQty() {
    return levels[0].getQty();
  }

  /** Best first; a copy. */
  List<PriceLevel> levels() {
    return List.of(levels);
  }

  void resize(int level, long qty) {
    levels[level] = made.level(levels[level].getPx(), qty);
  }

  /** The best level's order moves behind the worst one. */
  void stepOut(long qty) {
    var behind = made.level(levels[LEVELS - 1].getPx() + worse, qty);
    System.arraycopy(levels, 1, levels, 0, LEVELS - 1);
    levels[LEVELS - 1] = behind;
  }

  /** The worst level's order moves before the best one. */
  void stepIn(long qty) {
    var before = made.level(levels[0].getPx() - worse, qty);
    System.arraycopy(levels, 0, levels, 1, LEVELS - 1);
    levels[0] = before;
  }

  boolean isEqualTo(List<PriceLevel> other) {
    return Arrays.asList(levels).equals(other);
  }
}
