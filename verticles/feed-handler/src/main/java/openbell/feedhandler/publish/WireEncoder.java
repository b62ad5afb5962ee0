package openbell.feedhandler.publish;

import java.util.ArrayList;
import openbell.feedhandler.domain.Normaliser;
import openbell.feedhandler.domain.SequencedTrade;
import openbell.feedhandler.domain.SymbolState;
import openbell.wire.marketdata.Quote;
import openbell.wire.marketdata.Trade;

/** What changed, as Protobuf messages of one source, each encoded once. For one event loop. */
public final class WireEncoder {
  private final String source;
  private final DepthEncoder depths = new DepthEncoder();

  public WireEncoder(String source) {
    this.source = source;
  }

  /** Takes from a normaliser what changed since the last call. */
  public MarketDataChanges takeChanges(Normaliser normaliser) {
    var quotes = new ArrayList<EncodedQuote>(normaliser.changedCount());
    var depthChanges = new ArrayList<EncodedDepth>(normaliser.changedCount());
    normaliser.drainChanged(
        state -> {
          quotes.add(EncodedQuote.of(quote(state)));
          if (state.depthChanged()) {
            depthChanges.add(depths.encode(state));
          }
        });
    var trades = new ArrayList<EncodedTrade>();
    normaliser.takeTrades().forEach(trade -> trades.add(EncodedTrade.of(trade(trade))));
    return new MarketDataChanges(quotes, depthChanges, trades);
  }

  private Quote quote(SymbolState state) {
    var day = state.day();
    return Quote.newBuilder()
        .setSymbol(state.symbol())
        .setEpoch(state.epoch())
        .setSeq(state.seq())
        .setLastPx(state.lastPx())
        .setLastQty(state.lastQty())
        .setBidPx(state.bids().bestPx())
        .setBidQty(state.bids().bestQty())
        .setAskPx(state.asks().bestPx())
        .setAskQty(state.asks().bestQty())
        .setVolume(day.volume())
        .setOpenPx(day.openPx())
        .setHighPx(day.highPx())
        .setLowPx(day.lowPx())
        .setPreviousClosePx(day.previousClosePx())
        .setVwapPx(day.vwapPx())
        .setConsolidatedVwapPx(state.consolidatedVwapPx())
        .setAsOf(state.asOf())
        .setStale(state.stale())
        .setOutlier(state.outlier())
        .setSource(source)
        .build();
  }

  private static Trade trade(SequencedTrade sequenced) {
    var trade = sequenced.trade();
    return Trade.newBuilder()
        .setSymbol(trade.symbol())
        .setEpoch(sequenced.epoch())
        .setSeq(sequenced.seq())
        .setPx(trade.px())
        .setQty(trade.qty())
        .setAggressor(trade.aggressor().wire())
        .setTransactTime(trade.transactTime())
        .setTrdMatchId(trade.trdMatchId())
        .build();
  }
}
