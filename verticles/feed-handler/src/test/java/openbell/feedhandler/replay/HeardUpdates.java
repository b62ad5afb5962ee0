package openbell.feedhandler.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import openbell.feedhandler.domain.FeedDepth;
import openbell.feedhandler.domain.FeedTrade;
import openbell.feedhandler.domain.Verdict;
import openbell.feedhandler.session.FeedListener;

/** Writes down what a recording tells, a line each. */
final class HeardUpdates implements FeedListener {
  private final long nowMicros;
  private final List<String> lines = new ArrayList<>();

  HeardUpdates(long nowMicros) {
    this.nowMicros = nowMicros;
  }

  List<String> all() {
    return lines;
  }

  @Override
  public void depth(FeedDepth depth) {
    lines.add(
        depth.symbol()
            + " "
            + depth.bids().bestPx()
            + "@"
            + depth.bids().bestQty()
            + at(depth.asOf()));
  }

  @Override
  public void trade(FeedTrade trade) {
    lines.add(
        "trade "
            + trade.symbol()
            + " "
            + trade.px()
            + "@"
            + trade.qty()
            + " "
            + trade.aggressor()
            + at(trade.transactTime()));
  }

  private String at(long stamp) {
    return stamp == nowMicros ? " now" : " " + stamp;
  }

  @Override
  public void snapshot(FeedDepth depth) {
    lines.add("snapshot " + depth.symbol());
  }

  @Override
  public void rejected(Verdict verdict) {
    lines.add("rejected");
  }

  @Override
  public void snapshotEnd(int line, Set<String> symbols) {
    lines.add("snapshot end");
  }

  @Override
  public void symbolStale(String symbol) {
    lines.add("stale " + symbol);
  }

  @Override
  public void lineUp(int line) {
    lines.add("up");
  }

  @Override
  public void lineDown(int line, String why) {
    lines.add("down " + why);
  }

  @Override
  public void lineEnded(int line) {
    lines.add("ended");
  }
}
