package openbell.order;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import openbell.order.domain.PlaceOrder;
import openbell.order.domain.PlaceOutcome;
import openbell.runtime.Fault;

/**
 * Collects orders into batches of at most {@code maxBatch}. A full one goes at once, another where
 * the one before it went a window ago: an order alone does not wait, and many share what each batch
 * costs the database, whatever its size. The queue is bounded, and so is the time in it: who waits
 * longer is told that nothing was applied, before the caller's own patience ends. Used from one
 * event loop.
 */
final class IntakeBatcher {
  /** Batches that wait for the database at the same time. */
  private static final int MAX_IN_FLIGHT = 2;

  /** Takes a batch; one future for each order, in their order. */
  interface Intake extends Function<List<PlaceOrder>, Future<List<Future<PlaceOutcome>>>> {}

  /** The configured bounds. */
  record Limits(long windowMs, int maxBatch, int maxQueue, long maxWaitMs) {}

  private record Waiting(PlaceOrder order, Promise<PlaceOutcome> answer, long sinceNanos) {}

  private final Vertx vertx;
  private final Intake intake;
  private final Limits limits;
  private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
  private int inFlight;
  private long flushedAtNanos;
  private boolean flushPlanned;
  private boolean expiryPlanned;

  IntakeBatcher(Vertx vertx, Intake intake, Limits limits) {
    this.vertx = vertx;
    this.intake = intake;
    this.limits = limits;
    this.flushedAtNanos = System.nanoTime() - windowNanos();
  }

  private long windowNanos() {
    return TimeUnit.MILLISECONDS.toNanos(limits.windowMs());
  }

  /** The order's outcome, after its commit; a Fault, nothing applied, if too many wait. */
  Future<PlaceOutcome> submit(PlaceOrder order) {
    if (queue.size() >= limits.maxQueue()) {
      return Future.failedFuture(overloaded("Too many orders wait."));
    }
    var waiting = new Waiting(order, Promise.promise(), System.nanoTime());
    queue.add(waiting);
    plan();
    planExpiry();
    return waiting.answer.future();
  }

  /** Orders that wait for a batch. */
  int waiting() {
    return queue.size();
  }

  private void plan() {
    if (queue.isEmpty() || inFlight >= MAX_IN_FLIGHT) {
      return;
    }
    if (queue.size() >= limits.maxBatch()) {
      flush();
    } else if (!flushPlanned) {
      flushPlanned = true;
      var left = windowNanos() - (System.nanoTime() - flushedAtNanos);
      if (left <= 0) {
        // The next tick: what this tick still brings comes along.
        vertx.runOnContext(tick -> flushPlanned());
      } else {
        vertx.timer(left, TimeUnit.NANOSECONDS).onSuccess(waited -> flushPlanned());
      }
    }
  }

  private void flushPlanned() {
    flushPlanned = false;
    if (!queue.isEmpty() && inFlight < MAX_IN_FLIGHT) {
      flush();
    }
  }

  private void planExpiry() {
    if (queue.isEmpty() || expiryPlanned) {
      return;
    }
    expiryPlanned = true;
    vertx
        .timer(Math.max(1, limits.maxWaitMs() / 4), TimeUnit.MILLISECONDS)
        .onSuccess(
            waited -> {
              expiryPlanned = false;
              expire();
              planExpiry();
            });
  }

  private void expire() {
    var longest = TimeUnit.MILLISECONDS.toNanos(limits.maxWaitMs());
    var now = System.nanoTime();
    while (!queue.isEmpty() && now - queue.peek().sinceNanos() > longest) {
      queue.poll().answer.fail(overloaded("Orders wait too long for the database."));
    }
  }

  private static Fault overloaded(String detail) {
    return Fault.unavailable("system.overloaded", detail, null);
  }

  private void flush() {
    expire();
    if (queue.isEmpty()) {
      return;
    }
    var batch = new ArrayList<Waiting>(Math.min(queue.size(), limits.maxBatch()));
    while (batch.size() < limits.maxBatch() && !queue.isEmpty()) {
      batch.add(queue.poll());
    }
    inFlight++;
    flushedAtNanos = System.nanoTime();
    intake
        .apply(batch.stream().map(Waiting::order).toList())
        .onComplete(
            outcomes -> {
              inFlight--;
              if (outcomes.succeeded()) {
                answer(batch, outcomes.result());
              } else {
                batch.forEach(waiting -> waiting.answer.fail(outcomes.cause()));
              }
              plan();
            });
  }

  private static void answer(List<Waiting> batch, List<Future<PlaceOutcome>> outcomes) {
    for (var i = 0; i < batch.size(); i++) {
      outcomes.get(i).onComplete(batch.get(i).answer);
    }
  }
}
