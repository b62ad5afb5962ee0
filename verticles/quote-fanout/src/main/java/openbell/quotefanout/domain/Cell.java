package openbell.quotefanout.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * One subject of one symbol under one registered name on one event loop: what is newest, and a
 * version that rises with every change. Owned by the loop.
 */
public abstract sealed class Cell permits QuoteCell, TapeCell {
  /** Told at once, not by the wheel: for sockets without a window. */
  public interface Watcher {
    /** The cell has a new version. */
    void changed();
  }

  /**
   * What a cell is of.
   *
   * @param name bare or canonical, as it was registered
   * @param handle the loop's number for the cell while somebody holds it
   */
  record Label(Subject subject, String name, int handle) {}

  private final Label label;
  private final byte[] nameBytes;
  private final List<Watcher> watchers = new ArrayList<>(0);
  private long version = 1;
  private int holders;

  Cell(Label label) {
    this.label = label;
    this.nameBytes = FrameBytes.ascii(label.name());
  }

  /** What of the symbol it holds. */
  final Subject subject() {
    return label.subject();
  }

  /** The name that was registered: bare or canonical. */
  public final String name() {
    return label.name();
  }

  /** Stands for the name in Protobuf. */
  final int handle() {
    return label.handle();
  }

  final byte[] nameBytes() {
    return nameBytes;
  }

  /** Rises with every change, from 1. */
  public final long version() {
    return version;
  }

  /** The newest sequence number. */
  public abstract long seq();

  /** The feed's stamp of what is newest, microseconds; 0: none. */
  abstract long asOf();

  /** The price whose moves count for {@code minChange}; 0: none. */
  abstract long lastPx();

  abstract boolean isStale();

  /** Whether what was seen at a version can be updated: it is of the present epoch. */
  abstract boolean canUpdateFrom(long seenVersion);

  /** How far a client is that has been told all. */
  abstract Mark mark();

  /** Appends the fragment as a snapshot. */
  abstract void appendSnapshot(QuoteFormat format, FrameBytes out);

  /**
   * Appends the fragment as an update of what was seen at a version, with its seq where the format
   * tells it.
   */
  abstract void appendUpdate(
      QuoteFormat format, long seenVersion, long previousSeq, FrameBytes out);

  /** Appends what changed since a version; false if that is not known any more. */
  abstract boolean appendChanges(QuoteFormat format, long sinceVersion, FrameBytes out);

  /** Remembers the present version as one that changes may be told from. */
  abstract void remember();

  /** There is something new; who watches is told. */
  final void advance() {
    version++;
    for (var i = 0; i < watchers.size(); i++) {
      watchers.get(i).changed();
    }
  }

  final void watch(Watcher watcher) {
    watchers.add(watcher);
  }

  final void unwatch(Watcher watcher) {
    watchers.remove(watcher);
  }

  final void hold() {
    holders++;
  }

  /** Whether nobody holds the cell any more. */
  final boolean letGo() {
    holders--;
    return holders == 0;
  }
}
