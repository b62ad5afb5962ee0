package openbell.benchmarks.fanout;

import java.nio.ByteBuffer;

/**
 * Counts the quotes of one message of stream.proto and finds the last one's stamp, by tags and
 * lengths alone. Allocates nothing. Used by one thread.
 */
final class QuotesWalker {
  private static final int QUOTES = (3 << 3) | 2;
  private static final int BASE_TIME = 1 << 3;
  private static final int SNAPSHOT = (2 << 3) | 2;
  private static final int UPDATE = (3 << 3) | 2;
  private static final int CHANGE = (4 << 3) | 2;

  /** In a Quote and in a Change. */
  private static final int TIME = 4 << 3;

  private static final int WIRE_TYPE = 7;
  private static final int VARINT_BITS = 64;

  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private int at;
  private int end;
  private int quotes;
  private long baseTime;
  private int lastFrom;
  private int lastTo;

  /**
   * Walks a payload; returns how many quotes it carries, 0 for every other message.
   *
   * @throws IllegalArgumentException if it is no Protobuf
   */
  int walk(ByteBuffer payload, int from, int to) {
    buffer = payload;
    at = from;
    end = to;
    quotes = 0;
    baseTime = 0;
    if (at < end && tag() == QUOTES) {
      end = after(length());
      walkQuotes();
    }
    return quotes;
  }

  private void walkQuotes() {
    while (at < end) {
      var tag = tag();
      switch (tag) {
        case BASE_TIME -> baseTime = varint();
        case SNAPSHOT, UPDATE, CHANGE -> {
          var length = length();
          quotes++;
          lastFrom = at;
          lastTo = after(length);
          at = lastTo;
        }
        default -> skip(tag);
      }
    }
  }

  /** The stamp of the last quote of the payload just walked, microseconds; 0 if it has none. */
  long lastStamp() {
    at = lastFrom;
    end = lastTo;
    while (quotes > 0 && at < end) {
      var tag = tag();
      if (tag == TIME) {
        var zigzag = varint();
        return baseTime + ((zigzag >>> 1) ^ -(zigzag & 1));
      }
      skip(tag);
    }
    return 0;
  }

  private void skip(int tag) {
    switch (tag & WIRE_TYPE) {
      case 0 -> varint();
      case 1 -> at = after(Long.BYTES);
      case 2 -> {
        var length = length();
        at = after(length);
      }
      case 5 -> at = after(Integer.BYTES);
      default -> throw new IllegalArgumentException("wire type of tag " + tag);
    }
  }

  private int tag() {
    return (int) varint();
  }

  private long length() {
    return varint();
  }

  private int after(long length) {
    if (length < 0 || length > end - at) {
      throw new IllegalArgumentException("a field of " + length + " bytes");
    }
    return at + (int) length;
  }

  private long varint() {
    long value = 0;
    for (var shift = 0; shift < VARINT_BITS && at < end; shift += 7) {
      var next = buffer.get(at++);
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a varint without an end");
  }
}
