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

  /** Takes a message for one of the next writes. */
  void add(T message) {
    backlog.add(message);
  }

  /** Writes what waits now, in as many writes as it takes; does nothing while one is in hand. */
  void pump() {
    state.dropped(backlog.takeDropped());
    if (!busy) {
      left = backlog.size();
      next();
    }
  }

  /** Succeeds when the write in hand has ended, well or not. */
  Future<Void> idle() {
    return inHand.otherwiseEmpty();
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
