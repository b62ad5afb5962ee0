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
    var encoded = quotes.stream().map(EncodedQuote::of).toList();
    var symbols = encoded.stream().map(this::newest).toList();
    return new MarketDataChanges(encoded, depths, trades, symbols, List.of());
  }

  private Newest newest(EncodedQuote quote) {
    var its = newest.computeIfAbsent(quote.symbol(), first -> new TestNewest(newest.size()));
    its.message = quote;
    return its;
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
