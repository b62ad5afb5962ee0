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
    Listing listing,
    Market market,
    LastQuote quote,
    RiskLimits limits,
    Standing standing,
    Instant now) {

  /** The phase, REGULAR at any hour where the configuration says so. */
  public TradingPhase phase() {
    return limits.alwaysOpen() ? TradingPhase.REGULAR : market.phaseAt(now);
  }

  /** Whether an order of now can only wait for the next session. */
  public boolean isClosed() {
    return switch (phase()) {
      case CLOSED, POST_CLOSE -> true;
      case PRE_OPEN, REGULAR -> false;
    };
  }

  /** The trade date of an order of now: the session it is sent to, or waits for. */
  public int tradeDate() {
    return isClosed() ? market.current(now).tradeDate() : market.tradeDate(now);
  }

  /** The middle of the band of limit prices: the last trade of any age, else the last close. */
  OptionalLong bandReference() {
    return PriceBand.usable(quote.lastPx() > 0 ? quote.lastPx() : listing.previousClosePx());
  }

  /** The last trade, of any age. */
  OptionalLong lastTrade() {
    return PriceBand.usable(quote.lastPx());
  }

  /** The basis of a MARKET order: the last trade, else the best opposite price, both fresh. */
  OptionalLong marketReference(Side side) {
    if (quoteAgeMicros() > Math.multiplyExact(limits.referenceMaxAgeMs(), 1_000L)) {
      return OptionalLong.empty();
    }
    var opposite = side == Side.BUY ? quote.askPx() : quote.bidPx();
    return PriceBand.usable(quote.lastPx() > 0 ? quote.lastPx() : opposite);
  }

  PriceBand bandAround(long referencePx) {
    return PriceBand.around(referencePx, listing.priceBandBps(), listing.tickSize());
  }

  /** The age of the quote; -1 if there is none. */
  long quoteAgeMs() {
    return quote.asOfMicros() == 0 ? -1 : Math.max(0, quoteAgeMicros() / 1_000);
  }

  long nowMicros() {
    return Math.addExact(
        Math.multiplyExact(now.getEpochSecond(), 1_000_000L), now.getNano() / 1_000);
  }

  private long quoteAgeMicros() {
    return Math.subtractExact(nowMicros(), quote.asOfMicros());
  }
}
