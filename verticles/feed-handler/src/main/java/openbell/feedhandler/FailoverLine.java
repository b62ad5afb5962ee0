package openbell.feedhandler;

import io.vertx.core.Future;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import openbell.feedhandler.domain.FeedDepth;
import openbell.feedhandler.domain.FeedTrade;
import openbell.feedhandler.domain.Verdict;
import openbell.feedhandler.session.FeedListener;
import openbell.feedhandler.session.FeedSession;
import openbell.wire.reference.Instrument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One use of one line of a feed: its session and whether it is up. Passes on what the session says
 * once the line is in use; until then its books are held. Runs on the feed's event loop.
 */
final class FailoverLine implements FeedListener {
  private static final Logger LOG = LoggerFactory.getLogger(FailoverLine.class);

  private final int index;
  private final FeedSession session;
  private final HeldBooks held;
  private final Map<Integer, String> down = new TreeMap<>();
  private FeedListener told;
  private boolean up;
  private boolean ended;

  /**
   * A line that was not started.
   *
   * @param index its place in the order of fail-over
   */
  FailoverLine(int index, FeedSession session, LongSupplier freshSinceMicros) {
    this.index = index;
    this.session = session;
    this.held = new HeldBooks(freshSinceMicros);
    this.told = held;
  }

  int index() {
    return index;
  }

  /** The session's name: the source of quotes while the line is in use. */
  String source() {
    return session.name();
  }

  OptionalInt lineOf(Instrument instrument) {
    return session.lineOf(instrument);
  }

  /** Starts the session beside the line in use. */
  void tryOut() {
    start();
  }

  /** Starts the session, all of whose updates the listener is told. */
  void use(FeedListener listener) {
    told = listener;
    start();
  }

  /** A line that was tried is used from now on: the listener is told its books and its state. */
  void takeOver(FeedListener listener) {
    told = listener;
    down.forEach(listener::lineDown);
    if (isUp()) {
      listener.lineUp(0);
    }
    held.tell(listener, 0);
  }

  private void start() {
    try {
      session.start(this);
    } catch (RuntimeException refused) {
      LOG.error("{}: a line cannot be opened", session.name(), refused);
      lineDown(0, String.valueOf(refused.getMessage()));
    }
  }

  Future<Void> stop() {
    return session.stop();
  }

  /** Whether it speaks and nothing of it is missing. */
  boolean isUp() {
    return up && down.isEmpty() && !ended;
  }

  /** Whether it is up and what it says is not late. */
  boolean isFit() {
    return isUp() && !held.isLagging();
  }

  /** Whether it came to its end as it should. */
  boolean hasEnded() {
    return ended;
  }

  /** Why it is not up; empty where it is. */
  String why() {
    if (isUp()) {
      return "";
    }
    if (ended) {
      return "ended";
    }
    return down.isEmpty() ? "has not spoken yet" : String.join("; ", Set.copyOf(down.values()));
  }

  @Override
  public void depth(FeedDepth depth) {
    told.depth(depth);
  }

  @Override
  public void trade(FeedTrade trade) {
    told.trade(trade);
  }

  @Override
  public void snapshot(FeedDepth depth) {
    told.snapshot(depth);
  }

  @Override
  public void snapshotEnd(int line, Set<String> symbols) {
    told.snapshotEnd(line, symbols);
  }

  @Override
  public void symbolStale(String symbol) {
    told.symbolStale(symbol);
  }

  @Override
  public void rejected(Verdict verdict) {
    told.rejected(verdict);
  }

  @Override
  public void lineUp(int line) {
    down.remove(line);
    up = true;
    told.lineUp(line);
  }

  @Override
  public void lineDown(int line, String why) {
    down.put(line, why);
    told.lineDown(line, why);
  }

  @Override
  public void lineEnded(int line) {
    down.remove(line);
    ended = true;
    told.lineEnded(line);
  }
}
