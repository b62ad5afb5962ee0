package openbell.model.mold;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A view of one downstream packet: session, sequence number of the first message, count, message
 * blocks (MoldUDP64 1.0, section 3). Whole or refused: a packet whose blocks do not end with the
 * datagram tells nothing. One per receiver; reading allocates nothing.
 */
public final class MoldPacket {
  /** What a packet is. */
  public enum Kind {
    DATA,
    /** No message; {@link #sequence} is the next one's. */
    HEARTBEAT,
    /** The session is over; {@link #sequence} is what the next one would be. */
    END_OF_SESSION,
    MALFORMED
  }

  /** Takes messages in order. */
  @FunctionalInterface
  public interface Messages {
    /** One message; it is the packet's and valid during the call. */
    void message(long sequence, ByteBuffer message);
  }

  /** Session, sequence number, count. */
  public static final int HEADER = MoldSession.LENGTH + 8 + 2;

  static final int SEQUENCE_AT = MoldSession.LENGTH;
  static final int COUNT_AT = SEQUENCE_AT + 8;
  static final int END = 0xFFFF;

  private ByteBuffer packet = ByteBuffer.allocate(0);
  private int start;
  private int end;

  /** Looks at the bytes between a buffer's position and limit, which this view then uses. */
  public Kind wrap(ByteBuffer datagram) {
    packet = datagram;
    start = datagram.position();
    end = datagram.limit();
    if (end - start < HEADER || sequence() < 0) {
      return Kind.MALFORMED;
    }
    return switch (rawCount()) {
      case 0 -> end - start == HEADER ? Kind.HEARTBEAT : Kind.MALFORMED;
      case END -> end - start == HEADER ? Kind.END_OF_SESSION : Kind.MALFORMED;
      default -> isWhole() ? Kind.DATA : Kind.MALFORMED;
    };
  }

  /** Whether the packet is of a session. */
  public boolean isOf(MoldSession session) {
    return session.isAt(packet, start);
  }

  /** The packet's session; empty if it is not printable. */
  public Optional<MoldSession> session() {
    var name = new byte[MoldSession.LENGTH];
    packet.get(start, name);
    try {
      return Optional.of(new MoldSession(new String(name, StandardCharsets.US_ASCII)));
    } catch (IllegalArgumentException unprintable) {
      return Optional.empty();
    }
  }

  /** The number of the first message, or of the next one where there is none. */
  public long sequence() {
    return packet.getLong(start + SEQUENCE_AT);
  }

  /** Tells each message of a packet that is {@link Kind#DATA}. */
  public void forEach(Messages messages) {
    var sequence = sequence();
    var at = start + HEADER;
    for (var left = rawCount(); left > 0; left--) {
      var length = Short.toUnsignedInt(packet.getShort(at));
      at += 2;
      packet.limit(at + length).position(at);
      messages.message(sequence++, packet);
      packet.limit(end);
      at += length;
    }
    packet.position(end);
  }

  private int rawCount() {
    return Short.toUnsignedInt(packet.getShort(start + COUNT_AT));
  }

  private boolean isWhole() {
    var at = start + HEADER;
    for (var left = rawCount(); left > 0; left--) {
      if (at + 2 > end) {
        return false;
      }
      at += 2 + Short.toUnsignedInt(packet.getShort(at));
    }
    return at == end && sequence() <= Long.MAX_VALUE - rawCount();
  }
}
