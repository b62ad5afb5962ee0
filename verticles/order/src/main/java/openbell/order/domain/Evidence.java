package openbell.order.domain;

import java.nio.ByteBuffer;

/**
 * How a transition came about, for people: no decision looks at it. Times are by the clock of who
 * did it, in microseconds; 0 and empty where unknown. What is beyond its bounds counts as unknown,
 * so that evidence never keeps a fact from being stored.
 *
 * @param receivedAtMicros when the gateway had admitted the request
 * @param loggedAtMicros when the venue's log had the command
 * @param dequeuedAtMicros when the venue's engine took it up
 * @param decidedAtMicros when the engine had decided
 * @param ruleInputs what risk's rules looked at, encoded
 * @param arrival the book that the order met, encoded
 */
public record Evidence(
    long receivedAtMicros,
    long loggedAtMicros,
    long dequeuedAtMicros,
    long decidedAtMicros,
    ByteBuffer ruleInputs,
    ByteBuffer arrival) {
  /** The most bytes that are kept of an encoded part. */
  public static final int MAX_BYTES = 512;

  /** The year 2200: beyond it a time is a mistake, and the store may not hold it. */
  private static final long LATEST_MICROS = 7_258_118_400_000_000L;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  /** Nothing is known. */
  public static final Evidence NONE = new Evidence(0, 0, 0, 0, NOTHING, NOTHING);

  public Evidence {
    receivedAtMicros = known(receivedAtMicros);
    loggedAtMicros = known(loggedAtMicros);
    dequeuedAtMicros = known(dequeuedAtMicros);
    decidedAtMicros = known(decidedAtMicros);
    ruleInputs = known(ruleInputs);
    arrival = known(arrival);
  }

  /** Of what a client asked for and risk has checked. */
  public static Evidence ofRequest(long receivedAtMicros, ByteBuffer ruleInputs) {
    return new Evidence(receivedAtMicros, 0, 0, 0, ruleInputs, NOTHING);
  }

  /** Of what the venue reported. */
  public static Evidence ofReport(
      long loggedAtMicros, long dequeuedAtMicros, long decidedAtMicros, ByteBuffer arrival) {
    return new Evidence(0, loggedAtMicros, dequeuedAtMicros, decidedAtMicros, NOTHING, arrival);
  }

  private static long known(long micros) {
    return micros > 0 && micros <= LATEST_MICROS ? micros : 0;
  }

  private static ByteBuffer known(ByteBuffer bytes) {
    return bytes.remaining() <= MAX_BYTES ? bytes : NOTHING;
  }
}
