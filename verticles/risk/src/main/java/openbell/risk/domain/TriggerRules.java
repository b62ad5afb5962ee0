package openbell.risk.domain;

import static openbell.model.Decimals.formatMoney;

import java.util.Optional;
import openbell.model.Side;

/** Which trigger prices a STOP or STOP_LIMIT order may wait for. */
final class TriggerRules {
  static final Rule FITS_TYPE = TriggerRules::fitsType;
  static final Rule ON_TICK =
      (order, at) ->
          PriceRules.onTick(order.isTriggered() ? order.stopPx() : 0, "trigger_price", at);
  static final Rule IN_BAND = TriggerRules::inBand;
  static final Rule RIGHT_SIDE = TriggerRules::rightSide;

  private static final String OUT_OF_BAND = "order.trigger_price_out_of_band";
  private static final String POINTER = "/triggerPrice";

  private TriggerRules() {}

  private static Optional<Refusal> fitsType(OrderToCheck order, Surroundings at) {
    return order.isTriggered()
        ? Rule.refuseIf(
            order.stopPx() <= 0,
            Refusal.of(
                "order.trigger_price_not_positive",
                "A stop order needs a trigger price above zero.",
                POINTER))
        : Rule.refuseIf(
            order.stopPx() != 0,
            Refusal.of(
                "order.trigger_price_not_allowed", "This type takes no trigger price.", POINTER));
  }

  private static Optional<Refusal> inBand(OrderToCheck order, Surroundings at) {
    if (!order.isTriggered() || order.stopPx() <= 0) {
      return Optional.empty();
    }
    if (PriceBand.usable(order.stopPx()).isEmpty()) {
      return Rule.refuse(OUT_OF_BAND, "No price is that high.", POINTER, "");
    }
    var reference = at.bandReference();
    if (reference.isEmpty()) {
      return Optional.empty();
    }
    var band = at.bandAround(reference.getAsLong());
    return Rule.refuseIf(
        !band.contains(order.stopPx()),
        Refusal.of(
            OUT_OF_BAND,
            "The trigger price is too far from the reference price, "
                + formatMoney(reference.getAsLong())
                + ".",
            POINTER,
            formatMoney(band.low()) + " to " + formatMoney(band.high())));
  }

  /** A buy waits for a rise, a sell for a fall: else it would be triggered at once. */
  private static Optional<Refusal> rightSide(OrderToCheck order, Surroundings at) {
    var reference = at.bandReference();
    if (!order.isTriggered() || order.stopPx() <= 0 || reference.isEmpty()) {
      return Optional.empty();
    }
    var last = reference.getAsLong();
    var buys = order.side() == Side.BUY;
    return Rule.refuseIf(
        buys ? order.stopPx() <= last : order.stopPx() >= last,
        Refusal.of(
            "order.trigger_price_wrong_side",
            "The order would be triggered at once by the last price, " + formatMoney(last) + ".",
            POINTER,
            (buys ? "above " : "below ") + formatMoney(last)));
  }
}
