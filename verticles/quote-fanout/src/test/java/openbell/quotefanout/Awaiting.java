package openbell.quotefanout;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, at most 20 s. */
final class Awaiting {
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final Duration BETWEEN = Duration.ofMillis(10);

  private Awaiting() {}

  static void until(BooleanSupplier condition) {
    var end = System.nanoTime() + LONGEST.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + LONGEST);
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }
}
