package openbell.feedhandler.replay;

import java.io.IOException;
import java.io.InputStream;
import openbell.feedhandler.domain.LobsterBook;
import openbell.model.Side;

/**
 * The rows of a LOBSTER order book file: row i is the book after message i, as ask price, ask size,
 * bid price, bid size for each level; an empty level has the price +-9999999999.
 */
public final class LobsterBookRows implements AutoCloseable {
  private static final long EMPTY = 9_999_999_999L;
  private static final int FIELDS_PER_LEVEL = 4;
  private static final int MAX_FIELDS = 4 * 1_000;

  private final LineReader lines;
  private long[] fields = new long[FIELDS_PER_LEVEL];
  private int count;

  private LobsterBookRows(LineReader lines) {
    this.lines = lines;
  }

  /** The rows of a stream, which is closed with them. */
  public static LobsterBookRows of(InputStream in) {
    return new LobsterBookRows(new LineReader(in));
  }

  /**
   * Moves to the next row; false at the end.
   *
   * @throws IOException if the stream breaks
   * @throws IllegalArgumentException if the row is malformed
   */
  public boolean next() throws IOException {
    if (!lines.next()) {
      return false;
    }
    count = 0;
    var start = lines.from();
    for (var at = lines.from(); at <= lines.to(); at++) {
      if (at == lines.to() || lines.bytes()[at] == ',') {
        add(number(start, at));
        start = at + 1;
      }
    }
    if (count % FIELDS_PER_LEVEL != 0) {
      throw malformed();
    }
    for (var level = 0; level < levels(); level++) {
      checkLevel(Side.BUY, level);
      checkLevel(Side.SELL, level);
    }
    return true;
  }

  /** A level has shares, or it is empty and says so. */
  private void checkLevel(Side side, int level) {
    if (px(side, level) < 0 || (px(side, level) > 0 && qty(side, level) <= 0)) {
      throw malformed();
    }
  }

  /** How many levels a row has. */
  public int levels() {
    return count / FIELDS_PER_LEVEL;
  }

  /** Price of a level, 0 the best; 0 if it is empty. */
  public long px(Side side, int level) {
    var px = fields[FIELDS_PER_LEVEL * level + (side == Side.SELL ? 0 : 2)];
    return Math.abs(px) == EMPTY ? 0 : px;
  }

  /** Quantity of a level, 0 the best. */
  public long qty(Side side, int level) {
    return fields[FIELDS_PER_LEVEL * level + (side == Side.SELL ? 1 : 3)];
  }

  /** Fills a book with the levels of this row. */
  public void seed(LobsterBook book) {
    for (var side : Side.values()) {
      for (var level = 0; level < levels(); level++) {
        if (px(side, level) > 0) {
          book.seed(side, px(side, level), qty(side, level));
        }
      }
    }
  }

  private void add(long field) {
    if (count == MAX_FIELDS) {
      throw malformed();
    }
    if (count == fields.length) {
      fields = java.util.Arrays.copyOf(fields, 2 * count);
    }
    fields[count++] = field;
  }

  private long number(int from, int to) {
    var at = from < to && lines.bytes()[from] == '-' ? from + 1 : from;
    if (at == to || to - at > 18) {
      throw malformed();
    }
    long value = 0;
    for (; at < to; at++) {
      var digit = lines.bytes()[at] - '0';
      if (digit < 0 || digit > 9) {
        throw malformed();
      }
      value = 10 * value + digit;
    }
    return lines.bytes()[from] == '-' ? -value : value;
  }

  private IllegalArgumentException malformed() {
    return new IllegalArgumentException("row " + lines.number() + " is malformed");
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
