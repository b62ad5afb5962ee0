package openbell.feedhandler.fix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import openbell.feedhandler.domain.DepthLevels;
import openbell.feedhandler.domain.FeedDepth;
import openbell.feedhandler.domain.FeedTrade;
import openbell.feedhandler.domain.Verdict;
import openbell.feedhandler.session.FeedListener;

/** Writes down what a session tells, one line each. */
public final class RecordingListener implements FeedListener {
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

  @Override
  public void depth(FeedDepth depth) {
    told.add("depth " + text(depth));
  }

  @Override
  public void trade(FeedTrade trade) {
    told.add(
        "trade %s %s %d@%d %s"
            .formatted(
                trade.symbol(), trade.aggressor(), trade.qty(), trade.px(), trade.trdMatchId()));
  }

  @Override
  public void snapshot(FeedDepth depth) {
    told.add("snapshot " + text(depth));
  }

  @Override
  public void snapshotEnd(int line, Set<String> symbols) {
    told.add("end " + String.join(" ", new TreeSet<>(symbols)));
  }

  @Override
  public void symbolStale(String symbol) {
    told.add("stale " + symbol);
  }

  @Override
  public void rejected(Verdict verdict) {
    told.add("rejected " + verdict);
  }

  @Override
  public void lineUp(int line) {
    told.add("up");
  }

  @Override
  public void lineDown(int line, String why) {
    told.add("down " + why);
  }

  @Override
  public void lineEnded(int line) {
    told.add("ended");
  }

  /** What was told since the last call. */
  public List<String> take() {
    var taken = new ArrayList<String>();
    told.drainTo(taken);
    return taken;
  }

  /** Waits for a line that is wanted; those before it are forgotten. */
  public String await(Predicate<String> wanted) throws InterruptedException {
    while (true) {
      var next = told.poll(8, TimeUnit.SECONDS);
      assertThat(next).as("what the session tells").isNotNull();
      if (wanted.test(next)) {
        return next;
      }
    }
  }

  /** Waits for this line. */
  public void await(String line) throws InterruptedException {
    await(line::equals);
  }

  private static String text(FeedDepth depth) {
    return depth.symbol() + " " + text(depth.bids()) + " / " + text(depth.asks());
  }

  private static String text(DepthLevels levels) {
    var text = new ArrayList<String>();
    for (var level = 0; level < levels.size(); level++) {
      text.add(levels.qty(level) + "@" + levels.px(level));
    }
    return String.join(" ", text);
  }
}
