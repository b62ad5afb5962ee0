package openbell.systemtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import openbell.feedhandler.domain.DepthLevels;
import openbell.feedhandler.domain.FeedDepth;
import openbell.feedhandler.domain.FeedTrade;
import openbell.feedhandler.domain.Verdict;
import openbell.feedhandler.session.FeedListener;

/** What a feed session told: newest books, the traded quantity, and the line's ups and downs. */
final class RecordedFeed implements FeedListener {
  private final Map<String, String> books = new ConcurrentHashMap<>();
  private final AtomicLong traded = new AtomicLong();
  private final List<String> crossed = new CopyOnWriteArrayList<>();
  private final List<String> line = new CopyOnWriteArrayList<>();
  private final List<Verdict> rejected = new CopyOnWriteArrayList<>();

  @Override
  public void depth(FeedDepth depth) {
    if (depth.bids().size() > 0
        && depth.asks().size() > 0
        && depth.bids().bestPx() >= depth.asks().bestPx()) {
      crossed.add(depth.symbol());
    }
    books.put(depth.symbol(), levels(depth.bids()) + " " + levels(depth.asks()));
  }

  @Override
  public void trade(FeedTrade trade) {
    traded.addAndGet(trade.qty());
  }

  @Override
  public void snapshot(FeedDepth depth) {
    depth(depth);
  }

  @Override
  public void snapshotEnd(int lineNumber, Set<String> symbols) {
    books.keySet().retainAll(symbols);
  }

  @Override
  public void symbolStale(String symbol) {
    line.add("stale " + symbol);
  }

  @Override
  public void rejected(Verdict verdict) {
    rejected.add(verdict);
  }

  @Override
  public void lineUp(int lineNumber) {
    line.add("up");
  }

  @Override
  public void lineDown(int lineNumber, String why) {
    line.add("down: " + why);
  }

  @Override
  public void lineEnded(int lineNumber) {
    line.add("ended");
  }

  Map<String, String> books() {
    return books;
  }

  long traded() {
    return traded.get();
  }

  boolean isUp() {
    return !line.isEmpty() && line.getLast().equals("up");
  }

  /** Ups and downs in order. */
  List<String> line() {
    return List.copyOf(line);
  }

  /** Symbols whose book was shown crossed or locked. */
  List<String> crossed() {
    return List.copyOf(crossed);
  }

  List<Verdict> rejections() {
    return List.copyOf(rejected);
  }

  private static List<String> levels(DepthLevels levels) {
    var text = new ArrayList<String>();
    for (var level = 0; level < levels.size(); level++) {
      text.add(levels.qty(level) + "@" + levels.px(level));
    }
    return text;
  }
}
