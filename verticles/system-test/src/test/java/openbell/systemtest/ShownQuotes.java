package openbell.systemtest;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import openbell.model.Addresses;
import openbell.runtime.Bus;
import openbell.wire.marketdata.Quote;
import openbell.wire.marketdata.QuoteBatch;

/**
 * What a feed published on the bus of some symbols, and every sign of an old price shown as new.
 */
final class ShownQuotes {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final List<String> symbols;
  private final Map<String, Quote> newest = new ConcurrentHashMap<>();
  private final Map<String, Long> freshStamps = new ConcurrentHashMap<>();
  private final List<String> violations = new CopyOnWriteArrayList<>();

  ShownQuotes(List<String> symbols) {
    this.symbols = symbols;
  }

  void watch(Bus bus) {
    bus.<QuoteBatch>subscribe(
        Addresses.quotes(0),
        batch ->
            batch.getQuotesList().stream()
                .filter(quote -> symbols.contains(quote.getSymbol()))
                .forEach(this::take));
  }

  private void take(Quote quote) {
    var before = newest.put(quote.getSymbol(), quote);
    if (before != null && !isAfter(quote, before)) {
      violations.add("not after " + before + ": " + quote);
    }
    if (before != null && quote.getAsOf() < before.getAsOf()) {
      violations.add("older than " + before + ": " + quote);
    }
    if (!quote.getStale()) {
      freshStamps.put(quote.getSymbol(), quote.getAsOf());
    }
  }

  private static boolean isAfter(Quote quote, Quote before) {
    return quote.getEpoch() > before.getEpoch()
        || (quote.getEpoch() == before.getEpoch() && quote.getSeq() > before.getSeq());
  }

  /** Waits until every symbol is fresh, from this session, and stamped after an instant. */
  void awaitFresh(String source, long sinceMicros) {
    Await.until(
        "fresh from " + source,
        PATIENCE,
        () ->
            symbols.stream()
                .map(newest::get)
                .allMatch(
                    quote ->
                        quote != null
                            && !quote.getStale()
                            && quote.getSource().equals(source)
                            && quote.getAsOf() >= sinceMicros));
  }

  /** Whether every symbol is stale and keeps its stamp and its book. */
  boolean areStale() {
    return symbols.stream()
        .map(newest::get)
        .allMatch(
            quote -> quote.getStale() && quote.getAsOf() == freshStamps.get(quote.getSymbol()));
  }

  /** Whether every symbol is fresh and its best prices are the venue's. */
  boolean areThoseOf(RandomVenue venue) {
    return symbols.stream()
        .map(newest::get)
        .allMatch(
            quote ->
                !quote.getStale()
                    && venue
                        .best(quote.getSymbol())
                        .equals(
                            RandomVenue.best(
                                quote.getBidPx(),
                                quote.getBidQty(),
                                quote.getAskPx(),
                                quote.getAskQty())));
  }

  /** Quotes that did not follow the one before, in (epoch, seq) or in time. */
  List<String> violations() {
    return List.copyOf(violations);
  }
}
