package openbell.risk;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import openbell.model.Symbol;
import openbell.model.market.Market;
import openbell.risk.domain.LastQuote;
import openbell.risk.domain.Listing;
import openbell.risk.domain.OrderToCheck;
import openbell.risk.domain.RiskLimits;
import openbell.risk.domain.Surroundings;
import openbell.risk.domain.Verdict;
import openbell.runtime.InstrumentDirectory;
import openbell.runtime.QuoteBoard;
import openbell.wire.marketdata.Quote;
import openbell.wire.reference.Instrument;

/**
 * Puts an order beside what the node knows of its instrument, market and price, and asks the rules.
 * Holds no state of its own; called on any event loop.
 */
final class RiskService {
  private final InstrumentDirectory instruments;
  private final QuoteBoard quotes;
  private final InstantSource clock;
  private final Map<String, Market> markets;
  private final RiskLimits limits;

  RiskService(
      InstrumentDirectory instruments,
      QuoteBoard quotes,
      InstantSource clock,
      Map<String, Market> markets,
      RiskLimits limits) {
    this.instruments = instruments;
    this.quotes = quotes;
    this.clock = clock;
    this.markets = markets;
    this.limits = limits;
  }

  /** The verdict on one order of a canonical symbol. */
  Verdict check(String symbol, OrderToCheck order) {
    var instrument = instruments.find(symbol);
    var market = Symbol.parse(symbol).map(Symbol::mic).map(markets::get);
    if (instrument.isEmpty() || market.isEmpty()) {
      return Verdict.unknownInstrument(symbol);
    }
    var at =
        new Surroundings(
            listing(instrument.get()), market.get(), quote(symbol), limits, clock.instant());
    return Verdict.of(order, at);
  }

  private LastQuote quote(String symbol) {
    Optional<Quote> newest = quotes.find(symbol);
    return newest
        .map(q -> new LastQuote(q.getLastPx(), q.getBidPx(), q.getAskPx(), q.getAsOf()))
        .orElse(LastQuote.NONE);
  }

  private static Listing listing(Instrument instrument) {
    return new Listing(
        instrument.getSymbol(),
        instrument.getCurrency(),
        Math.max(1, instrument.getTickSize()),
        Math.max(1, instrument.getRoundLot()),
        instrument.getPreviousClosePx(),
        instrument.getPriceBandBps(),
        instrument.getMaxOrderQty(),
        instrument.getVenuePartition(),
        instrument.getTradable() && instrument.getTickSize() > 0 && instrument.getRoundLot() > 0);
  }
}
