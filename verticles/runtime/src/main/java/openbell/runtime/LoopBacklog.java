package openbell.runtime;

import io.vertx.core.Context;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Bounds what waits for an event loop. A bus holds nobody back: what it hands over becomes a task
 * of the receiver's loop, and that queue has no bound of its own. So a task is posted behind all
 * that waits, and timed: while it was out for more than a second, what is handed over is to be
 * dropped. Runs on that loop.
 */
final class LoopBacklog {
  private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Context loop;
  private final LongSupplier nanoTime;
  private final Runnable caughtUp;
  private long postedAt;
  private boolean posted;
  private boolean behind;

  /**
   * Measures nothing before the first message.
   *
   * @param caughtUp called once all that waited is dropped
   */
  LoopBacklog(Context loop, LongSupplier nanoTime, Runnable caughtUp) {
    this.loop = loop;
    this.nanoTime = nanoTime;
    this.caughtUp = caughtUp;
  }

  /** Whether messages are dropped now. */
  boolean isBehind() {
    return behind;
  }

  /** Takes note of a message that was handed over; whether it is to be dropped. */
  boolean drops() {
    if (!posted) {
      post();
    } else if (isLate()) {
      behind = true;
    }
    return behind;
  }

  private void post() {
    posted = true;
    postedAt = nanoTime.getAsLong();
    loop.runOnContext(returned -> returned());
  }

  private void returned() {
    posted = false;
    if (!behind) {
      return;
    }
    if (isLate()) {
      post();
    } else {
      behind = false;
      caughtUp.run();
    }
  }

  private boolean isLate() {
    return nanoTime.getAsLong() - postedAt > MAX_WAIT_NANOS;
  }
}
