package openbell.model.soup;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Asks for a session's sequenced data from a number on (SoupBinTCP 3.00, section 2.3.1).
 *
 * @param user at most 6 ASCII characters
 * @param password at most 10
 * @param session at most 10; empty for whichever is active
 * @param sequence the next number wanted; 0 for only what comes from now on
 */
public record SoupLoginRequest(String user, String password, String session, long sequence) {
  /** Bytes of the packet's payload. */
  public static final int LENGTH = 6 + 10 + 10 + 20;

  public SoupLoginRequest {
    SoupText.require("user", user, 6);
    SoupText.require("password", password, 10);
    SoupText.require("session", session, 10);
    if (sequence < 0) {
      throw new IllegalArgumentException("negative sequence number");
    }
  }

  /** Reads a payload; empty if it is malformed. */
  public static Optional<SoupLoginRequest> parse(ByteBuffer payload) {
    if (payload.remaining() != LENGTH) {
      return Optional.empty();
    }
    var fields = payload.duplicate();
    var user = SoupText.take(fields, 6);
    var password = SoupText.take(fields, 10);
    var session = SoupText.take(fields, 10);
    var sequence = SoupText.takeNumber(fields, 20);
    try {
      return sequence.isEmpty()
          ? Optional.empty()
          : Optional.of(new SoupLoginRequest(user, password, session, sequence.getAsLong()));
    } catch (IllegalArgumentException unprintable) {
      return Optional.empty();
    }
  }

  void encode(ByteBuffer to) {
    SoupText.putLeft(to, user, 6);
    SoupText.putLeft(to, password, 10);
    SoupText.putRight(to, session, 10);
    SoupText.putRight(to, Long.toString(sequence), 20);
  }
}
