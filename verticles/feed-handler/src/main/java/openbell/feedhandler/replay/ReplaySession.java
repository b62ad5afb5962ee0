package openbell.feedhandler.replay;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import openbell.feedhandler.session.FeedListener;
import openbell.feedhandler.session.FeedSession;
import openbell.model.Symbol;
import openbell.wire.reference.Instrument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays a recording into the platform. Updates carry the platform's clock: the recording's times
 * are of another day and, faster than recorded, of the future. The file is read block by block on a
 * worker thread; a block in hand is all that is in memory. A file that is cut off or corrupt ends
 * the session with the place in health; the platform goes on.
 */
public final class ReplaySession implements FeedSession {
  private static final Logger LOG = LoggerFactory.getLogger(ReplaySession.class);
  private static final int LINE = 0;
  private static final long NANOS_PER_MS = 1_000_000;

  private final Vertx vertx;
  private final LongSupplier nowMicros;
  private final ReplayOptions options;
  private final Predicate<Symbol> carried;
  private final ReplaySchedule schedule;
  private final Promise<Void> played = Promise.promise();
  private final Promise<Void> closed = Promise.promise();
  private FeedListener listener;
  private boolean stopped;

  /** A session that has not opened its file. */
  public ReplaySession(Vertx vertx, LongSupplier nowMicros, ReplayOptions options) {
    this.vertx = vertx;
    this.nowMicros = nowMicros;
    this.options = options;
    this.carried = options.carried();
    this.schedule = new ReplaySchedule(options.speed(), options.from().toNanoOfDay());
  }

  @Override
  public String name() {
    return "replay";
  }

  @Override
  public OptionalInt lineOf(Instrument instrument) {
    return carried.test(Symbol.of(instrument.getSymbol()))
        ? OptionalInt.of(LINE)
        : OptionalInt.empty();
  }

  @Override
  public void start(FeedListener feedListener) {
    listener = feedListener;
    listener.lineDown(LINE, "opens " + options.file());
    vertx
        .executeBlocking(options::open)
        .compose(this::play)
        .onSuccess(played -> ended())
        .onFailure(this::broke)
        .onComplete(closed);
  }

  @Override
  public Future<Void> stop() {
    stopped = true;
    played.tryComplete();
    return closed.future().otherwiseEmpty();
  }

  private Future<Void> play(Recording recording) {
    if (!stopped) {
      listener.lineUp(LINE);
      new Playing(recording).read();
    }
    return played.future().eventually(() -> close(recording));
  }

  private Future<Void> close(Recording recording) {
    return vertx.executeBlocking(
        () -> {
          recording.close();
          return null;
        });
  }

  private void ended() {
    if (!stopped) {
      LOG.info("replay of {} ended", options.file());
      listener.lineEnded(LINE);
    }
  }

  private void broke(Throwable failure) {
    LOG.error("replay of {} stopped: {}", options.file(), failure.getMessage());
    if (!stopped) {
      listener.lineDown(LINE, failure.getMessage());
    }
  }

  /** An open recording and the place in its block. */
  private final class Playing {
    private final Recording recording;
    private int at;
    private int end;

    Playing(Recording recording) {
      this.recording = recording;
    }

    void read() {
      vertx
          .executeBlocking(recording::read)
          .onSuccess(
              read -> {
                at = 0;
                end = read;
                if (read == 0) {
                  played.tryComplete();
                } else {
                  playBlock();
                }
              })
          .onFailure(played::tryFail);
    }

    private void playBlock() {
      while (at < end && !stopped) {
        var timeNanos = recording.timeNanos(at);
        var wait = schedule.waitNanos(timeNanos, System.nanoTime());
        if (wait > 0) {
          vertx
              .timer(Math.max(1, wait / NANOS_PER_MS), TimeUnit.MILLISECONDS)
              .onSuccess(waited -> playBlock());
          return;
        }
        if (schedule.isPaced(timeNanos)) {
          recording.play(at, nowMicros.getAsLong(), listener);
        } else {
          recording.skip(at);
        }
        at++;
      }
      if (!stopped) {
        read();
      }
    }
  }
}
