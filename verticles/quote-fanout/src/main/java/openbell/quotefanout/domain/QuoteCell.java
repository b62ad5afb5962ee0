package openbell.quotefanout.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import openbell.wire.marketdata.Quote;

/**
 * One symbol under one registered name on one event loop: its newest quote, a version that rises
 * with every change, and the quote encoded at most once per version and format. Owned by the loop.
 */
public final class QuoteCell {
  /** Told at once, not by the wheel: for sockets without a window. */
  public interface Watcher {
    /** The cell has a new version. */
    void changed();
  }

  /** A quote as it stands in one format, and where an update's {@code p} goes. */
  private static final class Fragment {
    private final JsonBytes json = new JsonBytes(256);
    private byte[] bytes = json.array();
    private int length;
    private int mark;
    private long version;

    void encode(QuoteFormat format, QuoteCell cell) {
      mark = format.encode(cell.nameBytes, cell.latest, json.clear(0));
      bytes = json.array();
      length = json.length();
      version = cell.version;
    }
  }

  private static final int FORMATS = QuoteFormat.values().length;

  private final String name;
  private final byte[] nameBytes;
  private final Fragment[] fragments = new Fragment[FORMATS];
  private final List<Watcher> watchers = new ArrayList<>(0);
  private Optional<ChangeLog> changes = Optional.empty();
  private Quote latest;
  private long version = 1;
  private long epochVersion = 1;
  private long seq;
  private long encodings;
  private int holders;

  /** A cell that starts with the newest quote known, or with none. */
  QuoteCell(String name, Quote latest) {
    this.name = name;
    this.nameBytes = JsonBytes.ascii(name);
    this.latest = latest;
    this.seq = latest.getSeq();
  }

  /** The name that was registered: bare or canonical. */
  public String name() {
    return name;
  }

  /** The newest quote; its seq is 0 and it is stale while there is none. */
  public Quote latest() {
    return latest;
  }

  /** The newest quote's sequence number. */
  public long seq() {
    return seq;
  }

  /** Rises with every change, from 1. */
  public long version() {
    return version;
  }

  /** How often this cell encoded; once per version and format that anyone wanted. */
  public long encodings() {
    return encodings;
  }

  /** Whether what was seen at a version can be updated: it is of the quote's present epoch. */
  boolean canUpdateFrom(long seenVersion) {
    return seenVersion >= epochVersion;
  }

  /** Takes a quote that is newer by (epoch, seq), or equal but of another staleness. */
  boolean accept(Quote quote) {
    var sameEpoch = quote.getEpoch() == latest.getEpoch();
    if (sameEpoch ? !isNewer(quote) : quote.getEpoch() < latest.getEpoch()) {
      return false;
    }
    latest = quote;
    seq = quote.getSeq();
    version++;
    if (!sameEpoch) {
      epochVersion = version;
      changes = Optional.empty();
    }
    for (var i = 0; i < watchers.size(); i++) {
      watchers.get(i).changed();
    }
    return true;
  }

  private boolean isNewer(Quote quote) {
    return quote.getSeq() > seq || (quote.getSeq() == seq && quote.getStale() != latest.getStale());
  }

  /** Appends the fragment as a snapshot. */
  void appendSnapshot(QuoteFormat format, JsonBytes out) {
    var fragment = fragment(format);
    out.raw(fragment.bytes, 0, fragment.length);
  }

  /** Appends the fragment as an update after {@code previousSeq}, where the format says so. */
  void appendUpdate(QuoteFormat format, long previousSeq, JsonBytes out) {
    var fragment = fragment(format);
    if (fragment.mark == fragment.length) {
      out.raw(fragment.bytes, 0, fragment.length);
    } else {
      out.raw(fragment.bytes, 0, fragment.mark);
      QuoteFormat.appendPreviousSeq(previousSeq, out);
      out.raw(fragment.bytes, fragment.mark, fragment.length);
    }
  }

  /** Appends what changed since a version; false if that is not known any more. */
  boolean appendChanges(QuoteFormat format, long sinceVersion, JsonBytes out) {
    return changeLog().append(new ChangeLog.Span(sinceVersion, version, format), this, out);
  }

  /** Remembers the present version as one that changes may be told from. */
  void remember() {
    changeLog().remember(version, latest);
  }

  byte[] nameBytes() {
    return nameBytes;
  }

  void watch(Watcher watcher) {
    watchers.add(watcher);
  }

  void unwatch(Watcher watcher) {
    watchers.remove(watcher);
  }

  void hold() {
    holders++;
  }

  /** Whether nobody holds the cell any more. */
  boolean letGo() {
    holders--;
    return holders == 0;
  }

  private Fragment fragment(QuoteFormat format) {
    var index = format.index();
    var fragment = fragments[index];
    if (fragment == null) {
      fragment = new Fragment();
      fragments[index] = fragment;
    }
    if (fragment.version != version) {
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
