package openbell.benchmarks.ingest;

import openbell.wire.common.Side;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.Quote;
import openbell.wire.marketdata.Trade;

/**
 * A book as the internal venue tells it. Of ten changes one is a trade at the best level, one moves
 * the best level away and one brings it back; seven change the quantity of a level. For one thread.
 */
final class VenueBook implements LoadBook {
  static final long MIN_QTY = 1_000;

  private static final int PERIOD = 10;

  private final String symbol;
  private final VenueSide bids;
  private final VenueSide asks;
  private int changes;
  private int trades;
  private long volume;
  private long lastPx;

  VenueBook(VenueLevels made, int number) {
    symbol = LoadMarket.symbol(number);
    var mid = LoadMarket.mid(number);
    bids = new VenueSide(made, mid - LoadMarket.TICK, -LoadMarket.TICK);
    asks = new VenueSide(made, mid + LoadMarket.TICK, LoadMarket.TICK);
  }

  /** Changes once; whether that was a trade. */
  boolean change() {
    var round = changes / PERIOD;
    var side = round % 2 == 0 ? asks : bids;
    var qty = MIN_QTY + changes % 97;
    changes++;
    switch ((changes - 1) % PERIOD) {
      case 0 -> trade(side);
      case 8 -> side.stepOut(qty);
      case 9 -> side.stepIn(qty);
      default -> side.resize(changes * 7 % VenueSide.LEVELS, qty);
    }
    return (changes - 1) % PERIOD == 0;
  }

  private void trade(VenueSide side) {
    trades++;
    volume += tradeQty();
    lastPx = side.bestPx();
    side.resize(0, side.bestQty() - tradeQty());
  }

  private long tradeQty() {
    return 1L + trades % 9;
  }

  Depth depth(long asOfMicros) {
    return Depth.newBuilder()
        .setSymbol(symbol)
        .addAllBids(bids.levels())
        .addAllAsks(asks.levels())
        .setAsOf(asOfMicros)
        .build();
  }

  /** The trade that was the last change; its id tells the how manieth of its symbol it is. */
  Trade lastTrade(long asOfMicros) {
    return Trade.newBuilder()
        .setSymbol(symbol)
        .setPx(lastPx)
        .setQty(tradeQty())
        .setAggressor(changes / PERIOD % 2 == 0 ? Side.SIDE_BUY : Side.SIDE_SELL)
        .setTransactTime(asOfMicros)
        .setTrdMatchId(String.valueOf(trades))
        .build();
  }

  @Override
  public String symbol() {
    return symbol;
  }

  @Override
  public int trades() {
    return trades;
  }

  @Override
  public boolean agreesWith(Quote quote) {
    return quote.getBidPx() == bids.bestPx()
        && quote.getBidQty() == bids.bestQty()
        && quote.getAskPx() == asks.bestPx()
        && quote.getAskQty() == asks.bestQty()
        && quote.getLastPx() == lastPx
        && quote.getVolume() == volume;
  }

  @Override
  public boolean agreesWith(Depth depth) {
    return bids.isEqualTo(depth.getBidsList()) && asks.isEqualTo(depth.getAsksList());
  }
}
