package openbell.order.domain;

import java.util.OptionalLong;
import openbell.model.Notional;
import openbell.model.Side;

/**
 * How much an order holds: a buy the cash it can cost at worst with its charges, a sell its shares.
 * While a replace is pending that is the worse of its old and new terms.
 */
public final class Holds {
  /** What a report takes out of its order's hold: spent, and given back. */
  public record Use(long consumed, long released) {
    static final Use NOTHING = new Use(0, 0);
  }

  private Holds() {}

  /** The hold of a new order; empty if it is beyond 64 bits. */
  public static OptionalLong of(OrderTerms terms, FeeSchedule fees) {
    return needed(Order.accepted(terms, false), terms.orderQty(), terms.worstPx(), fees);
  }

  /**
   * What a fill takes out of the hold.
   *
   * @param after the order with the fill
   * @param left what the hold still holds before it; a fill beyond it consumes all of it
   */
  public static Use use(Order after, Fill fill, long left, FeeSchedule fees) {
    var consumed =
        switch (after.terms().side()) {
          case SELL -> Math.min(fill.lastQty(), left);
          case BUY -> Math.min(sumUpTo(left, fill.notional(), fill.charges()), left);
        };
    return new Use(consumed, excess(after, left - consumed, fees));
  }

  /** What the hold gives back after a transition that took nothing: what no terms need any more. */
  static Use release(Order after, long left, FeeSchedule fees) {
    return new Use(0, excess(after, left, fees));
  }

  /**
   * What the rest of an order can still cost with a total and a worst price; empty if it is beyond
   * 64 bits.
   */
  static OptionalLong needed(Order order, long orderQty, long worstPx, FeeSchedule fees) {
    var rest = order.isDone() ? 0 : Math.max(0, orderQty - order.cumQty());
    return switch (order.terms().side()) {
      case SELL -> OptionalLong.of(rest);
      case BUY -> cash(order, Notional.checked(worstPx, rest), fees);
    };
  }

  private static OptionalLong cash(Order order, OptionalLong rest, FeeSchedule fees) {
    if (rest.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      var turnover = Math.addExact(order.cumNotional(), rest.getAsLong());
      var charges = Math.max(0, fees.charges(Side.BUY, turnover) - order.cumCharges());
      return OptionalLong.of(Math.addExact(rest.getAsLong(), charges));
    } catch (ArithmeticException beyond64Bits) {
      return OptionalLong.empty();
    }
  }

  /** Where the need is beyond 64 bits nothing is given back. */
  private static long excess(Order after, long left, FeeSchedule fees) {
    var terms = after.terms();
    var now = needed(after, terms.orderQty(), terms.worstPx(), fees).orElse(Long.MAX_VALUE);
    var pending =
        after.pending().stream()
            .mapToLong(p -> needed(after, p.orderQty(), p.worstPx(), fees).orElse(Long.MAX_VALUE))
            .max()
            .orElse(0);
    return Math.max(0, left - Math.max(now, pending));
  }

  private static long sumUpTo(long limit, long notional, long charges) {
    return notional > limit - charges ? limit : notional + charges;
  }
}
