package openbell.feedhandler.publish;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Writes what is new of each symbol at most once a period, a share of the symbols each 10 ms: all
 * at once they would hold up the event loop, and the store, for milliseconds. Runs on one event
 * loop.
 */
final class SpreadLane {
  private static final int TICK_MS = 10;
  private static final int MAX_SYMBOLS = 200_000;

  private final Vertx vertx;
  private final int atMost;
  private final List<Lane<Newest>> shares;
  private int turn;
  private long timer;

  /**
   * Not started.
   *
   * @param periodMs a multiple of 10
   * @param atMost how many symbols are written each 10 ms, the longest waiting first
   * @param share makes the lane of a share of the symbols, with this backlog
   */
  SpreadLane(Vertx vertx, int periodMs, int atMost, Function<Backlog<Newest>, Lane<Newest>> share) {
    this.vertx = vertx;
    this.atMost = atMost;
    var count = periodMs / TICK_MS;
    this.shares =
        Stream.generate(
                () ->
                    share.apply(
                        new NewestBacklog<>(newest -> newest.index() / count, MAX_SYMBOLS / count)))
            .limit(count)
            .toList();
  }

  /** Starts to write. */
  void start() {
    timer = vertx.setPeriodic(TICK_MS, tick -> pump());
  }

  /** Takes symbols for the next writes. */
  void add(List<Newest> symbols) {
    for (var newest : symbols) {
      shares.get(newest.index() % shares.size()).add(newest);
    }
  }

  private void pump() {
    shares.get(turn).pump(atMost);
    turn = (turn + 1) % shares.size();
  }

  /** Writes what waits and stops; succeeds also if that could not be written. */
  Future<Void> finish() {
    vertx.cancelTimer(timer);
    return Future.join(shares.stream().map(Lane::finish).toList()).otherwiseEmpty().mapEmpty();
  }
}
