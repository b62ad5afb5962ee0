package openbell.benchmarks.fanout;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads the WebSocket frames (RFC 6455, 5.2) of one client as they come, in pieces or many at once.
 * Cheap per frame: text eight bytes a step, binary by its fields; no allocation but a scratch for
 * binary and compressed frames that come in pieces, kept for the next. Used by one thread.
 */
final class FrameReader {
  /** What a reader needs before the bytes it is given: the start of a header from before. */
  static final int ROOM = 16;

  private static final long OPENING_BRACES = 0x7b7b7b7b7b7b7b7bL;
  private static final long SEVEN_BITS = 0x7f7f7f7f7f7f7f7fL;
  private static final int OPCODE = 0x0f;
  private static final int CLOSE = 8;
  private static final int RSV1 = 0x40;

  private static final int LARGEST_BINARY = 1 << 20;

  private final Tally tally;
  private final boolean binary;
  private byte[] header = new byte[0];
  private long payloadLeft;
  private int braces;
  private ByteBuffer scratch = ByteBuffer.allocate(0);
  private long frameBytes;
  private boolean deflated;
  private boolean served;
  private boolean closing;

  FrameReader(Door door, Tally tally) {
    this.tally = tally;
    this.binary = door.isBinary();
  }

  /**
   * Takes what was read.
   *
   * @param buffer big-endian, direct; {@link #ROOM} bytes are free before its position
   */
  void read(ByteBuffer buffer) {
    restoreHeader(buffer);
    while (buffer.hasRemaining()) {
      if (payloadLeft == 0 && !startFrame(buffer)) {
        return;
      }
      takePayload(buffer);
    }
  }

  /** Whether the server has said goodbye. */
  boolean isClosing() {
    return closing;
  }

  /** Whether a quote has come. */
  boolean isServed() {
    return served;
  }

  private void restoreHeader(ByteBuffer buffer) {
    if (header.length > 0) {
      buffer.position(buffer.position() - header.length);
      buffer.put(buffer.position(), header);
      header = new byte[0];
    }
  }

  /** Reads a header; keeps an incomplete one and returns false. */
  private boolean startFrame(ByteBuffer buffer) {
    var at = buffer.position();
    var have = buffer.remaining();
    var shortLength = have < 2 ? 0 : buffer.get(at + 1) & 0x7f;
    var headerBytes = shortLength < 126 ? 2 : shortLength == 126 ? 4 : 10;
    if (have < headerBytes) {
      header = new byte[have];
      buffer.get(header);
      return false;
    }
    payloadLeft =
        switch (headerBytes) {
          case 2 -> shortLength;
          case 4 -> buffer.getShort(at + 2) & 0xffff;
          default -> buffer.getLong(at + 2);
        };
    closing |= (buffer.get(at) & OPCODE) == CLOSE;
    deflated = (buffer.get(at) & RSV1) != 0;
    frameBytes = headerBytes + payloadLeft;
    braces = 0;
    buffer.position(at + headerBytes);
    return true;
  }

  private void takePayload(ByteBuffer buffer) {
    var from = buffer.position();
    var count = (int) Math.min(payloadLeft, buffer.remaining());
    buffer.position(from + count);
    payloadLeft -= count;
    if (binary || deflated) {
      takeWhole(buffer, from, count);
    } else {
      takeText(buffer, from, count);
    }
  }

  private void takeText(ByteBuffer buffer, int from, int count) {
    braces += countBraces(buffer, from, from + count);
    if (payloadLeft == 0) {
      served |= tally.frame(braces, frameBytes, buffer, from, from + count);
    }
  }

  /** A frame that came whole is read where it lies. */
  private void takeWhole(ByteBuffer buffer, int from, int count) {
    if (payloadLeft == 0 && scratch.position() == 0) {
      readWhole(buffer, from, from + count);
      return;
    }
    keep(buffer, from, count);
    if (payloadLeft == 0) {
      readWhole(scratch, 0, scratch.position());
      scratch.clear();
    }
  }

  private void readWhole(ByteBuffer payload, int from, int to) {
    if (deflated) {
      var text = tally.deflated().inflate(payload, from, to);
      var textBraces = countBraces(text, 0, text.limit());
      served |= tally.frame(textBraces, frameBytes, text, 0, text.limit());
    } else {
      served |= tally.binaryFrame(frameBytes, payload, from, to);
    }
  }

  private void keep(ByteBuffer buffer, int from, int count) {
    var whole = scratch.position() + count + payloadLeft;
    if (whole > LARGEST_BINARY) {
      throw new IllegalArgumentException("a frame of " + whole + " bytes");
    }
    if (scratch.capacity() < whole) {
      scratch = ByteBuffer.allocate((int) whole).put(scratch.flip());
    }
    scratch.put(scratch.position(), buffer, from, count).position(scratch.position() + count);
  }

  /** Counts opening braces by the exact zero-byte mask of a word. */
  static int countBraces(ByteBuffer buffer, int from, int to) {
    var count = 0;
    var at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      var word = buffer.getLong(at) ^ OPENING_BRACES;
      var zeros = ~(((word & SEVEN_BITS) + SEVEN_BITS) | word | SEVEN_BITS);
      count += Long.bitCount(zeros);
    }
    for (; at < to; at++) {
      count += buffer.get(at) == '{' ? 1 : 0;
    }
    return count;
  }

  /** A buffer to read into. */
  static ByteBuffer buffer(int size) {
    return ByteBuffer.allocateDirect(ROOM + size).order(ByteOrder.BIG_ENDIAN);
  }
}
