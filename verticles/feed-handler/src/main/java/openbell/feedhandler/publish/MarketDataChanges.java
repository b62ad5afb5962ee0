package openbell.feedhandler.publish;

import java.util.List;

/**
 * What changed since the last publication: each symbol's quote and depth once, every trade.
 *
 * @param newestQuotes the symbols of the quotes, for sinks that write more rarely
 * @param newestDepths the symbols of the depths, likewise
 */
public record MarketDataChanges(
    List<EncodedQuote> quotes,
    List<EncodedDepth> depths,
    List<EncodedTrade> trades,
    List<Newest> newestQuotes,
    List<Newest> newestDepths) {}
