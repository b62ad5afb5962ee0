package openbell.quotefanout.domain;

import java.util.Arrays;
import java.util.List;

/**
 * What one socket watches, and what it has been told of each: pulled by the wheel. Scans two flat
 * arrays and allocates nothing. Owned by the socket's event loop.
 */
public final class Watchlist {
  private static final long NONE = 0;

  private final QuoteTable table;
  private final Cell.Watcher watcher;
  private String[] symbols = new String[4];
  private Cell[] cells = new Cell[4];
  private Terms[] terms = new Terms[4];
  private long[] seen = new long[4];
  private long[] seenSeq = new long[4];
  private long[] toldPx = new long[4];
  private int size;
  private int appended;
  private boolean immediate;

  /** An empty list; the watcher is told of changes at once while {@link #immediate} is set. */
  public Watchlist(QuoteTable table, Cell.Watcher watcher) {
    this.table = table;
    this.watcher = watcher;
  }

  public int size() {
    return size;
  }

  /** Whether the quotes of a name are watched. */
  public boolean has(String name) {
    return indexOf(Subject.QUOTE, name) >= 0;
  }

  /** The number that stands for a watched name in Protobuf; 0: the name is not watched. */
  public int handleOf(String name) {
    var at = indexOf(Subject.QUOTE, name);
    return at < 0 ? 0 : cells[at].handle();
  }

  /** The names watched, in no order. */
  public List<String> names() {
    return Arrays.stream(cells, 0, size).map(Cell::name).toList();
  }

  /**
   * Watches a symbol under a name; if it was watched already, with or without its depth, its next
   * fragment is a snapshot again. Returns whether it is new.
   */
  public boolean add(String canonical, String name, Terms wanted) {
    var subject = wanted.format().subject();
    var at = indexOf(subject, name);
    if (at >= 0) {
      if (cells[at].subject() != subject) {
        drop(at);
        hold(at, canonical, name, subject);
      }
      seen[at] = NONE;
      terms[at] = wanted;
      return false;
    }
    grow();
    hold(size, canonical, name, subject);
    terms[size] = wanted;
    seen[size] = NONE;
    size++;
    return true;
  }

  private void hold(int index, String canonical, String name, Subject subject) {
    symbols[index] = canonical;
    cells[index] = table.hold(subject, canonical, name);
    if (immediate) {
      cells[index].watch(watcher);
    }
  }

  /** Watches the quotes of a name no more; false if they were not watched. */
  public boolean remove(String name) {
    return remove(Subject.QUOTE, name);
  }

  /** Watches a subject of a name no more; false if it was not watched. */
  public boolean remove(Subject subject, String name) {
    var at = indexOf(subject, name);
    if (at < 0) {
      return false;
    }
    drop(at);
    size--;
    symbols[at] = symbols[size];
    cells[at] = cells[size];
    terms[at] = terms[size];
    seen[at] = seen[size];
    seenSeq[at] = seenSeq[size];
    toldPx[at] = toldPx[size];
    cells[size] = null;
    return true;
  }

  /** Watches nothing more. */
  public void clear() {
    for (var i = 0; i < size; i++) {
      drop(i);
      cells[i] = null;
    }
    size = 0;
  }

  /** Whether the watcher is told of each change at once. */
  public void immediate(boolean wanted) {
    if (immediate == wanted) {
      return;
    }
    immediate = wanted;
    for (var i = 0; i < size; i++) {
      if (wanted) {
        cells[i].watch(watcher);
      } else {
        cells[i].unwatch(watcher);
      }
    }
  }

  /** The first index from {@code from} on of which there is something to tell; -1: none. */
  public int nextChanged(int from) {
    for (var i = from; i < size; i++) {
      if (cells[i].version() != seen[i] && isWorthTelling(i)) {
        return i;
      }
    }
    return -1;
  }

  private boolean isWorthTelling(int index) {
    var cell = cells[index];
    return terms[index].minChangePpm() == 0
        || isSnapshotDue(index)
        || cell.isStale()
        || terms[index].isWorthTelling(toldPx[index], cell.lastPx());
  }

  private boolean isSnapshotDue(int index) {
    return seen[index] == NONE || !cells[index].canUpdateFrom(seen[index]);
  }

  /** Appends the fragment of an index and marks it told; returns whether it is a snapshot. */
  public boolean append(int index, FrameBytes out) {
    var cell = cells[index];
    var snapshot = appendFragment(index, out);
    seen[index] = cell.version();
    seenSeq[index] = cell.seq();
    if (terms[index].minChangePpm() != 0) {
      toldPx[index] = cell.lastPx();
    }
    appended++;
    return snapshot;
  }

  private boolean appendFragment(int index, FrameBytes out) {
    var cell = cells[index];
    var format = terms[index].format();
    var snapshot = isSnapshotDue(index);
    if (terms[index].changedOnly()) {
      var told = !snapshot && cell.appendChanges(format, seen[index], out);
      cell.remember();
      if (told) {
        return false;
      }
      snapshot = true;
    }
    if (snapshot) {
      cell.appendSnapshot(format, out);
    } else {
      cell.appendUpdate(format, seen[index], seenSeq[index], out);
    }
    return snapshot;
  }

  /** Appends {@code "NAME":seq} of every symbol watched, comma-separated. */
  public void appendSeqs(FrameBytes out) {
    for (var i = 0; i < size; i++) {
      out.put(i == 0 ? '"' : ',');
      if (i > 0) {
        out.put('"');
      }
      out.raw(cells[i].nameBytes()).put('"').put(':').number(cells[i].seq());
    }
  }

  /** Appends a Protobuf map of handle to newest seq of every symbol watched. */
  public void appendSeqs(int field, FrameBytes out) {
    for (var i = 0; i < size; i++) {
      var from = out.length();
      ProtobufFields.int64(1, cells[i].handle(), out);
      ProtobufFields.int64(2, cells[i].seq(), out);
      ProtobufFields.wrap(field, from, out);
    }
  }

  /** The instant that stamps in Protobuf count from, microseconds. */
  public long timeBase() {
    return table.timeBase().micros();
  }

  /** Fragments appended so far, modulo 2^32. */
  public int appended() {
    return appended;
  }

  /** The feed's stamp, microseconds, of what an index holds now; 0: none. */
  public long asOf(int index) {
    return cells[index].asOf();
  }

  /** What a client that has been told all has seen, for {@link #resume}. */
  public String cursor() {
    var marks = Arrays.stream(cells, 0, size).map(Cell::mark).toList();
    return PollCursor.encode(names(), marks);
  }

  /**
   * Takes what a client has seen from a cursor of the same names in the same order; where there is
   * nothing newer, nothing is to tell until there is, and the rest is a snapshot. False if it is no
   * cursor.
   */
  public boolean resume(String cursor) {
    var marks = PollCursor.decode(cursor, names());
    if (marks.isEmpty()) {
      return false;
    }
    for (var i = 0; i < marks.get().size(); i++) {
      if (!marks.get().get(i).isBehind(cells[i].mark())) {
        seen[i] = cells[i].version();
        seenSeq[i] = cells[i].seq();
      }
    }
    return true;
  }

  private int indexOf(Subject subject, String name) {
    for (var i = 0; i < size; i++) {
      if (cells[i].subject().replaces(subject) && cells[i].name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private void drop(int index) {
    if (immediate) {
      cells[index].unwatch(watcher);
    }
    table.release(symbols[index], cells[index]);
  }

  private void grow() {
    if (size == cells.length) {
      symbols = Arrays.copyOf(symbols, size * 2);
      cells = Arrays.copyOf(cells, size * 2);
      terms = Arrays.copyOf(terms, size * 2);
      seen = Arrays.copyOf(seen, size * 2);
      seenSeq = Arrays.copyOf(seenSeq, size * 2);
      toldPx = Arrays.copyOf(toldPx, size * 2);
    }
  }
}
