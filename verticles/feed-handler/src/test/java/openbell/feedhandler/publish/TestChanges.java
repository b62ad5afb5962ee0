package openbell.feedhandler.publish;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import openbell.wire.marketdata.Quote;

/** Changes as a feed hands them over, of quotes that tests make. For one thread. */
final class TestChanges {
  private final Map<String, TestNewest> newest = new HashMap<>();

  /** A feed's publication. */
  MarketDataChanges of(List<Quote> quotes, List<EncodedDepth> depths, List<EncodedTrade> trades) {
    var encoded = quotes.stream().map(this::encoded).toList();
    var symbols = encoded.stream().map(this::newest).toList();
    return new MarketDataChanges(encoded, depths, trades, symbols, List.of());
  }

  private EncodedQuote encoded(Quote quote) {
    var its = newest.computeIfAbsent(quote.getSymbol(), first -> new TestNewest(newest.size()));
    its.message = new EncodedQuote(its.index, quote, quote.toByteString());
    return its.message;
  }

  private Newest newest(EncodedQuote quote) {
    return newest.get(quote.symbol());
  }

  private static final class TestNewest implements Newest {
    private final int index;
    private EncodedQuote message;

    TestNewest(int index) {
      this.index = index;
    }

    @Override
    public int index() {
      return index;
    }

    @Override
    public Encoded message() {
      return message;
    }
  }
}
