package openbell.benchmarks.ingest;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How far a load may go ahead of what its receiver has taken: 100,000 updates. A receiver that
 * takes nothing for 2 s has dropped the rest, and what is sent so far counts no more. For one
 * thread.
 */
final class Room {
  private static final long MAX_AHEAD = 100_000;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
  // Ten updates are ten depths and a trade.
  private static final int TEN = 10;
  private static final int ELEVEN = 11;

  private final LongSupplier taken;
  private long base;
  private long seen;
  private long seenAtNanos = System.nanoTime();

  /**
   * Room for a load that has sent nothing yet.
   *
   * @param taken how many depths and trades the receiver has taken or refused so far
   */
  Room(LongSupplier taken) {
    this.taken = taken;
    this.seen = taken.getAsLong();
    this.base = seen;
  }

  /** How many updates may be sent in all, of which so many are. */
  long end(long sent) {
    var now = System.nanoTime();
    var count = taken.getAsLong();
    if (count != seen) {
      seen = count;
      seenAtNanos = now;
    } else if (now - seenAtNanos > PATIENCE_NANOS) {
      seenAtNanos = now;
      base = Math.min(base, count - sent * ELEVEN / TEN);
    }
    return (count - base) * TEN / ELEVEN + MAX_AHEAD;
  }
}
