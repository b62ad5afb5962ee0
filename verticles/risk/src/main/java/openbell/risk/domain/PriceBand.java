package openbell.risk.domain;

import java.util.OptionalLong;

/**
 * The prices around a reference that may be traded, both ends on the tick and inside: the low end
 * is rounded up, the high end down. All in 1/10,000.
 */
public record PriceBand(long low, long high) {
  private static final long BPS = 10_000;

  /** Beyond this no reference is believed, so that the arithmetic here cannot overflow. */
  private static final long MAX_REFERENCE = 100_000_000_000_000L;

  /** The band of {@code bps} basis points to both sides; at least one tick above zero. */
  static PriceBand around(long referencePx, int bps, long tickSize) {
    var width = Math.multiplyExact(referencePx, (long) bps) / BPS;
    var low = ceilToTick(Math.subtractExact(referencePx, width), tickSize);
    var high = floorToTick(Math.addExact(referencePx, width), tickSize);
    return new PriceBand(Math.max(low, tickSize), Math.max(high, tickSize));
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
