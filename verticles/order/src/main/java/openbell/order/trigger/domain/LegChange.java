package openbell.order.trigger.domain;

import java.util.OptionalLong;

/**
 * What changes in one leg; absent stays.
 *
 * @param leg from 0
 */
public record LegChange(
    int leg, OptionalLong triggerPx, OptionalLong price, OptionalLong orderQty) {

  Leg applied(Leg before) {
    return before.with(
        triggerPx.orElse(before.triggerPx()),
        price.orElse(before.price()),
        orderQty.orElse(before.orderQty()));
  }
}
