package openbell.model.fix;

/**
 * Watches a connection's bytes for a BodyLength (9) that is too long to be honest: an engine that
 * believed it would gather that many bytes. One per connection, used by its thread; allocates
 * nothing.
 */
public final class BodyLengthGuard {
  /** The longest body that is accepted, bytes. */
  public static final int MAX_BODY_LENGTH = 256 * 1024;

  private static final byte SOH = 1;
  private static final int SOUGHT = 0;
  private static final int AFTER_SOH = 1;
  private static final int AFTER_NINE = 2;
  private static final int IN_LENGTH = 3;

  private int state = SOUGHT;
  private int length;

  /** Takes the next byte; false if the connection must be closed. */
  public boolean accepts(byte next) {
    if (state == IN_LENGTH && next >= '0' && next <= '9') {
      length = length * 10 + (next - '0');
      return length <= MAX_BODY_LENGTH;
    }
    if (next == SOH) {
      state = AFTER_SOH;
    } else if (state == AFTER_SOH && next == '9') {
      state = AFTER_NINE;
    } else if (state == AFTER_NINE && next == '=') {
      state = IN_LENGTH;
      length = 0;
    } else {
      state = SOUGHT;
    }
    return true;
  }
}
