package openbell.quotefanout.domain;

import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.Quote;

/**
 * The versions of one cell that were told lately, so that a client can be told changed fields
 * alone; and those changes, encoded once for each of at most four starting points (RULES 22). Of
 * one epoch. Owned by its cell's loop.
 */
final class ChangeLog {
  private static final int REMEMBERED = 16;
  private static final int MAX_SPANS = 4;

  /** From a version that a client was told to the newest one. */
  record Span(long from, long to, QuoteFormat format) {}

  /** What a cell held at a version. */
  record State(Quote quote, Depth depth) {}

  private final long[] versions = new long[REMEMBERED];
  private final State[] states = new State[REMEMBERED];
  private final Span[] spans = new Span[MAX_SPANS];
  private final FrameBytes[] changes = new FrameBytes[MAX_SPANS];
  private int nextRemembered;
  private long timeBase;
  private int encoded;

  /** Remembers that a cell's present version was told. */
  void remember(QuoteCell cell) {
    if (indexOf(cell.version()) < 0) {
      versions[nextRemembered] = cell.version();
      states[nextRemembered] = new State(cell.latest(), cell.depth());
      nextRemembered = (nextRemembered + 1) % REMEMBERED;
    }
  }

  /**
   * Appends the fields that changed; false, and nothing appended, if the start is forgotten or too
   * many other spans end here.
   */
  boolean append(Span span, QuoteCell cell, FrameBytes out) {
    if (encoded > 0 && (spans[0].to != span.to || timeBase != cell.timeBase())) {
      encoded = 0;
    }
    timeBase = cell.timeBase();
    for (var i = 0; i < encoded; i++) {
      if (spans[i].equals(span)) {
        out.raw(changes[i].array(), 0, changes[i].length());
        return true;
      }
    }
    var start = indexOf(span.from);
    if (start < 0 || encoded == MAX_SPANS) {
      return false;
    }
    if (changes[encoded] == null) {
      changes[encoded] = new FrameBytes(128);
    }
    var json = changes[encoded].clear(0);
    spans[encoded++] = span;
    span.format.encodeChanges(states[start], cell, json);
    out.raw(json.array(), 0, json.length());
    return true;
  }

  private int indexOf(long version) {
    for (var i = 0; i < REMEMBERED; i++) {
      if (versions[i] == version) {
        return i;
      }
    }
    return -1;
  }
}
