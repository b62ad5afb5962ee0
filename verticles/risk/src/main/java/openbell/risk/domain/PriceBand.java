package openbell.risk.domain;

import java.util.OptionalLong;

/**
 * The prices around a reference that may be traded, both ends on the tick and inside: the low end
 * is rounded up, the high end down. All in 1/10,000.
 */
public record PriceBand(long low, long high) {
  /** There is no reference. */
  static final PriceBand NONE = new PriceBand(0, 0);

  private static final long BPS = 10_000;

  /** Beyond these no reference and no width is believed: the arithmetic here cannot overflow. */
  private static final long MAX_REFERENCE = 100_000_000_000_000L;

  private static final long MAX_BPS = 1_000_000;

  /**
   * The band of {@code bps} basis points to both sides; at least one tick above zero.
   *
   * @param referencePx a {@link #usable} price
   */
  static PriceBand around(long referencePx, long bps, long tickSize) {
    var width = width(referencePx, bps);
    var low = ceilToTick(Math.subtractExact(referencePx, width), tickSize);
    var high = floorToTick(Math.addExact(referencePx, width), tickSize);
    return new PriceBand(Math.max(low, tickSize), Math.max(high, tickSize));
  }

  /** So many basis points of a usable price, rounded down. */
  static long width(long referencePx, long bps) {
    var bounded = Math.clamp(bps, 0, MAX_BPS);
    return Math.addExact(
        Math.multiplyExact(referencePx / BPS, bounded), referencePx % BPS * bounded / BPS);
  }

  /** A reference that the rules can use: positive, and no absurd number. */
  static OptionalLong usable(long px) {
    return px > 0 && px <= MAX_REFERENCE ? OptionalLong.of(px) : OptionalLong.empty();
  }

  static long floorToTick(long px, long tickSize) {
    return Math.floorDiv(px, tickSize) * tickSize;
  }

  static long ceilToTick(long px, long tickSize) {
    return Math.multiplyExact(Math.ceilDiv(px, tickSize), tickSize);
  }

  boolean contains(long px) {
    return px >= low && px <= high;
  }
}
