package openbell.model.mold;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Asks the request server for messages again (MoldUDP64 1.0, section 4).
 *
 * @param sequence the first one
 * @param count how many, 1 to 65,535; the server answers with one packet, as many as fit
 */
public record MoldRequest(MoldSession session, long sequence, int count) {
  /** Bytes on the wire. */
  public static final int LENGTH = MoldPacket.HEADER;

  public MoldRequest {
    if (sequence < 1 || count < 1 || count > 0xFFFF) {
      throw new IllegalArgumentException("no such messages: " + count + " from " + sequence);
    }
  }

  /** Reads a datagram; empty if it is malformed. */
  public static Optional<MoldRequest> parse(ByteBuffer datagram) {
    if (datagram.remaining() != LENGTH) {
      return Optional.empty();
    }
    var fields = datagram.duplicate();
    var name = new byte[MoldSession.LENGTH];
    fields.get(name);
    try {
      return Optional.of(
          new MoldRequest(
              new MoldSession(new String(name, StandardCharsets.US_ASCII)),
              fields.getLong(),
              Short.toUnsignedInt(fields.getShort())));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  /** The datagram. */
  public byte[] toBytes() {
    var to = ByteBuffer.allocate(LENGTH);
    session.put(to);
    return to.putLong(sequence).putShort((short) count).array();
  }
}
