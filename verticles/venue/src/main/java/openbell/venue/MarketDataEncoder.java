package openbell.venue;

import java.util.List;
import openbell.venue.domain.MarketDataDelta;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.PriceLevel;
import openbell.wire.marketdata.Trade;
import openbell.wire.venue.VenueMarketData;

/** Market data as messages of the bus. (epoch, seq) of depths and trades is the feed's to give. */
final class MarketDataEncoder {
  private MarketDataEncoder() {}

  static VenueMarketData encode(int partition, long epoch, long seq, MarketDataDelta delta) {
    var message = VenueMarketData.newBuilder().setPartition(partition).setEpoch(epoch).setSeq(seq);
    delta.depths().forEach(depth -> message.addDepths(encode(depth)));
    delta.trades().forEach(trade -> message.addTrades(encode(trade)));
    return message.build();
  }

  private static Depth encode(MarketDataDelta.Depth depth) {
    return Depth.newBuilder()
        .setSymbol(depth.symbol())
        .addAllBids(encode(depth.bids()))
        .addAllAsks(encode(depth.asks()))
        .setAsOf(depth.asOf())
        .build();
  }

  private static List<PriceLevel> encode(List<MarketDataDelta.Level> levels) {
    return levels.stream()
        .map(level -> PriceLevel.newBuilder().setPx(level.price()).setQty(level.quantity()).build())
        .toList();
  }

  private static Trade encode(MarketDataDelta.Trade trade) {
    return Trade.newBuilder()
        .setSymbol(trade.symbol())
        .setPx(trade.price())
        .setQty(trade.quantity())
        .setAggressor(trade.aggressor().wire())
        .setTransactTime(trade.transactTime())
        .setTrdMatchId(trade.trdMatchId())
        .build();
  }
}
