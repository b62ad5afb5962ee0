package openbell.benchmarks.fanout;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Compressed messages (RFC 7692) of a server that lets none refer to those before, so that one
 * inflater does for all clients. Used by one thread.
 */
final class Deflated {
  private static final int LARGEST_MESSAGE = 1 << 17;

  /** The end of a flush, which is not sent. */
  private static final int TAIL_BYTES = 4;

  private final Inflater inflater = new Inflater(true);
  private final ByteBuffer message = ByteBuffer.allocateDirect(LARGEST_MESSAGE);

  /** A client's message, compressed. */
  static byte[] message(byte[] text) {
    var deflater = new Deflater(Deflater.BEST_SPEED, true);
    deflater.setInput(text);
    var bytes = new byte[text.length + 64];
    var length = deflater.deflate(bytes, 0, bytes.length, Deflater.SYNC_FLUSH);
    deflater.end();
    return Arrays.copyOf(bytes, length - TAIL_BYTES);
  }

  /** The message that a payload stands for; good until the next. */
  ByteBuffer inflate(ByteBuffer payload, int from, int to) {
    inflater.reset();
    inflater.setInput(payload.duplicate().limit(to).position(from));
    message.clear();
    try {
      while (inflater.inflate(message) > 0 && message.hasRemaining()) {
        // It gives what it has, until it has no more.
      }
      return message.flip();
    } catch (DataFormatException malformed) {
      throw new IllegalArgumentException("a message that does not inflate", malformed);
    }
  }
}
