package openbell.order.domain;

import java.util.HashMap;
import java.util.List;
import openbell.model.Side;

/**
 * What a market charges an order: a monotone function of the order's cumulative turnover, so that
 * any split of fills costs the same and never more than the whole at the worst price.
 */
public record FeeSchedule(List<FeeItem> items) {
  /** A market that charges nothing. */
  public static final FeeSchedule FREE = new FeeSchedule(List.of());

  /**
   * A schedule of items, in the order in which they build on one another.
   *
   * @throws IllegalArgumentException if an item is charged on one that does not stand before it
   */
  public FeeSchedule {
    items = List.copyOf(items);
    for (var i = 0; i < items.size(); i++) {
      var before = items.subList(0, i).stream().map(FeeItem::name).toList();
      if (!before.containsAll(items.get(i).of())) {
        throw new IllegalArgumentException(
            "the charge " + items.get(i).name() + " builds on one that does not stand before it");
      }
    }
  }

  /**
   * All charges, 1/10,000, of an order of cumulative turnover {@code turnover} (1/10,000).
   *
   * @throws ArithmeticException beyond 64 bits
   */
  public long charges(Side side, long turnover) {
    if (turnover == 0) {
      return 0;
    }
    var charged = new HashMap<String, Long>();
    long total = 0;
    for (var item : items) {
      if (item.paidBy(side)) {
        var charge = item.on(base(item, turnover, charged));
        charged.put(item.name(), charge);
        total = Math.addExact(total, charge);
      }
    }
    return total;
  }

  private static long base(FeeItem item, long turnover, HashMap<String, Long> charged) {
    if (item.of().isEmpty()) {
      return turnover;
    }
    long base = 0;
    for (var name : item.of()) {
      base = Math.addExact(base, charged.getOrDefault(name, 0L));
    }
    return base;
  }
}
