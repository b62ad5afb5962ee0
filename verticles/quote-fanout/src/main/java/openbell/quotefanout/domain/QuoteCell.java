package openbell.quotefanout.domain;

import java.util.Optional;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.Quote;

/**
 * The newest quote of a symbol, its newest depth, or both, encoded at most once per version and
 * format. A depth without a quote of its epoch is of a feed that is gone, and is let go. Owned by
 * the loop.
 */
public final class QuoteCell extends Cell {
  static final Quote NO_QUOTE = Quote.newBuilder().setStale(true).build();
  static final Depth NO_DEPTH = Depth.getDefaultInstance();

  /** A cell as it stands in one format, and where an update's {@code p} goes. */
  private static final class Fragment {
    private final FrameBytes json = new FrameBytes(256);
    private byte[] bytes = json.array();
    private int length;
    private int mark;
    private long version;
    private long timeBase;

    void encode(QuoteFormat format, QuoteCell cell) {
      mark = format.encode(cell, json.clear(0));
      bytes = json.array();
      length = json.length();
      version = cell.version();
      timeBase = cell.timeBase();
    }

    boolean isNewest(QuoteFormat format, QuoteCell cell) {
      return version == cell.version() && (!format.isProtobuf() || timeBase == cell.timeBase());
    }
  }

  private static final int FORMATS = QuoteFormat.values().length;

  private final Fragment[] fragments = new Fragment[FORMATS];
  private final TimeBase timeBase;
  private Optional<ChangeLog> changes = Optional.empty();
  private Quote latest;
  private Depth depth;
  private long epochVersion = 1;
  private long seq;
  private long encodings;

  /** A cell that starts with what is newest. */
  QuoteCell(Label label, TimeBase timeBase, Quote latest, Depth depth) {
    super(label);
    this.timeBase = timeBase;
    this.latest = latest;
    this.depth = depth.getEpoch() < latest.getEpoch() ? NO_DEPTH : depth;
    this.seq = latest.getSeq();
  }

  /** The newest quote; its seq is 0 and it is stale while there is none. */
  public Quote latest() {
    return latest;
  }

  /** The newest depth, without levels while there is none. */
  Depth depth() {
    return depth;
  }

  /** The instant that stamps in Protobuf count from, microseconds. */
  long timeBase() {
    return timeBase.micros();
  }

  @Override
  public long seq() {
    return subject() == Subject.DEPTH ? depth.getSeq() : seq;
  }

  @Override
  long asOf() {
    return switch (subject()) {
      case QUOTE, TRADES -> latest.getAsOf();
      case FULL -> Math.max(latest.getAsOf(), depth.getAsOf());
      case DEPTH -> depth.getAsOf();
    };
  }

  @Override
  long lastPx() {
    return latest.getLastPx();
  }

  @Override
  boolean isStale() {
    return latest.getStale();
  }

  @Override
  Mark mark() {
    return new Mark(latest.getEpoch(), seq, depth.getSeq(), latest.getStale());
  }

  /** How often this cell encoded; once per version and format that anyone wanted. */
  public long encodings() {
    return encodings;
  }

  @Override
  boolean canUpdateFrom(long seenVersion) {
    return seenVersion >= epochVersion;
  }

  /**
   * Takes a quote that is newer by (epoch, seq), or equal but of another staleness; returns whether
   * there is something to tell.
   */
  boolean accept(Quote quote) {
    var sameEpoch = quote.getEpoch() == latest.getEpoch();
    if (sameEpoch ? !isNewer(quote) : quote.getEpoch() < latest.getEpoch()) {
      return false;
    }
    var told = subject() != Subject.DEPTH || !sameEpoch || quote.getStale() != latest.getStale();
    latest = quote;
    seq = quote.getSeq();
    if (!sameEpoch) {
      epochVersion = version() + 1;
      changes = Optional.empty();
      depth = depth.getEpoch() < quote.getEpoch() ? NO_DEPTH : depth;
    }
    if (told) {
      advance();
    }
    return told;
  }

  private boolean isNewer(Quote quote) {
    return quote.getSeq() > seq || (quote.getSeq() == seq && quote.getStale() != latest.getStale());
  }

  /** Takes a depth that is newer by (epoch, seq) and not of an epoch before the quote's. */
  boolean accept(Depth newer) {
    var isNewer =
        newer.getEpoch() > depth.getEpoch()
            || (newer.getEpoch() == depth.getEpoch() && newer.getSeq() > depth.getSeq());
    if (!subject().hasDepth() || !isNewer || newer.getEpoch() < latest.getEpoch()) {
      return false;
    }
    depth = newer;
    advance();
    return true;
  }

  @Override
  void appendSnapshot(QuoteFormat format, FrameBytes out) {
    var fragment = fragment(format);
    if (format.isProtobuf()) {
      ProtobufQuotes.appendSnapshot(
          fragment.bytes, fragment.mark, fragment.length, latest.getEpoch(), out);
    } else {
      out.raw(fragment.bytes, 0, fragment.length);
    }
  }

  @Override
  void appendUpdate(QuoteFormat format, long seenVersion, long previousSeq, FrameBytes out) {
    var fragment = fragment(format);
    if (fragment.mark == fragment.length || format.isProtobuf()) {
      out.raw(fragment.bytes, 0, fragment.length);
    } else {
      out.raw(fragment.bytes, 0, fragment.mark);
      QuoteFormat.appendPreviousSeq(previousSeq, out);
      out.raw(fragment.bytes, fragment.mark, fragment.length);
    }
  }

  @Override
  boolean appendChanges(QuoteFormat format, long sinceVersion, FrameBytes out) {
    return changeLog().append(new ChangeLog.Span(sinceVersion, version(), format), this, out);
  }

  @Override
  void remember() {
    changeLog().remember(this);
  }

  private Fragment fragment(QuoteFormat format) {
    var index = format.index();
    var fragment = fragments[index];
    if (fragment == null) {
      fragment = new Fragment();
      fragments[index] = fragment;
    }
    if (!fragment.isNewest(format, this)) {
      fragment.encode(format, this);
      encodings++;
    }
    return fragment;
  }

  private ChangeLog changeLog() {
    if (changes.isEmpty()) {
      changes = Optional.of(new ChangeLog());
    }
    return changes.get();
  }
}
