package openbell.risk.domain;

import static openbell.model.Decimals.formatMoney;

import java.util.Optional;
import openbell.model.Notional;

/** How much one order may be. */
final class QuantityRules {
  static final Rule POSITIVE = QuantityRules::positive;
  static final Rule IN_LOTS = QuantityRules::inLots;
  static final Rule LIMIT = QuantityRules::limit;
  static final Rule VALUE_LIMIT = QuantityRules::valueLimit;

  private QuantityRules() {}

  private static Optional<Refusal> positive(OrderToCheck order, Surroundings at) {
    return Rule.refuseIf(
        order.orderQty() <= 0,
        Refusal.of("order.quantity_not_positive", "The quantity must be above zero.", "/quantity"));
  }

  private static Optional<Refusal> inLots(OrderToCheck order, Surroundings at) {
    var lot = at.listing().roundLot();
    return Rule.refuseIf(
        order.orderQty() > 0 && order.orderQty() % lot != 0,
        Refusal.of(
            "order.quantity_off_lot",
            "The quantity must be a multiple of the lot, " + lot + ".",
            "/quantity",
            nearest(order.orderQty(), lot)));
  }

  private static String nearest(long qty, long lot) {
    var below = qty - qty % lot;
    if (below == 0) {
      return Long.toString(lot);
    }
    return below > Long.MAX_VALUE - lot ? Long.toString(below) : below + ", " + (below + lot);
  }

  private static Optional<Refusal> limit(OrderToCheck order, Surroundings at) {
    var max = at.listing().maxOrderQty();
    return Rule.refuseIf(
        order.orderQty() > max,
        Refusal.of(
            "order.quantity_too_large",
            "One order of this instrument takes at most " + max + ".",
            "/quantity",
            Long.toString(max)));
  }

  private static Optional<Refusal> valueLimit(OrderToCheck order, Surroundings at) {
    var worst = PreTradeRules.worstPx(order, at);
    if (order.orderQty() <= 0 || worst.isEmpty() || worst.getAsLong() <= 0) {
      return Optional.empty();
    }
    var value = Notional.checked(worst.getAsLong(), order.orderQty());
    var max = at.limits().maxOrderValue();
    return Rule.refuseIf(
        value.isEmpty() || value.getAsLong() > max,
        Refusal.of(
            "order.value_too_large",
            "One order is worth at most " + formatMoney(max) + ".",
            "/quantity",
            formatMoney(max)));
  }
}
