package openbell.quotefanout.domain;

/**
 * The instant that the stamps of a loop's Protobuf quotes count from, so that they take three bytes
 * and not eight. Moved each second: what was encoded before counts from another. Owned by the loop.
 */
public final class TimeBase {
  private static final long PERIOD_MICROS = 1_000_000;

  private long micros;

  /** Microseconds since 1970. */
  public long micros() {
    return micros;
  }

  /** Moves on if a second is over, or the clock was turned back. */
  public void advance(long nowMicros) {
    var passed = nowMicros - micros;
    if (passed < 0 || passed >= PERIOD_MICROS) {
      micros = nowMicros;
    }
  }
}
