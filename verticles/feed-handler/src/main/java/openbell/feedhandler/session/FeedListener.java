package openbell.feedhandler.session;

import java.util.Set;
import openbell.feedhandler.domain.FeedDepth;
import openbell.feedhandler.domain.FeedTrade;
import openbell.feedhandler.domain.Verdict;

/** What a session tells of its lines; called on the feed handler's event loop. */
public interface FeedListener {
  /** A symbol's book is now this; the object is the session's again after the call. */
  void depth(FeedDepth depth);

  /** A trade happened. */
  void trade(FeedTrade trade);

  /** As {@link #depth}, as part of a line's whole state. */
  void snapshot(FeedDepth depth);

  /** The line's whole state was told: books that it did not name are empty. */
  void snapshotEnd(int line, Set<String> symbols);

  /** One symbol missed updates: it keeps its values, marked stale, until its next snapshot. */
  void symbolStale(String symbol);

  /** An update was left out before it was decoded. */
  void rejected(Verdict verdict);

  /** The line speaks, without a gap. */
  void lineUp(int line);

  /** The line is silent or has a gap; its symbols keep their values, marked stale. */
  void lineDown(int line, String why);

  /** The line ended as it should: nothing more will come of it. */
  void lineEnded(int line);
}
