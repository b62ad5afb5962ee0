package openbell.order.domain;

import java.util.OptionalLong;
import openbell.model.Notional;
import openbell.model.Side;

/**
 * How much an order holds: a buy the cash it can cost at worst with its charges, a sell its shares.
 * While a replace is pending the hold covers whatever of the old and the new terms may be traded.
 */
public final class Holds {
  /** What a report takes out of its order's hold: spent, and given back. */
  public record Use(long consumed, long released) {
    static final Use NOTHING = new Use(0, 0);
  }

  private Holds() {}

  /** The hold of a new order; empty if it is beyond 64 bits. */
  public static OptionalLong of(OrderTerms terms, FeeSchedule fees) {
    return needed(Order.accepted(terms, false), fees);
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

  /** What the rest of an order can still cost at worst; empty if it is beyond 64 bits. */
  static OptionalLong needed(Order order, FeeSchedule fees) {
    var left = order.leavesQty();
    var replacedLeft =
        order.isDone()
            ? 0
            : order.pending().map(p -> Math.max(0, p.orderQty() - order.cumQty())).orElse(0L);
    return switch (order.terms().side()) {
      case SELL -> OptionalLong.of(Math.max(left, replacedLeft));
      case BUY -> cash(order, rest(order, left, replacedLeft), fees);
    };
  }

  /**
   * The value of the rest. While a replace is pending the worst is that it is accepted at once, or
   * that all of the old total trades before it: then only what it adds trades at the new price.
   */
  private static OptionalLong rest(Order order, long left, long replacedLeft) {
    var now = Notional.checked(order.terms().worstPx(), left);
    if (order.pending().isEmpty() || now.isEmpty()) {
      return now;
    }
    var newPx = order.pending().get().worstPx();
    var replaced = Notional.checked(newPx, replacedLeft);
    var added = Notional.checked(newPx, Math.max(0, replacedLeft - left));
    if (replaced.isEmpty() || added.isEmpty()) {
      return OptionalLong.empty();
    }
    var both = now.getAsLong() + added.getAsLong();
    return both < 0 ? OptionalLong.empty() : OptionalLong.of(Math.max(replaced.getAsLong(), both));
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
    return Math.max(0, left - needed(after, fees).orElse(Long.MAX_VALUE));
  }

  private static long sumUpTo(long limit, long notional, long charges) {
    return notional > limit - charges ? limit : notional + charges;
  }
}
