package openbell.order.domain;

import java.math.RoundingMode;
import java.util.Optional;
import java.util.Set;
import openbell.model.Side;

/**
 * One charge: {@code base x ratePpm / 1,000,000}, rounded once to the minor unit, raised to the
 * minimum and cut to the maximum. Grows with its base; 0 on a turnover of 0.
 *
 * @param side the side that pays it; empty: both
 * @param of names of the items that it is charged on; empty: the turnover
 * @param minimum in 1/10,000; 0 for none
 * @param maximum in 1/10,000; {@code Long.MAX_VALUE} for none
 */
public record FeeItem(
    String name,
    Optional<Side> side,
    Set<String> of,
    long ratePpm,
    RoundingMode rounding,
    long minimum,
    long maximum) {
  private static final long MILLION = 1_000_000;

  /** Units of 1/10,000 in one minor unit (paisa, cent). */
  private static final long MINOR_UNIT = 100;

  private static final long DIVISOR = MILLION * MINOR_UNIT;

  public FeeItem {
    of = Set.copyOf(of);
    if (ratePpm < 0 || ratePpm > MILLION || minimum < 0 || minimum > maximum) {
      throw new IllegalArgumentException("the charge " + name + " is not monotone");
    }
    switch (rounding) {
      case UP, DOWN, HALF_UP, HALF_EVEN -> {}
      case CEILING, FLOOR, HALF_DOWN, UNNECESSARY ->
          throw new IllegalArgumentException("the charge " + name + " takes no " + rounding);
    }
  }

  boolean paidBy(Side payer) {
    return side.isEmpty() || side.get() == payer;
  }

  /** The charge, 1/10,000, on a base of 1/10,000: a whole number of minor units. */
  long on(long base) {
    var whole = Math.multiplyExact(base / DIVISOR, ratePpm);
    var parts = base % DIVISOR * ratePpm;
    var minorUnits = Math.addExact(whole, parts / DIVISOR + roundedUp(whole, parts));
    return Math.min(maximum, Math.max(minimum, Math.multiplyExact(minorUnits, MINOR_UNIT)));
  }

  /** 1 if the fraction of a minor unit rounds away from zero. */
  private long roundedUp(long whole, long parts) {
    var fraction = parts % DIVISOR;
    var odd = (whole + parts / DIVISOR) % 2 != 0;
    return switch (rounding) {
      case UP -> fraction > 0 ? 1 : 0;
      case HALF_UP -> fraction * 2 >= DIVISOR ? 1 : 0;
      case HALF_EVEN -> fraction * 2 > DIVISOR || (fraction * 2 == DIVISOR && odd) ? 1 : 0;
      case DOWN, CEILING, FLOOR, HALF_DOWN, UNNECESSARY -> 0;
    };
  }
}
