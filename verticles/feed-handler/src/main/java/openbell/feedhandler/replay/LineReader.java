package openbell.feedhandler.replay;

import java.io.IOException;
import java.io.InputStream;

/**
 * Lines of a stream as ranges of one buffer: nothing is allocated per line, and no line is longer
 * than the buffer. A line end is LF or CR LF; the last line may lack it.
 */
final class LineReader implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int filled;
  private int nextLine;
  private int from;
  private int to;
  private long number;

  LineReader(InputStream in) {
    this.in = in;
  }

  /**
   * Moves to the next line; false at the end.
   *
   * @throws IOException if the stream breaks or a line is longer than 64 KB
   */
  boolean next() throws IOException {
    var lineEnd = findLineEnd(nextLine);
    while (lineEnd < 0) {
      var searched = filled - nextLine;
      if (!fill()) {
        return lastLine();
      }
      lineEnd = findLineEnd(nextLine + searched);
    }
    line(lineEnd);
    nextLine = lineEnd + 1;
    return true;
  }

  private boolean lastLine() {
    if (nextLine == filled) {
      return false;
    }
    line(filled);
    nextLine = filled;
    return true;
  }

  private void line(int lineEnd) {
    from = nextLine;
    to = lineEnd > from && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
    number++;
  }

  private int findLineEnd(int start) {
    for (var at = start; at < filled; at++) {
      if (buffer[at] == '\n') {
        return at;
      }
    }
    return -1;
  }

  /** Reads more behind what is not used yet; false at the end of the stream. */
  private boolean fill() throws IOException {
    System.arraycopy(buffer, nextLine, buffer, 0, filled - nextLine);
    filled -= nextLine;
    nextLine = 0;
    if (filled == buffer.length) {
      throw new IOException("a line is longer than " + BUFFER + " bytes");
    }
    var read = in.read(buffer, filled, buffer.length - filled);
    if (read > 0) {
      filled += read;
    }
    return read >= 0;
  }

  byte[] bytes() {
    return buffer;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  /** The number of the line, from 1. */
  long number() {
    return number;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
