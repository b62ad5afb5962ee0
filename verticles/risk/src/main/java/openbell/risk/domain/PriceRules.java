package openbell.risk.domain;

import static openbell.model.Decimals.formatMoney;

import java.util.Optional;
import java.util.OptionalLong;
import openbell.model.OrdType;
import openbell.model.Side;

/** Which limit prices are taken, and what a MARKET order needs in place of one. */
final class PriceRules {
  static final Rule FITS_TYPE = PriceRules::fitsType;
  static final Rule ON_TICK = (order, at) -> onTick(order.price(), "price", at);
  static final Rule IN_BAND = PriceRules::inBand;
  static final Rule FAT_FINGER = PriceRules::fatFinger;
  static final Rule REFERENCE = PriceRules::reference;

  private PriceRules() {}

  private static Optional<Refusal> fitsType(OrderToCheck order, Surroundings at) {
    return order.isLimited()
        ? Rule.refuseIf(
            order.price() <= 0,
            Refusal.of(
                "order.price_not_positive", "A limit order needs a price above zero.", "/price"))
        : Rule.refuseIf(
            order.price() != 0,
            Refusal.of("order.price_not_allowed", "This type takes no price.", "/price"));
  }

  /**
   * A price lies on the tick, or the nearest that do are told.
   *
   * @param name {@code price} or {@code trigger_price}, as the codes have it
   */
  static Optional<Refusal> onTick(long px, String name, Surroundings at) {
    var tick = at.listing().tickSize();
    return Rule.refuseIf(
        px > 0 && px % tick != 0,
        Refusal.of(
            "order." + name + "_off_tick",
            "The price must be a multiple of the tick, " + formatMoney(tick) + ".",
            name.equals("price") ? "/price" : "/triggerPrice",
            nearest(px, tick)));
  }

  private static String nearest(long px, long tick) {
    var below = PriceBand.floorToTick(px, tick);
    var above = below > Long.MAX_VALUE - tick ? "" : formatMoney(below + tick);
    if (below <= 0) {
      return above;
    }
    return above.isEmpty() ? formatMoney(below) : formatMoney(below) + ", " + above;
  }

  private static Optional<Refusal> inBand(OrderToCheck order, Surroundings at) {
    var reference = at.bandReference();
    if (!order.isLimited() || order.price() <= 0 || reference.isEmpty()) {
      return Optional.empty();
    }
    var band = at.bandAround(reference.getAsLong());
    return Rule.refuseIf(
        !band.contains(order.price()),
        Refusal.of(
            "risk.price_band",
            "The price is too far from the reference price, "
                + formatMoney(reference.getAsLong())
                + ".",
            "/price",
            formatMoney(band.low()) + " to " + formatMoney(band.high())));
  }

  /**
   * A buy far above, a sell far below: who gives that much away has mistyped. Of the last trade; of
   * its own trigger price where the order has one.
   */
  private static Optional<Refusal> fatFinger(OrderToCheck order, Surroundings at) {
    var reference = fatFingerReference(order, at);
    var bps = at.limits().fatFingerBps();
    if (!order.isLimited() || order.price() <= 0 || reference.isEmpty() || bps <= 0) {
      return Optional.empty();
    }
    var width = PriceBand.width(reference.getAsLong(), bps);
    var buys = order.side() == Side.BUY;
    var furthest = reference.getAsLong() + (buys ? width : -width);
    return Rule.refuseIf(
        buys ? order.price() > furthest : order.price() < furthest,
        Refusal.of(
            "risk.fat_finger",
            "The price is far beyond " + formatMoney(reference.getAsLong()) + ".",
            "/price",
            (buys ? "at most " : "at least ") + formatMoney(Math.max(0, furthest))));
  }

  private static OptionalLong fatFingerReference(OrderToCheck order, Surroundings at) {
    return order.ordType() == OrdType.STOP_LIMIT
        ? PriceBand.usable(order.stopPx())
        : at.lastTrade();
  }

  private static Optional<Refusal> reference(OrderToCheck order, Surroundings at) {
    return Rule.refuseIf(
        order.ordType() == OrdType.MARKET && at.marketReference(order.side()).isEmpty(),
        Refusal.of(
            "market.no_reference_price",
            "There is no recent price to protect a market order with.",
            "/type",
            "LIMIT"));
  }
}
