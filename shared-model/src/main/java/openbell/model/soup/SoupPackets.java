package openbell.model.soup;

import java.nio.ByteBuffer;

/**
 * Writes packets: two bytes of length, the type, the payload (SoupBinTCP 3.00, section 2). Each
 * call appends one packet at the buffer's position and allocates nothing for data and heartbeats.
 */
public final class SoupPackets {
  /** Bytes before the payload. */
  public static final int HEADER = 3;

  /** Login refused: user or password. */
  public static final byte NOT_AUTHORIZED = 'A';

  /** Login refused: no such session. */
  public static final byte NO_SUCH_SESSION = 'S';

  private SoupPackets() {}

  /** A packet without payload: heartbeats, end of session, logout. */
  public static void put(ByteBuffer to, byte type) {
    header(to, type, 0);
  }

  /** A packet whose payload is what remains of a buffer, which is used up. */
  public static void put(ByteBuffer to, byte type, ByteBuffer payload) {
    header(to, type, payload.remaining());
    to.put(payload);
  }

  /** A login request. */
  public static void put(ByteBuffer to, SoupLoginRequest request) {
    header(to, SoupType.LOGIN_REQUEST, SoupLoginRequest.LENGTH);
    request.encode(to);
  }

  /** A login that is accepted. */
  public static void put(ByteBuffer to, SoupLoginAccepted accepted) {
    header(to, SoupType.LOGIN_ACCEPTED, SoupLoginAccepted.LENGTH);
    accepted.encode(to);
  }

  /** A login that is refused, {@link #NOT_AUTHORIZED} or {@link #NO_SUCH_SESSION}. */
  public static void putRejected(ByteBuffer to, byte reason) {
    header(to, SoupType.LOGIN_REJECTED, 1);
    to.put(reason);
  }

  private static void header(ByteBuffer to, byte type, int payload) {
    to.putShort((short) (payload + 1)).put(type);
  }
}
