package openbell.gateway.api;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** The few sums that only the outside needs, in whole numbers. */
final class ApiAmounts {
  private ApiAmounts() {}

  /** {@code part / whole} in percent with two digits, rounded half away from zero; of any size. */
  static String percent(long part, long whole) {
    return BigDecimal.valueOf(part)
        .movePointRight(2)
        .divide(BigDecimal.valueOf(whole), 2, RoundingMode.HALF_UP)
        .toPlainString();
  }

  /** {@code a x b / c}, rounded half away from zero; throws ArithmeticException beyond a long. */
  static long divide(long a, long b, long c) {
    var product = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
    return new BigDecimal(product)
        .divide(BigDecimal.valueOf(c), 0, RoundingMode.HALF_UP)
        .longValueExact();
  }
}
