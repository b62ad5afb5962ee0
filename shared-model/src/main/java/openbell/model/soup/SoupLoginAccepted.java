package openbell.model.soup;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The session is open (SoupBinTCP 3.00, section 2.2.2).
 *
 * @param session at most 10 ASCII characters
 * @param sequence the number of the next sequenced data packet
 */
public record SoupLoginAccepted(String session, long sequence) {
  /** Bytes of the packet's payload. */
  public static final int LENGTH = 10 + 20;

  public SoupLoginAccepted {
    SoupText.require("session", session, 10);
    if (sequence < 0) {
      throw new IllegalArgumentException("negative sequence number");
    }
  }

  /** Reads a payload; empty if it is malformed. */
  public static Optional<SoupLoginAccepted> parse(ByteBuffer payload) {
    if (payload.remaining() != LENGTH) {
      return Optional.empty();
    }
    var fields = payload.duplicate();
    var session = SoupText.take(fields, 10);
    var sequence = SoupText.takeNumber(fields, 20);
    try {
      return sequence.isEmpty() || session.isEmpty()
          ? Optional.empty()
          : Optional.of(new SoupLoginAccepted(session, sequence.getAsLong()));
    } catch (IllegalArgumentException unprintable) {
      return Optional.empty();
    }
  }

  void encode(ByteBuffer to) {
    SoupText.putRight(to, session, 10);
    SoupText.putRight(to, Long.toString(sequence), 20);
  }
}
