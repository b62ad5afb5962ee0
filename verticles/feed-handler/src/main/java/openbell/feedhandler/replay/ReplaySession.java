package openbell.feedhandler.replay;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import openbell.feedhandler.domain.FeedDepth;
import openbell.feedhandler.domain.FeedTrade;
import openbell.feedhandler.domain.LobsterBook;
import openbell.feedhandler.domain.LobsterMessage;
import openbell.feedhandler.session.FeedListener;
import openbell.feedhandler.session.FeedSession;
import openbell.model.Side;
import openbell.wire.reference.Instrument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays a LOBSTER recording into the platform as one symbol's feed. Updates carry the platform's
 * clock: the recording's times are of another day and, faster than recorded, of the future. The
 * file is read block by block on a worker thread; a block in hand is all that is in memory. A file
 * that is cut off or corrupt ends the session with the line in health; the platform goes on.
 */
public final class ReplaySession implements FeedSession {
  private static final Logger LOG = LoggerFactory.getLogger(ReplaySession.class);
  private static final int LINE = 0;
  private static final int BLOCK = 512;
  private static final long NANOS_PER_MS = 1_000_000;

  private final Vertx vertx;
  private final LongSupplier nowMicros;
  private final ReplayOptions options;
  private final ReplaySchedule schedule;
  private final FeedDepth depth = new FeedDepth();
  private final LobsterMessage[] block =
      Stream.generate(LobsterMessage::new).limit(BLOCK).toArray(LobsterMessage[]::new);
  private final Promise<Void> played = Promise.promise();
  private final Promise<Void> closed = Promise.promise();
  private FeedListener listener;
  private boolean stopped;

  public ReplaySession(Vertx vertx, LongSupplier nowMicros, ReplayOptions options) {
    this.vertx = vertx;
    this.nowMicros = nowMicros;
    this.options = options;
    this.schedule = new ReplaySchedule(options.speed(), options.from().toNanoOfDay());
  }

  @Override
  public String name() {
    return "replay";
  }

  @Override
  public OptionalInt lineOf(Instrument instrument) {
    return instrument.getSymbol().equals(options.symbol())
        ? OptionalInt.of(LINE)
        : OptionalInt.empty();
  }

  @Override
  public void start(FeedListener feedListener) {
    listener = feedListener;
    listener.lineDown(LINE, "opens " + options.file());
    vertx
        .executeBlocking(this::open)
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

  private Recording open() throws ReplayException, IOException {
    var file = LobsterFile.open(options.file());
    var book = file.newBook();
    try {
      file.seed(book);
    } catch (ReplayException malformed) {
      file.close();
      throw malformed;
    }
    return new Recording(file, book);
  }

  private Future<Void> play(Recording recording) {
    if (!stopped) {
      listener.lineUp(LINE);
      recording.read();
    }
    return played.future().eventually(recording::close);
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

  /** An open file, the book of what was played of it, and the block in hand. */
  private final class Recording {
    private final LobsterFile file;
    private final LobsterBook book;
    private int at;
    private int end;
    private long count;
    private boolean isShown;

    Recording(LobsterFile file, LobsterBook book) {
      this.file = file;
      this.book = book;
    }

    void read() {
      vertx
          .executeBlocking(() -> file.read(block))
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
        var wait = schedule.waitNanos(block[at].timeNanos(), System.nanoTime());
        if (wait > 0) {
          vertx
              .timer(Math.max(1, wait / NANOS_PER_MS), TimeUnit.MILLISECONDS)
              .onSuccess(waited -> playBlock());
          return;
        }
        play(block[at++]);
      }
      if (!stopped) {
        read();
      }
    }

    private void play(LobsterMessage message) {
      count++;
      var effect = book.apply(message);
      if (!schedule.isPaced(message.timeNanos())) {
        return;
      }
      var now = nowMicros.getAsLong();
      if (message.isTrade()) {
        listener.trade(trade(message, now));
      }
      if (effect != LobsterBook.Effect.NONE || !isShown) {
        isShown = true;
        book.fill(depth.begin(options.symbol(), now));
        listener.depth(depth);
      }
    }

    private FeedTrade trade(LobsterMessage message, long now) {
      var aggressor = message.restingSide() == Side.BUY ? Side.SELL : Side.BUY;
      return new FeedTrade(
          options.symbol(), message.px(), message.qty(), aggressor, now, "replay-" + count);
    }

    Future<Void> close() {
      return vertx.executeBlocking(
          () -> {
            file.close();
            return null;
          });
    }
  }
}
