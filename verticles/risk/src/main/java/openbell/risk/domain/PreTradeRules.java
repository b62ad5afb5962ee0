package openbell.risk.domain;

import java.util.List;
import java.util.OptionalLong;

/** All rules, and the price that an order which passes them is sent to the venue with. */
public final class PreTradeRules {
  /** In the order in which their refusals are told. */
  static final List<Rule> ALL =
      List.of(
          InstrumentRules.TRADABLE,
          InstrumentRules.NOT_RESTRICTED,
          InstrumentRules.NOT_HALTED,
          PhaseRules.MARKET_OPEN,
          PhaseRules.TYPE_IN_PHASE,
          PhaseRules.VALIDITY_FITS_TYPE,
          PhaseRules.VALIDITY_IN_PHASE,
          PhaseRules.EXPIRE_DATE,
          QuantityRules.POSITIVE,
          QuantityRules.IN_LOTS,
          QuantityRules.LIMIT,
          PriceRules.FITS_TYPE,
          PriceRules.ON_TICK,
          PriceRules.IN_BAND,
          PriceRules.FAT_FINGER,
          TriggerRules.FITS_TYPE,
          TriggerRules.ON_TICK,
          TriggerRules.IN_BAND,
          TriggerRules.RIGHT_SIDE,
          PriceRules.REFERENCE,
          QuantityRules.VALUE_LIMIT);

  private PreTradeRules() {}

  /**
   * The worst price an order can trade at: its limit, or its protection price: the far end of the
   * band, around the reference of a MARKET order, around the trigger price of a STOP order, rounded
   * inwards. Empty where there is no price to start from.
   */
  static OptionalLong worstPx(OrderToCheck order, Surroundings at) {
    return switch (order.ordType()) {
      case LIMIT, STOP_LIMIT -> OptionalLong.of(order.price());
      case MARKET -> protection(order, at.marketReference(order.side()), at);
      case STOP -> protection(order, PriceBand.usable(order.stopPx()), at);
    };
  }

  private static OptionalLong protection(
      OrderToCheck order, OptionalLong reference, Surroundings at) {
    if (reference.isEmpty()) {
      return OptionalLong.empty();
    }
    var band = at.bandAround(reference.getAsLong());
    return OptionalLong.of(
        switch (order.side()) {
          case BUY -> band.high();
          case SELL -> band.low();
        });
  }
}
