package openbell.risk.domain;

import java.time.Instant;
import java.util.OptionalLong;
import openbell.model.Side;
import openbell.model.market.Market;
import openbell.model.market.TradingPhase;

/**
 * What an order is checked against.
 *
 * @param now the instant of the check
 */
public record Surroundings(
    Listing listing, Market market, LastQuote quote, RiskLimits limits, Instant now) {

  /** The phase, REGULAR at any hour where the configuration says so. */
  TradingPhase phase() {
    return limits.alwaysOpen() ? TradingPhase.REGULAR : market.phaseAt(now);
  }

  /** The middle of the band of limit prices: the last trade of any age, else the last close. */
  OptionalLong bandReference() {
    return PriceBand.usable(quote.lastPx() > 0 ? quote.lastPx() : listing.previousClosePx());
  }

  /** The basis of a MARKET order: the last trade, else the best opposite price, both fresh. */
  OptionalLong marketReference(Side side) {
    var ageMicros = Math.subtractExact(micros(now), quote.asOfMicros());
    if (ageMicros > Math.multiplyExact(limits.referenceMaxAgeMs(), 1_000L)) {
      return OptionalLong.empty();
    }
    var opposite = side == Side.BUY ? quote.askPx() : quote.bidPx();
    return PriceBand.usable(quote.lastPx() > 0 ? quote.lastPx() : opposite);
  }

  private static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
  }
}
