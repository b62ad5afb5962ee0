package openbell.model.mold;

import java.nio.ByteBuffer;

/**
 * Writes downstream packets of one session into a buffer that it keeps (MoldUDP64 1.0, section 3).
 * On one thread; allocates nothing per message.
 */
public final class MoldPacketBuilder {
  private final ByteBuffer packet;
  private int count;

  /**
   * A builder whose packets have at most so many bytes.
   *
   * @param maxBytes 1,400 stays below the MTU of an Ethernet
   */
  public MoldPacketBuilder(int maxBytes) {
    packet = ByteBuffer.allocate(maxBytes);
  }

  /** Begins a packet whose first message has this number. */
  public MoldPacketBuilder begin(MoldSession session, long sequence) {
    packet.clear();
    session.put(packet);
    packet.putLong(sequence).putShort((short) 0);
    count = 0;
    return this;
  }

  /** Appends what remains of a message; false, and nothing done, if the packet is full. */
  public boolean add(ByteBuffer message) {
    if (packet.remaining() < 2 + message.remaining() || count == MoldPacket.END - 1) {
      return false;
    }
    packet.putShort((short) message.remaining()).put(message);
    count++;
    return true;
  }

  /** Makes it the end of the session; it has no messages. */
  public MoldPacketBuilder end() {
    count = MoldPacket.END;
    return this;
  }

  /** How many messages the packet has. */
  public int count() {
    return count;
  }

  /** The packet's bytes, copied; without a message it is a heartbeat. */
  public byte[] toBytes() {
    packet.putShort(MoldPacket.COUNT_AT, (short) count);
    var bytes = new byte[packet.position()];
    packet.get(0, bytes);
    return bytes;
  }
}
