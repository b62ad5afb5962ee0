package openbell.benchmarks.ingest;

import openbell.wire.common.Side;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.Quote;
import openbell.wire.marketdata.Trade;

/**
 * One generated instrument, a function of how often it changed: what the platform must end with. Of
 * ten changes one is a trade at the best level, one moves the best level away and one brings it
 * back; seven change the quantity of a level. For one thread.
 */
final class LoadBook {
  static final int TICK = 100;

  private static final int PERIOD = 10;

  private final String symbol;
  private final LoadSide bids;
  private final LoadSide asks;
  private int changes;
  private int trades;
  private long volume;
  private long lastPx;

  LoadBook(int number) {
    symbol = LoadMarket.symbol(number);
    var mid = 1_000_000L + 10_000L * (number % 100);
    bids = new LoadSide(mid - TICK, -TICK);
    asks = new LoadSide(mid + TICK, TICK);
  }

  /** Changes once; whether that was a trade. */
  boolean change() {
    var round = changes / PERIOD;
    var side = round % 2 == 0 ? asks : bids;
    var qty = 1_000L + changes % 997;
    changes++;
    switch ((changes - 1) % PERIOD) {
      case 0 -> trade(side);
      case 8 -> side.stepOut(qty);
      case 9 -> side.stepIn(qty);
      default -> side.resize(changes * 7 % LoadSide.LEVELS, qty);
    }
    return (changes - 1) % PERIOD == 0;
  }

  private void trade(LoadSide side) {
    trades++;
    volume += tradeQty();
    lastPx = side.bestPx();
    side.resize(0, side.bestQty() - tradeQty());
  }

  private long tradeQty() {
    return 1L + trades % 90;
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

  String symbol() {
    return symbol;
  }

  int trades() {
    return trades;
  }

  /** Whether a quote says what this book, its last trade and its volume are. */
  boolean agreesWith(Quote quote) {
    return quote.getBidPx() == bids.bestPx()
        && quote.getBidQty() == bids.bestQty()
        && quote.getAskPx() == asks.bestPx()
        && quote.getAskQty() == asks.bestQty()
        && quote.getLastPx() == lastPx
        && quote.getVolume() == volume;
  }

  boolean agreesWith(Depth depth) {
    return bids.isEqualTo(depth.getBidsList()) && asks.isEqualTo(depth.getAsksList());
  }
}
