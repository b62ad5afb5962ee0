package openbell.feedhandler.publish;

import java.util.List;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.Quote;
import openbell.wire.marketdata.Trade;

/** What changed since the last publication: each symbol's quote and depth once, every trade. */
public record MarketDataChanges(List<Quote> quotes, List<Depth> depths, List<Trade> trades) {}
