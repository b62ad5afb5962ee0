package openbell.feedhandler.replay;

import java.time.LocalTime;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import openbell.feedhandler.domain.FeedDepth;
import openbell.feedhandler.domain.FeedTrade;
import openbell.feedhandler.domain.Verdict;
import openbell.feedhandler.session.FeedListener;

/** Plays a capture without the platform and counts. Blocks the thread that runs it. */
public final class CaptureReplay implements Replay {
  private final ReplayPlan plan;
  private final ReplayClock clock;
  private final ReplaySchedule schedule;
  private final Counts counts = new Counts();

  /** A replay that has not begun; the plan's start is of the capture's first day, UTC. */
  public CaptureReplay(ReplayPlan plan) {
    this(plan, ReplayClock.SYSTEM);
  }

  CaptureReplay(ReplayPlan plan, ReplayClock clock) {
    this.plan = plan;
    this.clock = clock;
    this.schedule = new ReplaySchedule(plan.speed(), plan.from().toNanoOfDay());
  }

  @Override
  public void run() throws ReplayException, InterruptedException {
    try (var recording = CaptureRecording.open(plan.file(), plan.from())) {
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
    var wait = schedule.waitNanos(timeNanos, clock.nanoTime());
    if (wait > 0) {
      clock.await(wait);
    }
    counts.lastNanos = timeNanos;
    recording.play(update, TimeUnit.NANOSECONDS.toMicros(timeNanos), counts);
  }

  @Override
  public String summary() {
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
