package openbell.feedhandler.replay;

import java.io.IOException;
import openbell.feedhandler.domain.ItchMarket;
import openbell.model.itch.ItchMessage;

/**
 * Plays an ITCH recording without the platform: rebuilds the books of all its stocks and counts.
 * Blocks the thread that runs it.
 */
public final class ItchReplay implements Replay {
  // TotalView-ITCH is Nasdaq's.
  private static final String MIC = "XNAS";
  // More than twice what lives at once on a busy day of the whole market.
  private static final int MAX_ORDERS = 5_000_000;

  private final ReplayPlan plan;
  private final ReplayClock clock;
  private final ItchMarket market = new ItchMarket(MIC, MAX_ORDERS);
  private final ItchStatistics statistics = new ItchStatistics();

  public ItchReplay(ReplayPlan plan) {
    this(plan, ReplayClock.SYSTEM);
  }

  ItchReplay(ReplayPlan plan, ReplayClock clock) {
    this.plan = plan;
    this.clock = clock;
  }

  @Override
  public void run() throws ReplayException, InterruptedException {
    try (var file = ItchFile.open(plan.file())) {
      play(file);
    } catch (IOException unclosed) {
      throw new ReplayException("The replay file " + plan.file() + " broke.", unclosed);
    }
  }

  private void play(ItchFile file) throws ReplayException, InterruptedException {
    var message = new ItchMessage();
    var schedule = new ReplaySchedule(plan.speed(), plan.from().toNanoOfDay());
    try {
      while (file.next(message)) {
        var wait = schedule.waitNanos(message.timestampNanos(), clock.nanoTime());
        if (wait > 0) {
          clock.await(wait);
        }
        statistics.count(message, market.apply(message), market);
      }
    } finally {
      statistics.refused(file.refused());
    }
  }

  @Override
  public String summary() {
    return statistics.toString();
  }

  public ItchStatistics statistics() {
    return statistics;
  }
}
