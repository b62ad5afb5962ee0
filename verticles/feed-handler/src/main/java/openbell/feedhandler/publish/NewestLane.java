package openbell.feedhandler.publish;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.Function;

/** A lane for the newest message of each of at most 200,000 symbols. Runs on one event loop. */
final class NewestLane {
  private static final int MAX_SYMBOLS = 200_000;

  private final NewestBacklog backlog = new NewestBacklog(MAX_SYMBOLS);
  private final Lane<Newest> lane;

  /**
   * A lane with nothing to write.
   *
   * @param maxBatch the most messages of one write
   */
  NewestLane(
      Vertx vertx, int maxBatch, Function<List<Newest>, Future<Void>> write, SinkState state) {
    this.lane = new Lane<>(vertx, backlog, maxBatch, write, state);
  }

  /** Takes messages for the next writes. */
  void add(List<? extends Encoded> messages) {
    for (var message : messages) {
      backlog.write(message);
    }
  }

  /** As {@link Lane#pump(int)}. */
  void pump(int atMost) {
    lane.pump(atMost);
  }

  /** As {@link Lane#finish}. */
  Future<Void> finish() {
    return lane.finish();
  }
}
