package openbell.risk.domain;

import static openbell.model.Decimals.formatMoney;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import openbell.model.Notional;
import openbell.model.OrdType;
import openbell.model.TimeInForce;
import openbell.model.market.TradingPhase;

/** The rules by name, each with its stable reason code. */
public final class PreTradeRules {
  static final Rule TRADABLE = PreTradeRules::tradable;
  static final Rule MARKET_OPEN = PreTradeRules::marketOpen;
  static final Rule TYPE_SUPPORTED = PreTradeRules::typeSupported;
  static final Rule VALIDITY_SUPPORTED = PreTradeRules::validitySupported;
  static final Rule QUANTITY_POSITIVE = PreTradeRules::quantityPositive;
  static final Rule QUANTITY_IN_LOTS = PreTradeRules::quantityInLots;
  static final Rule QUANTITY_LIMIT = PreTradeRules::quantityLimit;
  static final Rule PRICE_FITS_TYPE = PreTradeRules::priceFitsType;
  static final Rule PRICE_ON_TICK = PreTradeRules::priceOnTick;
  static final Rule PRICE_IN_BAND = PreTradeRules::priceInBand;
  static final Rule REFERENCE_PRICE = PreTradeRules::referencePrice;
  static final Rule VALUE_LIMIT = PreTradeRules::valueLimit;

  /** All of them, in the order in which their refusals are told. */
  static final List<Rule> ALL =
      List.of(
          TRADABLE,
          MARKET_OPEN,
          TYPE_SUPPORTED,
          VALIDITY_SUPPORTED,
          QUANTITY_POSITIVE,
          QUANTITY_IN_LOTS,
          QUANTITY_LIMIT,
          PRICE_FITS_TYPE,
          PRICE_ON_TICK,
          PRICE_IN_BAND,
          REFERENCE_PRICE,
          VALUE_LIMIT);

  private PreTradeRules() {}

  private static Optional<Refusal> tradable(OrderToCheck order, Surroundings at) {
    return refuseIf(
        !at.listing().tradable(),
        Refusal.of("instrument.not_tradable", "The instrument is not traded now.", "/symbol"));
  }

  private static Optional<Refusal> marketOpen(OrderToCheck order, Surroundings at) {
    return refuseIf(
        at.phase() != TradingPhase.REGULAR,
        Refusal.of("market.closed", at.market().mic() + " is not open now.", ""));
  }

  private static Optional<Refusal> typeSupported(OrderToCheck order, Surroundings at) {
    return switch (order.ordType()) {
      case MARKET, LIMIT -> Optional.empty();
      case STOP, STOP_LIMIT ->
          refuse(
              "order.type_not_supported", "This type is not taken yet.", "/type", "MARKET, LIMIT");
    };
  }

  private static Optional<Refusal> validitySupported(OrderToCheck order, Surroundings at) {
    return switch (order.timeInForce()) {
      case DAY, IOC -> Optional.empty();
      case FOK, GTC, GTD ->
          refuse(
              "order.validity_not_supported",
              "This validity is not taken yet.",
              "/validity",
              TimeInForce.DAY + ", " + TimeInForce.IOC);
    };
  }

  private static Optional<Refusal> quantityPositive(OrderToCheck order, Surroundings at) {
    return refuseIf(
        order.orderQty() <= 0,
        Refusal.of("order.quantity_not_positive", "The quantity must be above zero.", "/quantity"));
  }

  private static Optional<Refusal> quantityInLots(OrderToCheck order, Surroundings at) {
    var lot = at.listing().roundLot();
    return refuseIf(
        order.orderQty() > 0 && order.orderQty() % lot != 0,
        Refusal.of(
            "order.quantity_off_lot",
            "The quantity must be a multiple of the lot, " + lot + ".",
            "/quantity",
            nearest(order.orderQty(), lot)));
  }

  private static String nearest(long qty, long lot) {
    var below = qty - qty % lot;
    return below == 0 ? Long.toString(lot) : below + ", " + (below + lot);
  }

  private static Optional<Refusal> quantityLimit(OrderToCheck order, Surroundings at) {
    var max = at.listing().maxOrderQty();
    return refuseIf(
        order.orderQty() > max,
        Refusal.of(
            "order.quantity_too_large",
            "One order of this instrument takes at most " + max + ".",
            "/quantity",
            Long.toString(max)));
  }

  private static Optional<Refusal> priceFitsType(OrderToCheck order, Surroundings at) {
    return switch (order.ordType()) {
      case LIMIT, STOP_LIMIT ->
          refuseIf(
              order.price() <= 0,
              Refusal.of(
                  "order.price_not_positive", "A limit order needs a price above zero.", "/price"));
      case MARKET, STOP ->
          refuseIf(
              order.price() != 0,
              Refusal.of("order.price_not_allowed", "This type takes no price.", "/price"));
    };
  }

  private static Optional<Refusal> priceOnTick(OrderToCheck order, Surroundings at) {
    var tick = at.listing().tickSize();
    if (order.price() <= 0 || order.price() % tick == 0) {
      return Optional.empty();
    }
    var below = PriceBand.floorToTick(order.price(), tick);
    var above =
        below > Long.MAX_VALUE - tick
            ? List.<String>of()
            : List.of(formatMoney(Math.addExact(below, tick)));
    var valid = below > 0 ? List.of(formatMoney(below)) : List.<String>of();
    return refuse(
        "order.price_off_tick",
        "The price must be a multiple of the tick, " + formatMoney(tick) + ".",
        "/price",
        String.join(", ", java.util.stream.Stream.concat(valid.stream(), above.stream()).toList()));
  }

  private static Optional<Refusal> priceInBand(OrderToCheck order, Surroundings at) {
    var reference = at.bandReference();
    if (order.ordType() != OrdType.LIMIT || order.price() <= 0 || reference.isEmpty()) {
      return Optional.empty();
    }
    var band = bandAround(reference.getAsLong(), at);
    return refuseIf(
        !band.contains(order.price()),
        Refusal.of(
            "risk.price_band",
            "The price is too far from the reference price, "
                + formatMoney(reference.getAsLong())
                + ".",
            "/price",
            formatMoney(band.low()) + " to " + formatMoney(band.high())));
  }

  private static Optional<Refusal> referencePrice(OrderToCheck order, Surroundings at) {
    return refuseIf(
        order.ordType() == OrdType.MARKET && at.marketReference(order.side()).isEmpty(),
        Refusal.of(
            "market.no_reference_price",
            "There is no recent price to protect a market order with.",
            "/type",
            "LIMIT"));
  }

  private static Optional<Refusal> valueLimit(OrderToCheck order, Surroundings at) {
    var worst = worstPx(order, at);
    if (order.orderQty() <= 0 || worst.isEmpty() || worst.getAsLong() <= 0) {
      return Optional.empty();
    }
    var value = Notional.checked(worst.getAsLong(), order.orderQty());
    var max = at.limits().maxOrderValue();
    return refuseIf(
        value.isEmpty() || value.getAsLong() > max,
        Refusal.of(
            "order.value_too_large",
            "One order is worth at most " + formatMoney(max) + ".",
            "/quantity",
            formatMoney(max)));
  }

  /**
   * The price that an order is sent to the venue with: its limit, or the protection price of a
   * MARKET order (the band's far end, rounded inwards); empty where there is no reference.
   */
  static OptionalLong worstPx(OrderToCheck order, Surroundings at) {
    return switch (order.ordType()) {
      case LIMIT, STOP_LIMIT -> OptionalLong.of(order.price());
      case MARKET, STOP -> {
        var reference = at.marketReference(order.side());
        if (reference.isEmpty()) {
          yield OptionalLong.empty();
        }
        var band = bandAround(reference.getAsLong(), at);
        yield OptionalLong.of(
            switch (order.side()) {
              case BUY -> band.high();
              case SELL -> band.low();
            });
      }
    };
  }

  private static PriceBand bandAround(long referencePx, Surroundings at) {
    return PriceBand.around(referencePx, at.listing().priceBandBps(), at.listing().tickSize());
  }

  private static Optional<Refusal> refuse(String code, String detail, String at, String hint) {
    return Optional.of(Refusal.of(code, detail, at, hint));
  }

  private static Optional<Refusal> refuseIf(boolean violated, Refusal refusal) {
    return violated ? Optional.of(refusal) : Optional.empty();
  }
}
