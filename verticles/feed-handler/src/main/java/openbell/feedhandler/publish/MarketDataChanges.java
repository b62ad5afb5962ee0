package openbell.feedhandler.publish;

import java.util.List;

/** What changed since the last publication: each symbol's quote and depth once, every trade. */
public record MarketDataChanges(
    List<EncodedQuote> quotes, List<EncodedDepth> depths, List<EncodedTrade> trades) {}
