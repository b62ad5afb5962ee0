package openbell.quotefanout.domain;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growable array of bytes, UTF-8 text or Protobuf, in which frames are put together. Reused for
 * every frame of an event loop, so that writing allocates nothing; owned by one thread.
 */
public final class FrameBytes {
  private static final byte[] MIN_LONG = ascii(Long.toString(Long.MIN_VALUE));

  private byte[] bytes;
  private int start;
  private int length;

  public FrameBytes(int capacity) {
    this.bytes = new byte[capacity];
  }

  /** The bytes of a text that holds ASCII alone. */
  public static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** What was written, up to {@link #length}; valid until the next write. */
  public byte[] array() {
    return bytes;
  }

  /** Where what was written starts: after the room that no prefix took. */
  public int start() {
    return start;
  }

  /** Where what was written ends. */
  public int length() {
    return length;
  }

  /** Forgets what was written; {@code room} bytes stay free in front for a prefix. */
  public FrameBytes clear(int room) {
    start = room;
    length = room;
    reserve(0);
    return this;
  }

  /** Puts a prefix into the room left by {@link #clear}. */
  public void prefix(byte[] prefix) {
    start -= prefix.length;
    System.arraycopy(prefix, 0, bytes, start, prefix.length);
  }

  /** Moves the last bytes written into the room left by {@link #clear}. */
  void prefixWithLast(int count) {
    start -= count;
    length -= count;
    System.arraycopy(bytes, length, bytes, start, count);
  }

  /** Moves the last bytes written to an earlier place, and what stood there behind them. */
  void moveLast(int count, int to) {
    reserve(count);
    System.arraycopy(bytes, to, bytes, to + count, length - to);
    System.arraycopy(bytes, length, bytes, to, count);
  }

  /** Appends one byte. */
  FrameBytes octet(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
    return this;
  }

  /** Appends bytes as they are. */
  public FrameBytes raw(byte[] source) {
    return raw(source, 0, source.length);
  }

  /** Appends a range of bytes as they are. */
  public FrameBytes raw(byte[] source, int from, int to) {
    var count = to - from;
    reserve(count);
    System.arraycopy(source, from, bytes, length, count);
    length += count;
    return this;
  }

  /** Appends one ASCII character. */
  public FrameBytes put(char c) {
    reserve(1);
    bytes[length++] = (byte) c;
    return this;
  }

  /** Appends a whole number. */
  public FrameBytes number(long value) {
    if (value < 0) {
      if (value == Long.MIN_VALUE) {
        return raw(MIN_LONG);
      }
      put('-');
      return digits(-value);
    }
    return digits(value);
  }

  /** Appends an amount in 1/10,000 with two to four digits after the point. */
  public FrameBytes money(long scaled) {
    if (scaled < 0) {
      put('-');
    }
    // Divided before the sign is dropped: the negation of the smallest long is itself.
    digits(Math.abs(scaled / 10_000));
    var fraction = (int) Math.abs(scaled % 10_000);
    put('.').put(digit(fraction / 1_000)).put(digit(fraction / 100 % 10));
    if (fraction % 100 != 0) {
      put(digit(fraction / 10 % 10));
      if (fraction % 10 != 0) {
        put(digit(fraction % 10));
      }
    }
    return this;
  }

  /** Makes what was written since {@code from} the inside of a JSON string. ASCII alone. */
  public FrameBytes escapeFrom(int from) {
    var marks = 0;
    for (var i = from; i < length; i++) {
      marks += needsEscape(bytes[i]) ? 1 : 0;
    }
    reserve(marks);
    var to = length + marks;
    var at = length;
    length = to;
    while (to > at) {
      var b = bytes[--at];
      bytes[--to] = b;
      if (needsEscape(b)) {
        bytes[--to] = '\\';
      }
    }
    return this;
  }

  /** The text of what was written. */
  @Override
  public String toString() {
    return new String(bytes, start, length - start, StandardCharsets.UTF_8);
  }

  private FrameBytes digits(long value) {
    var count = digitCount(value);
    reserve(count);
    var at = length + count;
    length = at;
    var rest = value;
    do {
      var quotient = rest / 10;
      bytes[--at] = (byte) ('0' + (rest - quotient * 10));
      rest = quotient;
    } while (rest != 0);
    return this;
  }

  private static int digitCount(long value) {
    var count = 1;
    var bound = 10L;
    while (count < 19 && value >= bound) {
      count++;
      bound *= 10;
    }
    return count;
  }

  private static boolean needsEscape(byte b) {
    return b == '"' || b == '\\';
  }

  private static char digit(int value) {
    return (char) ('0' + value);
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
