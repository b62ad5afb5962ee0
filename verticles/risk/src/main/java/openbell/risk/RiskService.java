package openbell.risk;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import openbell.model.OrdType;
import openbell.model.Symbol;
import openbell.model.TradingHalt;
import openbell.model.market.Market;
import openbell.risk.domain.LastQuote;
import openbell.risk.domain.LimitBook;
import openbell.risk.domain.LimitName;
import openbell.risk.domain.Listing;
import openbell.risk.domain.RiskLimits;
import openbell.risk.domain.RuleInputs;
import openbell.risk.domain.Surroundings;
import openbell.risk.domain.Validities;
import openbell.risk.domain.Verdict;
import openbell.runtime.InstrumentDirectory;
import openbell.runtime.QuoteBoard;
import openbell.wire.reference.Instrument;
import openbell.wire.risk.HaltsReply;
import openbell.wire.risk.OrderToCheck;
import openbell.wire.risk.RulesReply;
import openbell.wire.risk.SymbolHalt;
import openbell.wire.risk.TypeRule;

/**
 * Puts an order beside what the node knows of its instrument, market, price and limits, and asks
 * the rules. Holds no state of its own; called on any event loop.
 */
final class RiskService {
  /**
   * What the configuration says of every order.
   *
   * @param alwaysOpen whether every market trades at any hour
   * @param referenceMaxAgeMs how old a MARKET order's reference price may be
   */
  record Settings(boolean alwaysOpen, long referenceMaxAgeMs) {}

  private final InstrumentDirectory instruments;
  private final QuoteBoard quotes;
  private final InstantSource clock;
  private final Map<String, Market> markets;
  private final Settings settings;

  RiskService(
      InstrumentDirectory instruments,
      QuoteBoard quotes,
      InstantSource clock,
      Map<String, Market> markets,
      Settings settings) {
    this.instruments = instruments;
    this.quotes = quotes;
    this.clock = clock;
    this.markets = markets;
    this.settings = settings;
  }

  /** The verdict on one order of a canonical symbol, with the limits of its account. */
  openbell.wire.risk.Verdict check(OrderToCheck wire, LimitBook book) {
    var order = RiskMessages.order(wire);
    if (order.isEmpty()) {
      return RiskMessages.verdict(Verdict.malformed("Side, type or validity is missing.")).build();
    }
    var binding = book.binding(wire.getAccountId(), wire.getSymbol());
    var verdict =
        surroundings(wire.getSymbol(), book, binding)
            .map(at -> Verdict.of(order.get(), at))
            .orElseGet(() -> Verdict.unknownInstrument(wire.getSymbol()));
    return RiskMessages.verdict(verdict)
        .setLimits(RiskMessages.limits(binding.accountLimits()))
        .build();
  }

  /** What is taken of an instrument now, whoever asks. */
  RulesReply rules(String symbol, LimitBook book) {
    return surroundings(symbol, book, book.binding(0, symbol))
        .map(RiskService::rules)
        .orElseGet(RulesReply::getDefaultInstance);
  }

  private static RulesReply rules(Surroundings at) {
    var reply =
        RulesReply.newBuilder()
            .setInputs(RiskMessages.inputs(RuleInputs.of(at)))
            .setMaxOrderQty(at.listing().maxOrderQty())
            .setMaxOrderValue(at.limits().maxOrderValue())
            .setFatFingerBps(at.limits().fatFingerBps())
            .setPriceBandBps(at.listing().priceBandBps())
            .setTradable(at.listing().tradable())
            .setRestricted(at.standing().restricted())
            .setCurrency(at.listing().currency())
            .setTradeDate(at.tradeDate())
            .setQueuedOnly(at.isClosed());
    for (var type : OrdType.values()) {
      var validities = Validities.of(type, at.phase());
      if (!validities.isEmpty()) {
        var rule = TypeRule.newBuilder().setOrdType(type.wire());
        validities.forEach(validity -> rule.addValidities(validity.wire()));
        reply.addTypes(rule);
      }
    }
    return reply.build();
  }

  /** Every symbol that is halted, by itself or with its market. */
  HaltsReply halts(LimitBook book) {
    var reply = HaltsReply.newBuilder().setVersion(book.version());
    for (var symbol : halted(book)) {
      var halt = book.standing(symbol, mic(symbol)).halt();
      if (halt != TradingHalt.NONE) {
        reply.addHalts(SymbolHalt.newBuilder().setSymbol(symbol).setHalt(halt.wire()));
      }
    }
    return reply.build();
  }

  /** Halted symbols, and all of the markets that are halted. */
  private List<String> halted(LimitBook book) {
    var symbols = new ArrayList<String>();
    book.halts().keySet().stream().filter(key -> key.indexOf(':') > 0).forEach(symbols::add);
    if (symbols.size() < book.halts().size()) {
      instruments.all().stream()
          .map(Instrument::getSymbol)
          .filter(symbol -> !book.halts().containsKey(symbol))
          .forEach(symbols::add);
    }
    symbols.sort(null);
    return symbols;
  }

  private static String mic(String symbol) {
    return symbol.substring(0, Math.max(0, symbol.indexOf(':')));
  }

  private Optional<Surroundings> surroundings(
      String symbol, LimitBook book, LimitBook.Binding binding) {
    var instrument = instruments.find(symbol);
    var mic = Symbol.parse(symbol).map(Symbol::mic);
    var market = mic.map(markets::get);
    if (instrument.isEmpty() || market.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Surroundings(
            listing(instrument.get(), binding),
            market.get(),
            quote(symbol),
            new RiskLimits(
                settings.alwaysOpen(),
                settings.referenceMaxAgeMs(),
                binding.limit(LimitName.MAX_ORDER_VALUE).orElse(Long.MAX_VALUE),
                binding.limit(LimitName.FAT_FINGER_BPS).orElse(0)),
            book.standing(symbol, mic.get()),
            clock.instant()));
  }

  private LastQuote quote(String symbol) {
    return quotes
        .find(symbol)
        .map(q -> new LastQuote(q.getLastPx(), q.getBidPx(), q.getAskPx(), q.getAsOf()))
        .orElse(LastQuote.NONE);
  }

  private static Listing listing(Instrument instrument, LimitBook.Binding binding) {
    return new Listing(
        instrument.getSymbol(),
        instrument.getCurrency(),
        Math.max(1, instrument.getTickSize()),
        Math.max(1, instrument.getRoundLot()),
        instrument.getPreviousClosePx(),
        (int)
            Math.min(
                Integer.MAX_VALUE,
                binding.limit(LimitName.PRICE_BAND_BPS).orElse(instrument.getPriceBandBps())),
        instrument.getMaxOrderQty(),
        instrument.getVenuePartition(),
        instrument.getTradable() && instrument.getTickSize() > 0 && instrument.getRoundLot() > 0);
  }
}
