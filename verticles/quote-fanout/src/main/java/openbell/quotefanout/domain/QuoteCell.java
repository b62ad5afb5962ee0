package openbell.quotefanout.domain;

import java.util.ArrayList;
import java.util.List;
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

  /** A fragment as it stands: its bytes, and where an update's {@code p} goes. */
  static final class Fragment {
    private final JsonBytes bytes = new JsonBytes(256);
    private long version;
    private int mark;
  }

  private static final byte[] PREVIOUS_SEQ = JsonBytes.ascii(",\"p\":");
  private static final int FORMATS = QuoteFormat.values().length;

  private final String name;
  private final byte[] nameBytes;
  private final Fragment[] fragments = new Fragment[FORMATS];
  private final List<Watcher> watchers = new ArrayList<>(0);
  private Quote latest;
  private long version = 1;
  private long epochVersion = 1;
  private long encodings;
  private int holders;

  /** A cell that starts with the newest quote known, or with none. */
  QuoteCell(String name, Quote latest) {
    this.name = name;
    this.nameBytes = JsonBytes.ascii(name);
    this.latest = latest;
  }

  /** The name that was registered: bare or canonical. */
  public String name() {
    return name;
  }

  /** The newest quote; its seq is 0 and it is stale while there is none. */
  public Quote latest() {
    return latest;
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
    if (sameEpoch
        ? quote.getSeq() < latest.getSeq()
            || (quote.getSeq() == latest.getSeq() && quote.getStale() == latest.getStale())
        : quote.getEpoch() < latest.getEpoch()) {
      return false;
    }
    latest = quote;
    version++;
    if (!sameEpoch) {
      epochVersion = version;
    }
    for (var i = 0; i < watchers.size(); i++) {
      watchers.get(i).changed();
    }
    return true;
  }

  /** Appends the fragment as a snapshot. */
  void appendSnapshot(QuoteFormat format, JsonBytes out) {
    var fragment = fragment(format);
    out.raw(fragment.bytes.array(), 0, fragment.bytes.length());
  }

  /** Appends the fragment as an update after {@code previousSeq}, where the format says so. */
  void appendUpdate(QuoteFormat format, long previousSeq, JsonBytes out) {
    var fragment = fragment(format);
    var bytes = fragment.bytes.array();
    var length = fragment.bytes.length();
    var mark = fragment.mark;
    if (mark == length) {
      out.raw(bytes, 0, length);
    } else {
      out.raw(bytes, 0, mark).raw(PREVIOUS_SEQ).number(previousSeq).raw(bytes, mark, length);
    }
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
      fragment.mark = format.encode(nameBytes, latest, fragment.bytes.clear(0));
      fragment.version = version;
      encodings++;
    }
    return fragment;
  }
}
