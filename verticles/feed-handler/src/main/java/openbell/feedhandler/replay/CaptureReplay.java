package openbell.feedhandler.replay;

import java.nio.file.Path;
import java.time.LocalTime;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import openbell.feedhandler.domain.FeedDepth;
import openbell.feedhandler.domain.FeedTrade;
import openbell.feedhandler.domain.Verdict;
import openbell.feedhandler.session.FeedListener;

/** Plays a capture without the platform and counts. Blocks the thread that runs it. */
public final class CaptureReplay {
  private final Path path;
  private final ReplaySchedule schedule;
  private final LocalTime from;
  private final Counts counts = new Counts();

  /**
   * A replay that has not begun.
   *
   * @param from of the capture's first day, UTC: what is before it only builds the state
   */
  public CaptureReplay(Path path, ReplaySpeed speed, LocalTime from) {
    this.path = path;
    this.from = from;
    this.schedule = new ReplaySchedule(speed, from.toNanoOfDay());
  }

  /**
   * Plays the file to its end. What was counted up to a failure stays.
   *
   * @throws ReplayException with one sentence if the file is corrupt
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public void run() throws ReplayException, InterruptedException {
    try (var recording = CaptureRecording.open(path, from)) {
      for (var read = recording.read(); read > 0; read = recording.read()) {
        for (var update = 0; update < read; update++) {
          play(recording, update);
        }
      }
    }
  }

  private void play(Recording recording, int update) throws InterruptedException {
    var timeNanos = recording.timeNanos(update);
    if (!schedule.isPaced(timeNanos)) {
      recording.skip(update);
      return;
    }
    var wait = schedule.waitNanos(timeNanos, System.nanoTime());
    if (wait > 0) {
      TimeUnit.NANOSECONDS.sleep(wait);
    }
    counts.lastNanos = timeNanos;
    recording.play(update, TimeUnit.NANOSECONDS.toMicros(timeNanos), counts);
  }

  /** A line for a person. */
  @Override
  public String toString() {
    return "%,d depths and %,d trades of %,d shares in %,d symbols, up to %s UTC%n"
        .formatted(
            counts.depths,
            counts.trades,
            counts.volume,
            counts.symbols.size(),
            LocalTime.ofNanoOfDay(counts.lastNanos % TimeUnit.DAYS.toNanos(1)));
  }

  private static final class Counts implements FeedListener {
    private final Set<String> symbols = new TreeSet<>();
    private long depths;
    private long trades;
    private long volume;
    private long lastNanos;

    @Override
    public void depth(FeedDepth depth) {
      symbols.add(depth.symbol());
      depths++;
    }

    @Override
    public void trade(FeedTrade trade) {
      symbols.add(trade.symbol());
      trades++;
      volume += trade.qty();
    }

    @Override
    public void snapshot(FeedDepth depth) {
      depth(depth);
    }

    @Override
    public void rejected(Verdict verdict) {
      // A capture of this platform holds what was accepted; anything else is left out.
    }

    @Override
    public void snapshotEnd(int line, Set<String> told) {
      // A recording has no lines.
    }

    @Override
    public void symbolStale(String symbol) {
      // Nor gaps.
    }

    @Override
    public void lineUp(int line) {
      // Nor lines that come and go.
    }

    @Override
    public void lineDown(int line, String why) {
      // As above.
    }

    @Override
    public void lineEnded(int line) {
      // As above.
    }
  }
}
