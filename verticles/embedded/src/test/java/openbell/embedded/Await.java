package openbell.embedded;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition, within a bound that only a broken program reaches. */
final class Await {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Await() {}

  /** Returns when the condition holds; one that throws does not hold yet. */
  static void until(String what, Callable<Boolean> condition) {
    long deadline = System.nanoTime() + BOUND.toNanos();
    Exception last = null;
    while (System.nanoTime() < deadline) {
      try {
        if (condition.call()) {
          return;
        }
      } catch (Exception e) {
        last = e;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    throw new AssertionError("waited " + BOUND + " for: " + what, last);
  }
}
