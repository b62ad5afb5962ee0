package openbell.benchmarks.ingest;

import openbell.model.Side;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.Quote;

/**
 * A book as an ITCH feed tells it, order by order. Of ten messages two are adds, two deletes, two
 * cancels, one an execution and three replace an order, one of which takes the best level away and
 * one brings it back. For one thread.
 */
final class ItchBook implements LoadBook {
  private static final int PERIOD = 10;
  private static final long QTY = 1_000;

  private final String symbol;
  private final int number;
  private final ItchSide bids;
  private final ItchSide asks;
  private LevelOrder first = new LevelOrder(0, 0, 0);
  private LevelOrder second = first;
  private long references;
  private int changes;
  private int trades;
  private long volume;
  private long lastPx;

  ItchBook(int number) {
    this.number = number;
    symbol = LoadMarket.symbol(number);
    bids = new ItchSide(Side.BUY, LoadMarket.mid(number));
    asks = new ItchSide(Side.SELL, LoadMarket.mid(number));
  }

  /** The stock's number on the feed. */
  static int locate(int number) {
    return number + 1;
  }

  /** Adds the orders with which the session begins. */
  void open(ItchFlow flow) {
    bids.open(locate(number), this::nextReference, flow);
    asks.open(locate(number), this::nextReference, flow);
  }

  /** Changes once and says so in one message. */
  void change(ItchFlow flow) {
    var side = changes / PERIOD % 2 == 0 ? asks : bids;
    var step = changes % PERIOD;
    var qty = QTY + changes % 997;
    changes++;
    switch (step) {
      case 0 -> trade(side, flow);
      case 1, 2, 3, 4, 5, 6 -> visit(side, step, qty, flow);
      case 7 -> side.resize(locate(number), visited(2), qty, nextReference(), flow);
      case 8 -> side.stepOut(locate(number), qty, nextReference(), flow);
      default -> side.stepIn(locate(number), qty, nextReference(), flow);
    }
  }

  /** Two orders join two levels, lose shares and leave. */
  private void visit(ItchSide side, int step, long qty, ItchFlow flow) {
    switch (step) {
      case 1 -> {
        first = new LevelOrder(nextReference(), visited(0), qty);
        side.join(locate(number), first, flow);
      }
      case 2 -> {
        second = new LevelOrder(nextReference(), visited(1), qty);
        side.join(locate(number), second, flow);
      }
      case 3 -> side.cancel(locate(number), first, first.qty / 2, flow);
      case 4 -> side.cancel(locate(number), second, second.qty / 3, flow);
      case 5 -> side.leave(locate(number), first, flow);
      default -> side.leave(locate(number), second, flow);
    }
  }

  /** A level, another for each round. */
  private int visited(int which) {
    return (changes / PERIOD * 7 + which * 3) % ItchSide.LEVELS;
  }

  private void trade(ItchSide side, ItchFlow flow) {
    trades++;
    volume += tradeQty();
    lastPx = side.execute(locate(number), tradeQty(), trades, flow);
  }

  private long tradeQty() {
    return 1L + trades % 90;
  }

  private long nextReference() {
    return ++references * LoadMarket.SYMBOLS + number;
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
