package openbell.exchangesimulator;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, not for a time. */
public final class Await {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BETWEEN = Duration.ofMillis(5);

  private Await() {}

  public static void until(String what, BooleanSupplier condition) {
    long startedAt = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - startedAt > PATIENCE.toNanos()) {
        throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what);
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }
}
