package openbell.order.domain;

import java.util.List;
import java.util.OptionalLong;
import openbell.model.Notional;
import openbell.model.Side;

/**
 * What a book's levels would give an order at once.
 *
 * @param qty how much of it they fill
 * @param avgPx the average price of that, 1/10,000, rounded half up; 0 if they fill nothing
 */
public record BookEstimate(long qty, long avgPx) {
  /** Nothing is filled. */
  public static final BookEstimate NONE = new BookEstimate(0, 0);

  /** A price level of the opposite side. */
  public record Level(long px, long qty) {}

  /**
   * Walks the levels, best first, as far as the limit.
   *
   * @param limitPx the worst price it may trade at
   */
  public static BookEstimate of(Side side, long orderQty, long limitPx, List<Level> levels) {
    var left = orderQty;
    var notional = 0L;
    for (var level : levels) {
      var isWithin = side == Side.BUY ? level.px() <= limitPx : level.px() >= limitPx;
      if (!isWithin || left <= 0) {
        break;
      }
      var taken = Math.min(left, Math.max(0, level.qty()));
      var sum = sum(notional, Notional.checked(level.px(), taken));
      if (sum.isEmpty()) {
        return NONE;
      }
      notional = sum.getAsLong();
      left -= taken;
    }
    var filled = orderQty - left;
    return filled <= 0 ? NONE : new BookEstimate(filled, average(notional, filled));
  }

  private static OptionalLong sum(long a, OptionalLong b) {
    return b.isEmpty() || a > Long.MAX_VALUE - b.getAsLong()
        ? OptionalLong.empty()
        : OptionalLong.of(a + b.getAsLong());
  }

  private static long average(long notional, long qty) {
    var down = notional / qty;
    return notional % qty >= qty - notional % qty ? down + 1 : down;
  }
}
