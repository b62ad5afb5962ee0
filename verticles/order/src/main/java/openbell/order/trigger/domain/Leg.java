package openbell.order.trigger.domain;

import openbell.model.OrdType;
import openbell.model.Product;
import openbell.model.Side;
import openbell.model.TimeInForce;

/**
 * One condition and the order that it places.
 *
 * @param price 0 where the type has none
 */
public record Leg(
    Condition condition,
    long triggerPx,
    Side side,
    OrdType ordType,
    TimeInForce timeInForce,
    Product product,
    long orderQty,
    long price) {

  boolean isMetBy(long px) {
    return condition.isMet(triggerPx, px);
  }

  Leg with(long newTriggerPx, long newPrice, long newOrderQty) {
    return new Leg(
        condition, newTriggerPx, side, ordType, timeInForce, product, newOrderQty, newPrice);
  }
}
