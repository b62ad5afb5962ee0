package openbell.quotefanout;

/** How much a client may still ask: a bucket that refills by 100 a second, up to 200. */
final class Allowance {
  private static final long NANOS_PER_UNIT = 10_000_000;
  private static final long CAPACITY_NANOS = 200 * NANOS_PER_UNIT;

  private long level = CAPACITY_NANOS;
  private long filledAtNanos;

  Allowance(long nowNanos) {
    this.filledAtNanos = nowNanos;
  }

  /** Takes units if they are there. */
  boolean take(int units, long nowNanos) {
    level = Math.min(CAPACITY_NANOS, level + Math.max(0, nowNanos - filledAtNanos));
    filledAtNanos = nowNanos;
    var price = units * NANOS_PER_UNIT;
    if (price > level) {
      return false;
    }
    level -= price;
    return true;
  }
}
