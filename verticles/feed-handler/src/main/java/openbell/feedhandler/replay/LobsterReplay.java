package openbell.feedhandler.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.concurrent.TimeUnit;
import openbell.feedhandler.domain.LobsterMessage;

/**
 * Plays a LOBSTER recording without the platform: rebuilds the book and counts. Blocks the thread
 * that runs it.
 */
public final class LobsterReplay {
  /** The clock of a replay; a test gives its own. */
  public interface Clock {
    /** As {@link System#nanoTime}. */
    long nanoTime();

    /** Returns when so much time has passed. */
    void await(long nanos) throws InterruptedException;
  }

  /**
   * What to play.
   *
   * @param from the book is built at once up to this time of the exchange, and paced from then on
   */
  public record Options(Path file, ReplaySpeed speed, LocalTime from) {}

  private static final Clock SYSTEM =
      new Clock() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public void await(long nanos) throws InterruptedException {
          TimeUnit.NANOSECONDS.sleep(nanos);
        }
      };

  private final Options options;
  private final Clock clock;
  private final ReplayStatistics statistics = new ReplayStatistics();

  public LobsterReplay(Options options) {
    this(options, SYSTEM);
  }

  LobsterReplay(Options options, Clock clock) {
    this.options = options;
    this.clock = clock;
  }

  /**
   * Plays the file to its end. What was counted up to a failure stays in {@link #statistics}.
   *
   * @throws ReplayException with one sentence if the file is cut off or corrupt
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public void run() throws ReplayException, InterruptedException {
    try (var file = LobsterFile.open(options.file)) {
      var book = file.newBook();
      var message = new LobsterMessage();
      var schedule = new ReplaySchedule(options.speed, options.from.toNanoOfDay());
      file.seed(book);
      while (file.next(message)) {
        var wait = schedule.waitNanos(message.timeNanos(), clock.nanoTime());
        if (wait > 0) {
          clock.await(wait);
        }
        statistics.count(message, book.apply(message));
      }
    } catch (IOException unclosed) {
      throw new ReplayException("The replay file " + options.file + " broke.", unclosed);
    }
  }

  public ReplayStatistics statistics() {
    return statistics;
  }
}
