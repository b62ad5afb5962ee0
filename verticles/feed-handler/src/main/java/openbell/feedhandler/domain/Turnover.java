package openbell.feedhandler.domain;

import java.math.BigInteger;

/** The sum of price x quantity of a day's trades, exact in 128 bits, and the VWAP that it gives. */
final class Turnover {
  private long high;
  private long low;

  void reset(long px, long qty) {
    high = 0;
    low = 0;
    add(px, qty);
  }

  /** Adds a trade; neither factor is negative. */
  void add(long px, long qty) {
    var product = px * qty;
    var sum = low + product;
    var carry = Long.compareUnsigned(sum, product) < 0 ? 1 : 0;
    high += Math.multiplyHigh(px, qty) + carry;
    low = sum;
  }

  /** Adds the sum of other trades. */
  void add(Turnover other) {
    var sum = low + other.low;
    var carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
    high += other.high + carry;
    low = sum;
  }

  /** Turnover / volume in 1/10,000, rounded down; 0 without volume. */
  long vwapPx(long volume) {
    if (volume == 0) {
      return 0;
    }
    return high == 0 && low >= 0
        ? low / volume
        : wide().divide(BigInteger.valueOf(volume)).longValueExact();
  }

  private BigInteger wide() {
    var bytes = java.nio.ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
    return new BigInteger(1, bytes);
  }
}
