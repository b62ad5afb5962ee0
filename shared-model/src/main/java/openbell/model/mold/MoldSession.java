package openbell.model.mold;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The name of a session: 10 bytes of ASCII (MoldUDP64 1.0, section 2).
 *
 * @param name padded with spaces on the left to 10 characters
 */
public record MoldSession(String name) {
  /** Bytes on the wire. */
  public static final int LENGTH = 10;

  public MoldSession {
    if (name.length() != LENGTH || !name.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new IllegalArgumentException("a session has 10 printable ASCII characters");
    }
  }

  /** The session of a name of at most 10 characters. */
  public static MoldSession of(String name) {
    return new MoldSession(" ".repeat(Math.max(0, LENGTH - name.length())) + name);
  }

  /** Whether a packet begins with this session; allocates nothing. */
  public boolean isAt(ByteBuffer packet, int index) {
    for (var i = 0; i < LENGTH; i++) {
      if (packet.get(index + i) != (byte) name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The name without its padding, as SoupBinTCP's fields carry it. */
  public String bare() {
    return name.strip();
  }

  void put(ByteBuffer to) {
    to.put(name.getBytes(StandardCharsets.US_ASCII));
  }
}
