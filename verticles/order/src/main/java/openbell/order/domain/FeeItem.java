package openbell.order.domain;

import java.math.RoundingMode;
import java.util.Optional;
import java.util.Set;
import openbell.model.Side;

/**
 * One charge: {@code base x ratePpm / 1,000,000}, rounded once, raised to the minimum and cut to
 * the maximum. Grows with its base; 0 on a turnover of 0.
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

  long on(long base) {
    var whole = Math.multiplyExact(base / MILLION, ratePpm);
    var parts = base % MILLION * ratePpm;
    var charge = Math.addExact(whole, Math.addExact(parts / MILLION, roundedUp(whole, parts)));
    return Math.min(maximum, Math.max(minimum, charge));
  }

  /** 1 if the fraction below 1/10,000 rounds away from zero. */
  private long roundedUp(long whole, long parts) {
    var fraction = parts % MILLION;
    var odd = (whole + parts / MILLION) % 2 != 0;
    return switch (rounding) {
      case UP -> fraction > 0 ? 1 : 0;
      case HALF_UP -> fraction * 2 >= MILLION ? 1 : 0;
      case HALF_EVEN -> fraction * 2 > MILLION || (fraction * 2 == MILLION && odd) ? 1 : 0;
      case DOWN, CEILING, FLOOR, HALF_DOWN, UNNECESSARY -> 0;
    };
  }
}
