package openbell.benchmarks.intake;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** Drives an intake on an event loop of its own: as fast as it answers, or at an intended rate. */
final class IntakeLoad {
  private static final long LONGEST_MICROS = 60_000_000;

  private final Vertx vertx;
  private final Context context;
  private final Supplier<Future<?>> intake;

  /**
   * A driver.
   *
   * @param intake places one order; the future succeeds when it is committed and acknowledged
   */
  IntakeLoad(Vertx vertx, Supplier<Future<?>> intake) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.intake = intake;
  }

  /** Keeps so many orders in flight for so long. */
  Future<JsonObject> closed(int concurrency, int seconds) {
    var run = new Run(seconds);
    context.runOnContext(
        mine -> {
          for (var i = 0; i < concurrency; i++) {
            run.again();
          }
        });
    return run.done.future();
  }

  /** Places orders at a rate, whether or not they are answered; ages count from intended times. */
  Future<JsonObject> paced(int ordersPerSecond, int seconds) {
    var run = new Run(seconds);
    context.runOnContext(
        mine -> vertx.setPeriodic(1, timer -> run.placeDue(timer, ordersPerSecond)));
    return run.done.future();
  }

  /** One window. On the driver's loop. */
  private final class Run {
    private final Promise<JsonObject> done = Promise.promise();
    private final Histogram micros = new Histogram(LONGEST_MICROS, 3);
    private final int seconds;
    private final long startedAt = System.nanoTime();
    private final long endsAt;
    private long placed;
    private long inFlight;

    Run(int seconds) {
      this.seconds = seconds;
      this.endsAt = startedAt + TimeUnit.SECONDS.toNanos(seconds);
    }

    void again() {
      var now = System.nanoTime();
      if (now < endsAt) {
        place(now).onSuccess(placed -> again());
      } else if (inFlight == 0) {
        complete();
      }
    }

    void placeDue(long timer, int ordersPerSecond) {
      var nanosPerOrder = TimeUnit.SECONDS.toNanos(1) / ordersPerSecond;
      var now = System.nanoTime();
      while (placed < (long) ordersPerSecond * seconds) {
        var intendedAt = startedAt + placed * nanosPerOrder;
        if (intendedAt > now) {
          return;
        }
        place(intendedAt);
      }
      if (vertx.cancelTimer(timer)) {
        completeWhenAnswered();
      }
    }

    private void completeWhenAnswered() {
      if (inFlight == 0) {
        complete();
      } else {
        vertx.setTimer(10, waited -> completeWhenAnswered());
      }
    }

    private Future<?> place(long intendedAt) {
      placed++;
      inFlight++;
      return intake
          .get()
          .onSuccess(
              answer -> {
                inFlight--;
                micros.recordValue((System.nanoTime() - intendedAt) / 1_000);
              })
          .onFailure(done::tryFail);
    }

    private void complete() {
      done.tryComplete(
          new JsonObject()
              .put("ordersPerSecond", placed / ((System.nanoTime() - startedAt) / 1e9))
              .put("p50Ms", micros.getValueAtPercentile(50) / 1e3)
              .put("p99Ms", micros.getValueAtPercentile(99) / 1e3)
              .put("p999Ms", micros.getValueAtPercentile(99.9) / 1e3)
              .put("maxMs", micros.getMaxValue() / 1e3));
    }
  }
}
