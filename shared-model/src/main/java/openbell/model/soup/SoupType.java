package openbell.model.soup;

/**
 * Packet types (SoupBinTCP 3.00, sections 2.2 and 2.3). Constants, for they are compared per
 * packet.
 */
public final class SoupType {
  /** Both ways: text for people. */
  public static final byte DEBUG = '+';

  /** From the server. */
  public static final byte LOGIN_ACCEPTED = 'A';

  /** From the server. */
  public static final byte LOGIN_REJECTED = 'J';

  /** From the server; numbered by counting. */
  public static final byte SEQUENCED_DATA = 'S';

  /** From the server, after a second without another packet. */
  public static final byte SERVER_HEARTBEAT = 'H';

  /** From the server: the session is over, nothing will follow. */
  public static final byte END_OF_SESSION = 'Z';

  /** From the client. */
  public static final byte LOGIN_REQUEST = 'L';

  /** Both ways; not numbered, not repeated. */
  public static final byte UNSEQUENCED_DATA = 'U';

  /** From the client, after a second without another packet. */
  public static final byte CLIENT_HEARTBEAT = 'R';

  /** From the client. */
  public static final byte LOGOUT_REQUEST = 'O';

  private SoupType() {}
}
