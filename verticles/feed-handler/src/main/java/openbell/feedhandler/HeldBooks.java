package openbell.feedhandler;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import openbell.feedhandler.domain.FeedDepth;
import openbell.feedhandler.domain.FeedTrade;
import openbell.feedhandler.domain.Verdict;
import openbell.feedhandler.session.FeedListener;

/**
 * Listens to a line that is tried beside the one in use: keeps the newest book of each symbol, so
 * that the line can be taken without a new snapshot, and watches whether it lags. Its trades are
 * the other line's to tell. Owned by one {@link FailoverLine}.
 */
final class HeldBooks implements FeedListener {
  private static final int MAX_BOOKS = 100_000;

  private final LongSupplier freshSinceMicros;
  private final Map<String, FeedDepth> books = new HashMap<>();
  private boolean whole;
  private boolean lagging;

  /**
   * Nothing yet.
   *
   * @param freshSinceMicros stamps before this are late
   */
  HeldBooks(LongSupplier freshSinceMicros) {
    this.freshSinceMicros = freshSinceMicros;
  }

  /** Whether the newest update was late. */
  boolean isLagging() {
    return lagging;
  }

  /** Tells the books, as the line's snapshot. */
  void tell(FeedListener listener, int line) {
    books.values().forEach(listener::snapshot);
    if (whole) {
      listener.snapshotEnd(line, new HashSet<>(books.keySet()));
    }
  }

  @Override
  public void depth(FeedDepth depth) {
    lagging = depth.asOf() < freshSinceMicros.getAsLong();
    snapshot(depth);
  }

  @Override
  public void trade(FeedTrade trade) {
    lagging = trade.transactTime() < freshSinceMicros.getAsLong();
  }

  @Override
  public void snapshot(FeedDepth depth) {
    var book = books.get(depth.symbol());
    if (book == null && books.size() < MAX_BOOKS) {
      book = new FeedDepth();
      books.put(depth.symbol(), book);
    }
    if (book != null) {
      book.begin(depth.symbol(), depth.asOf());
      book.bids().copyFrom(depth.bids());
      book.asks().copyFrom(depth.asks());
    }
  }

  @Override
  public void snapshotEnd(int line, Set<String> symbols) {
    whole = true;
    books.keySet().retainAll(symbols);
  }

  @Override
  public void symbolStale(String symbol) {
    books.remove(symbol);
  }

  @Override
  public void rejected(Verdict verdict) {
    // What a line that is not in use leaves out is missing from nothing.
  }

  @Override
  public void lineUp(int line) {
    // The line's own state is kept by its owner.
  }

  @Override
  public void lineDown(int line, String why) {
    whole = false;
    books.clear();
  }

  @Override
  public void lineEnded(int line) {
    lineDown(line, "ended");
  }
}
