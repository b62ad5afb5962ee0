package openbell.benchmarks.ingest;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Sends updates at their intended times, those of 2 ms at once, on the caller's thread; answers how
 * late it was and what of a core that thread took.
 */
final class LoadRun {
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** What sends. */
  @FunctionalInterface
  interface Sender {
    /**
     * Sends the updates of one tick.
     *
     * @param from how many were sent before
     * @param to how many are due
     * @param clock tells the stamps
     * @return how many are sent now: as many as are due, or fewer where the receiver is far behind
     */
    long send(long from, long to, LoadRun clock);
  }

  private final int rate;
  private final long startNanos = System.nanoTime();
  private final long startMicros = VenueLoad.nowMicros();

  private LoadRun(int rate) {
    this.rate = rate;
  }

  /** The intended time of an update, microseconds since 1970. */
  long micros(long update) {
    return startMicros + update * TimeUnit.SECONDS.toMicros(1) / rate;
  }

  /** Sends so many updates a second for so long. Blocks. */
  static JsonObject run(int rate, int seconds, Sender sender) {
    return new LoadRun(rate).run((long) rate * seconds, sender);
  }

  private JsonObject run(long total, Sender sender) {
    var threads = new ThreadUse();
    var late = new Histogram(3);
    for (var sent = 0L; sent < total; ) {
      sent = sender.send(sent, Math.min(total, elapsed() * rate / SECOND_NANOS), this);
      var lateNanos = elapsed() - sent * SECOND_NANOS / rate;
      late.recordValue(Math.max(0, TimeUnit.NANOSECONDS.toMicros(lateNanos)));
      LockSupport.parkNanos(TICK_NANOS - elapsed() % TICK_NANOS);
    }
    var seconds = (double) elapsed() / SECOND_NANOS;
    return new JsonObject()
        .put("updatesPerSecond", total / seconds)
        .put("loadCores", threads.seconds(Thread.currentThread().getName()) / seconds)
        .put("lateP99Ms", late.getValueAtPercentile(99) / 1e3)
        .put("lateMaxMs", late.getMaxValue() / 1e3);
  }

  private long elapsed() {
    return System.nanoTime() - startNanos;
  }
}
