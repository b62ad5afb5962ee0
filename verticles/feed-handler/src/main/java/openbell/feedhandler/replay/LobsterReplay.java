package openbell.feedhandler.replay;

import java.io.IOException;
import openbell.feedhandler.domain.LobsterMessage;

/**
 * Plays a LOBSTER recording without the platform: rebuilds the book and counts. Blocks the thread
 * that runs it.
 */
public final class LobsterReplay implements Replay {
  private final ReplayPlan plan;
  private final ReplayClock clock;
  private final ReplayStatistics statistics = new ReplayStatistics();

  public LobsterReplay(ReplayPlan plan) {
    this(plan, ReplayClock.SYSTEM);
  }

  LobsterReplay(ReplayPlan plan, ReplayClock clock) {
    this.plan = plan;
    this.clock = clock;
  }

  @Override
  public void run() throws ReplayException, InterruptedException {
    try (var file = LobsterFile.open(plan.file())) {
      var book = file.newBook();
      var message = new LobsterMessage();
      var schedule = new ReplaySchedule(plan.speed(), plan.from().toNanoOfDay());
      file.seed(book);
      while (file.next(message)) {
        var wait = schedule.waitNanos(message.timeNanos(), clock.nanoTime());
        if (wait > 0) {
          clock.await(wait);
        }
        statistics.count(message, book.apply(message));
      }
    } catch (IOException unclosed) {
      throw new ReplayException("The replay file " + plan.file() + " broke.", unclosed);
    }
  }

  @Override
  public String summary() {
    return statistics.toString();
  }

  public ReplayStatistics statistics() {
    return statistics;
  }
}
