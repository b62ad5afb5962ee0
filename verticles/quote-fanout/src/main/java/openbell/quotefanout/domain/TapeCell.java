package openbell.quotefanout.domain;

import openbell.wire.marketdata.Trade;

/**
 * The newest trades of a symbol, each encoded once when it comes: a client is sent those it has not
 * seen, at most twenty, and told how many it missed. Its version counts them. Owned by the loop.
 */
public final class TapeCell extends Cell {
  static final int KEPT = 20;

  private final FrameBytes[] trades = new FrameBytes[KEPT];
  private long epoch;
  private long seq;
  private long asOf;
  private long lastPx;

  TapeCell(Label label) {
    super(label);
  }

  /** Takes a trade that is newer by (epoch, seq). */
  boolean accept(Trade trade) {
    var isNewer = trade.getEpoch() > epoch || (trade.getEpoch() == epoch && trade.getSeq() > seq);
    if (!isNewer) {
      return false;
    }
    epoch = trade.getEpoch();
    seq = trade.getSeq();
    asOf = trade.getTransactTime();
    lastPx = trade.getPx();
    BridgeTape.encode(trade, slot(version()).clear(0));
    advance();
    return true;
  }

  @Override
  public long seq() {
    return seq;
  }

  @Override
  long asOf() {
    return asOf;
  }

  @Override
  long lastPx() {
    return lastPx;
  }

  /** A trade that was made stays made. */
  @Override
  boolean isStale() {
    return false;
  }

  @Override
  boolean canUpdateFrom(long seenVersion) {
    return true;
  }

  @Override
  Mark mark() {
    return new Mark(epoch, seq, 0, false);
  }

  /** What is kept of the trades since somebody holds the cell; nothing counts as missed. */
  @Override
  void appendSnapshot(QuoteFormat format, FrameBytes out) {
    append(format, Math.max(1, version() - KEPT), 0, out);
  }

  @Override
  void appendUpdate(QuoteFormat format, long seenVersion, long previousSeq, FrameBytes out) {
    var first = Math.max(seenVersion, version() - KEPT);
    append(format, first, first - seenVersion, out);
  }

  @Override
  boolean appendChanges(QuoteFormat format, long sinceVersion, FrameBytes out) {
    return false;
  }

  @Override
  void remember() {
    // A tape has no fields that change.
  }

  private void append(QuoteFormat format, long first, long dropped, FrameBytes out) {
    var from = format.beginBridge(out);
    BridgeTape.begin(nameBytes(), out);
    for (var number = first; number < version(); number++) {
      if (number > first) {
        out.put(',');
      }
      var trade = slot(number);
      out.raw(trade.array(), 0, trade.length());
    }
    BridgeTape.end(dropped, out);
    format.endBridge(from, out);
  }

  private FrameBytes slot(long number) {
    var index = (int) (number % KEPT);
    if (trades[index] == null) {
      trades[index] = new FrameBytes(96);
    }
    return trades[index];
  }
}
