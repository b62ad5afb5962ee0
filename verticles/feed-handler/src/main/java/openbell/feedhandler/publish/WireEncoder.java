package openbell.feedhandler.publish;

import openbell.feedhandler.domain.DepthLevels;
import openbell.feedhandler.domain.SequencedTrade;
import openbell.feedhandler.domain.SymbolState;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.PriceLevel;
import openbell.wire.marketdata.Quote;
import openbell.wire.marketdata.Trade;

/** A symbol's state as Protobuf messages of one source. */
public record WireEncoder(String source) {

  public Quote quote(SymbolState state) {
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
        .setSource(source)
        .build();
  }

  public Depth depth(SymbolState state) {
    var depth =
        Depth.newBuilder()
            .setSymbol(state.symbol())
            .setEpoch(state.epoch())
            .setSeq(state.seq())
            .setAsOf(state.asOf());
    for (var level = 0; level < state.bids().size(); level++) {
      depth.addBids(level(state.bids(), level));
    }
    for (var level = 0; level < state.asks().size(); level++) {
      depth.addAsks(level(state.asks(), level));
    }
    return depth.build();
  }

  public Trade trade(SequencedTrade sequenced) {
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

  private static PriceLevel level(DepthLevels levels, int level) {
    return PriceLevel.newBuilder().setPx(levels.px(level)).setQty(levels.qty(level)).build();
  }
}
