package openbell.model.soup;

import java.nio.ByteBuffer;

/**
 * Cuts a TCP stream into packets, whatever the chunks are. A packet's length is bounded; one that
 * is too long or empty ends the reading, for nothing after it can be trusted. One per connection,
 * on its event loop; allocates nothing per packet.
 */
public final class SoupReader {
  /** Takes packets. */
  @FunctionalInterface
  public interface Packets {
    /** One packet; the payload is the reader's and valid during the call. */
    void packet(byte type, ByteBuffer payload);
  }

  private static final int LENGTH_BYTES = 2;

  private final ByteBuffer pending;
  private final int maxLength;
  private final Packets packets;
  private boolean broken;

  /**
   * A reader at the beginning of a stream.
   *
   * @param maxLength the most bytes of a packet: its type and its payload
   */
  public SoupReader(int maxLength, Packets packets) {
    this.maxLength = maxLength;
    this.packets = packets;
    this.pending = ByteBuffer.allocate(LENGTH_BYTES + maxLength);
  }

  /** Reads a chunk to its end; false once the stream is malformed: drop the connection. */
  public boolean read(ByteBuffer chunk) {
    while (!broken && chunk.hasRemaining()) {
      if (pending.position() < LENGTH_BYTES) {
        pending.put(chunk.get());
      } else {
        fill(chunk);
      }
      cut();
    }
    return !broken;
  }

  private void fill(ByteBuffer chunk) {
    var wanted = LENGTH_BYTES + length() - pending.position();
    var taken = Math.min(wanted, chunk.remaining());
    pending.put(pending.position(), chunk, chunk.position(), taken);
    pending.position(pending.position() + taken);
    chunk.position(chunk.position() + taken);
  }

  private void cut() {
    if (pending.position() < LENGTH_BYTES) {
      return;
    }
    var length = length();
    if (length == 0 || length > maxLength) {
      broken = true;
    } else if (pending.position() == LENGTH_BYTES + length) {
      pending.flip().position(LENGTH_BYTES);
      packets.packet(pending.get(), pending);
      pending.clear();
    }
  }

  private int length() {
    return Short.toUnsignedInt(pending.getShort(0));
  }
}
