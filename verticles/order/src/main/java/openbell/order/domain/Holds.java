package openbell.order.domain;

import java.util.OptionalLong;
import openbell.model.Notional;
import openbell.model.Side;

/**
 * How much an order holds: a buy the cash it can cost at worst with its charges, a sell its shares.
 */
public final class Holds {
  /** What a fill takes out of its order's hold: spent, and given back (price improvement). */
  public record Use(long consumed, long released) {}

  private Holds() {}

  /** The hold of a new order; empty if it is beyond 64 bits. */
  public static OptionalLong of(OrderTerms terms, FeeSchedule fees) {
    if (terms.side() == Side.SELL) {
      return OptionalLong.of(terms.orderQty());
    }
    var notional = Notional.checked(terms.worstPx(), terms.orderQty());
    if (notional.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      var charges = fees.charges(terms.side(), notional.getAsLong());
      return OptionalLong.of(Math.addExact(notional.getAsLong(), charges));
    } catch (ArithmeticException beyond64Bits) {
      return OptionalLong.empty();
    }
  }

  /**
   * What a fill takes out of the hold.
   *
   * @param after the order with the fill
   * @param left what the hold still holds before it; a fill beyond it consumes all of it
   */
  public static Use use(Order after, Fill fill, long left, FeeSchedule fees) {
    return switch (after.terms().side()) {
      case SELL -> new Use(Math.min(fill.lastQty(), left), 0);
      case BUY -> {
        var consumed = Math.min(Math.addExact(fill.notional(), fill.charges()), left);
        var needed = stillNeeded(after, fees);
        yield new Use(consumed, Math.max(0, left - consumed - needed));
      }
    };
  }

  /** What the unfilled rest of a buy can still cost. */
  private static long stillNeeded(Order after, FeeSchedule fees) {
    var rest = Notional.of(after.terms().worstPx(), after.leavesQty());
    var charges = fees.charges(Side.BUY, Math.addExact(after.cumNotional(), rest));
    return Math.addExact(rest, Math.subtractExact(charges, after.cumCharges()));
  }
}
