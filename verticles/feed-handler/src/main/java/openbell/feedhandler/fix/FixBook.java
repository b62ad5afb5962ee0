package openbell.feedhandler.fix;

import openbell.feedhandler.domain.FeedDepth;
import openbell.feedhandler.domain.FeedTrade;
import openbell.feedhandler.fix.FixEntry.Action;
import openbell.feedhandler.fix.FixEntry.Level;
import openbell.feedhandler.fix.FixEntry.Print;
import openbell.feedhandler.fix.FixUpdate.Snapshot;
import openbell.model.Side;

/**
 * The book of one symbol as a FIX session tells it: levels by price, and the RptSeq (83) that is
 * next. Until its snapshot, and after a gap until the next one, it is not sure and takes no
 * changes. Owned by the event loop.
 */
final class FixBook {
  /** What became of an entry. */
  enum Outcome {
    APPLIED,
    /** The snapshot held it already, or the book awaits its snapshot. */
    PASSED_OVER,
    /** Something before it is missing, or it contradicts the book. */
    GAP
  }

  private final String symbol;
  private final LevelSide bids = new LevelSide(true);
  private final LevelSide asks = new LevelSide(false);
  private long rptSeq;
  private long asOf;
  private boolean sure;

  FixBook(String symbol) {
    this.symbol = symbol;
  }

  boolean isSure() {
    return sure;
  }

  /** Updates are missing: nothing is taken before the next snapshot. */
  void lose() {
    sure = false;
  }

  /** Becomes the snapshot. */
  void snapshot(Snapshot snapshot) {
    bids.clear();
    asks.clear();
    rptSeq = snapshot.rptSeq();
    sure = true;
    for (var entry : snapshot.entries()) {
      if (entry.kind() instanceof Level level) {
        asOf = entry.stamp();
        side(level.side()).put(entry.px(), entry.qty());
      }
    }
  }

  /** Takes the next change or trade of this symbol; a gap makes the book unsure. */
  Outcome apply(FixEntry entry) {
    if (!sure || entry.rptSeq() <= rptSeq) {
      return Outcome.PASSED_OVER;
    }
    if (entry.rptSeq() != rptSeq + 1 || !change(entry)) {
      sure = false;
      return Outcome.GAP;
    }
    rptSeq++;
    return Outcome.APPLIED;
  }

  /** The trade that an entry tells. Without AggressorSide the book says who crossed the spread. */
  FeedTrade trade(FixEntry entry, Print print) {
    var aggressor =
        switch (print.aggressor()) {
          case BUYER -> Side.BUY;
          case SELLER -> Side.SELL;
          case UNSAID -> entry.px() >= asks.bestPx() && asks.bestPx() > 0 ? Side.BUY : Side.SELL;
        };
    return new FeedTrade(symbol, entry.px(), entry.qty(), aggressor, entry.stamp(), print.id());
  }

  /** Writes the book as it is now. */
  FeedDepth copyTo(FeedDepth depth) {
    depth.begin(symbol, asOf);
    bids.copyTo(depth.bids());
    asks.copyTo(depth.asks());
    return depth;
  }

  private boolean change(FixEntry entry) {
    if (!(entry.kind() instanceof Level level)) {
      return true;
    }
    asOf = entry.stamp();
    if (level.action() == Action.DELETE) {
      return side(level.side()).remove(entry.px());
    }
    side(level.side()).put(entry.px(), entry.qty());
    return true;
  }

  private LevelSide side(Side side) {
    return switch (side) {
      case BUY -> bids;
      case SELL -> asks;
    };
  }
}
