package openbell.model;

import java.util.OptionalLong;

/** Price x quantity in 128 bits, checked. */
public final class Notional {
  private Notional() {}

  /**
   * The value in 1/10,000 of {@code qty} units at {@code px} (1/10,000 each).
   *
   * @throws ArithmeticException if it is beyond a long
   */
  public static long of(long px, long qty) {
    return checked(px, qty)
        .orElseThrow(() -> new ArithmeticException("price x quantity is beyond a long"));
  }

  /** As {@link #of}, empty where that throws. */
  public static OptionalLong checked(long px, long qty) {
    var low = px * qty;
    var high = Math.multiplyHigh(px, qty);
    return (high == 0 && low >= 0) || (high == -1 && low < 0)
        ? OptionalLong.of(low)
        : OptionalLong.empty();
  }
}
