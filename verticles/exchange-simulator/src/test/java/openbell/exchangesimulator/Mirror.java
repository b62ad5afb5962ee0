package openbell.exchangesimulator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import openbell.feedhandler.domain.DepthLevels;
import openbell.feedhandler.domain.FeedDepth;
import openbell.feedhandler.domain.FeedTrade;
import openbell.feedhandler.domain.Verdict;
import openbell.feedhandler.session.FeedListener;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.PriceLevel;
import openbell.wire.marketdata.Trade;

/** What a feed session makes of a door: the books and trades as it tells them. */
public final class Mirror implements FeedListener {
  private final Map<String, Depth> books = new ConcurrentHashMap<>();
  private final List<Trade> trades = new CopyOnWriteArrayList<>();
  private final Map<Verdict, Integer> rejected = new ConcurrentHashMap<>();
  private volatile boolean isUp;
  private volatile String whyDown = "";

  /** The books by symbol. */
  public Map<String, Depth> books() {
    return new HashMap<>(books);
  }

  /** All trades, in order. */
  public List<Trade> trades() {
    return List.copyOf(trades);
  }

  public boolean isUp() {
    return isUp;
  }

  public String whyDown() {
    return whyDown;
  }

  /** How many updates were left out, by reason. */
  public Map<Verdict, Integer> rejections() {
    return Map.copyOf(rejected);
  }

  @Override
  public void depth(FeedDepth depth) {
    books.put(depth.symbol(), copy(depth));
  }

  @Override
  public void snapshot(FeedDepth depth) {
    depth(depth);
  }

  @Override
  public void trade(FeedTrade trade) {
    trades.add(
        Trade.newBuilder()
            .setSymbol(trade.symbol())
            .setPx(trade.px())
            .setQty(trade.qty())
            .setAggressor(trade.aggressor().wire())
            .setTransactTime(trade.transactTime())
            .setTrdMatchId(trade.trdMatchId())
            .build());
  }

  @Override
  public void snapshotEnd(int line, Set<String> symbols) {
    books.keySet().retainAll(symbols);
  }

  @Override
  public void symbolStale(String symbol) {}

  @Override
  public void rejected(Verdict verdict) {
    rejected.merge(verdict, 1, Integer::sum);
  }

  @Override
  public void lineUp(int line) {
    isUp = true;
  }

  @Override
  public void lineDown(int line, String why) {
    isUp = false;
    whyDown = why;
  }

  @Override
  public void lineEnded(int line) {}

  private static Depth copy(FeedDepth depth) {
    return Depth.newBuilder()
        .setSymbol(depth.symbol())
        .setAsOf(depth.asOf())
        .addAllBids(levels(depth.bids()))
        .addAllAsks(levels(depth.asks()))
        .build();
  }

  private static List<PriceLevel> levels(DepthLevels levels) {
    return IntStream.range(0, levels.size())
        .mapToObj(
            level ->
                PriceLevel.newBuilder().setPx(levels.px(level)).setQty(levels.qty(level)).build())
        .toList();
  }
}
