package openbell.order.trigger.domain;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import openbell.model.OrdType;
import openbell.model.Product;
import openbell.model.Side;
import openbell.model.TimeInForce;

/** Triggers for the tests of this package, armed at 1,000 and expiring at 1,000,000. */
final class Waiting {
  static final String TCS = "XNSE:TCS";
  static final long ARMED = 1_000;
  static final long EXPIRES = 1_000_000;

  private Waiting() {}

  static Leg above(long px) {
    return leg(Condition.AT_OR_ABOVE, px);
  }

  static Leg below(long px) {
    return leg(Condition.AT_OR_BELOW, px);
  }

  static Leg leg(Condition condition, long px) {
    return new Leg(
        condition, px, Side.SELL, OrdType.LIMIT, TimeInForce.DAY, Product.DELIVERY, 10, px);
  }

  static Trigger on(String symbol, long id, Leg... legs) {
    return new Trigger(
        new UUID(0x7000, id),
        7,
        8,
        symbol,
        List.of(legs),
        20_270_101,
        EXPIRES,
        ARMED,
        ARMED,
        TriggerStatus.ACTIVE,
        1,
        Optional.empty(),
        Optional.empty(),
        "",
        ARMED);
  }

  static TradePrint trade(String symbol, long px, long publishedAt) {
    return new TradePrint(symbol, px, publishedAt);
  }
}
