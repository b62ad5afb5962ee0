package openbell.feedhandler.publish;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Writes to a sink, one write in hand at a time: what comes meanwhile waits in the backlog. What
 * could not be written goes back there and is tried again. Runs on one event loop.
 */
final class Lane<T> {
  private static final long RETRY_MS = 500;

  private final Vertx vertx;
  private final Backlog<T> backlog;
  private final int maxBatch;
  private final Function<List<T>, Future<Void>> write;
  private final SinkState state;
  private Future<Void> inHand = Future.succeededFuture();
  private boolean busy;
  private int left;

  /**
   * A lane with nothing to write.
   *
   * @param maxBatch the most messages of one write
   */
  Lane(
      Vertx vertx,
      Backlog<T> backlog,
      int maxBatch,
      Function<List<T>, Future<Void>> write,
      SinkState state) {
    this.vertx = vertx;
    this.backlog = backlog;
    this.maxBatch = maxBatch;
    this.write = write;
    this.state = state;
  }

  /** Takes messages for the next writes. */
  void add(List<T> messages) {
    messages.forEach(backlog::add);
  }

  /** Takes a message for the next writes. */
  void add(T message) {
    backlog.add(message);
  }

  /** Writes all that waits now, as {@link #pump(int)}. */
  void pump() {
    pump(Integer.MAX_VALUE);
  }

  /**
   * Writes so much of what waits now, the longest first, one write after the other; does nothing
   * while one is in hand.
   */
  void pump(int atMost) {
    state.dropped(backlog.takeDropped());
    if (!busy) {
      left = Math.min(backlog.size(), atMost);
      next();
    }
  }

  /** Writes what waits; succeeds when that is written, or at the first write that fails. */
  Future<Void> finish() {
    pump();
    return ended();
  }

  private Future<Void> ended() {
    return inHand.transform(
        write -> write.succeeded() && busy ? ended() : Future.succeededFuture());
  }

  private void next() {
    var batch = backlog.take(Math.min(left, maxBatch));
    left -= batch.size();
    busy = !batch.isEmpty();
    if (busy) {
      inHand = write.apply(batch);
      inHand.onSuccess(written -> succeeded()).onFailure(failure -> failed(batch, failure));
    }
  }

  private void succeeded() {
    state.written();
    next();
  }

  private void failed(List<T> batch, Throwable failure) {
    state.failed(failure);
    backlog.putBack(batch);
    vertx.timer(RETRY_MS, TimeUnit.MILLISECONDS).onSuccess(waited -> busy = false);
  }
}
