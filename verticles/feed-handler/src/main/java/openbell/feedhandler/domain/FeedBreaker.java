package openbell.feedhandler.domain;

import java.util.Arrays;

/**
 * Decides which of a feed's lines is used. Each second it is told what share of the symbols is
 * stale; a mean above the limit over the window opens it, and the next line is taken. While a lower
 * line is in use the higher ones are tried in turns, beside it, less and less often; one that was
 * up for a while is returned to. Pure: time is an argument.
 */
public final class FeedBreaker {
  /**
   * The breaker's measures.
   *
   * @param staleBps the mean stale share, in 1/100 of a percent, above which a line is left
   * @param windowSeconds over how many samples; those not yet taken count as 0
   * @param probeMs how long a higher line must be up before it is returned to, and the first wait
   *     before one is tried
   */
  public record Limits(int staleBps, int windowSeconds, long probeMs) {}

  /** What to do now. */
  public sealed interface Decision {
    /** Nothing. */
    record Stay() implements Decision {}

    /** Use this line instead of the one in use; ends a trial. */
    record Use(int line) implements Decision {}

    /** Open this line beside the one in use, and say how it does. */
    record Try(int line) implements Decision {}

    /** Close the line that is tried. */
    record EndTrial() implements Decision {}
  }

  private static final Decision STAY = new Decision.Stay();
  private static final int TRIAL_WAITS = 3;
  private static final int MAX_BACK_OFF = 16;
  private static final int NONE = -1;

  private final Limits limits;
  private final int lines;
  private final int[] window;
  private int samples;
  private long sum;
  private int active;
  private int tried = NONE;
  private int lastTried = NONE;
  private long nextTrialAt;
  private long trialEndsAt;
  private long trialUpSince;
  private int backOff = 1;
  private boolean held;

  /** A breaker on its first line. */
  public FeedBreaker(Limits limits, int lines) {
    this.limits = limits;
    this.lines = lines;
    this.window = new int[limits.windowSeconds()];
  }

  /** The line in use. */
  public int active() {
    return active;
  }

  /** Whether the first line is not the one in use. */
  public boolean isOpen() {
    return active > 0;
  }

  /** The mean stale share over the window, in 1/100 of a percent. */
  public int meanStaleBps() {
    return (int) (sum / window.length);
  }

  /**
   * Takes the sample of a second.
   *
   * @param staleBps the share of symbols that are stale on the line in use, 1/100 of a percent
   * @param trialUp whether the line that is tried is up; false where none is
   */
  public Decision sample(int staleBps, boolean trialUp, long nowMs) {
    record(staleBps);
    if (meanStaleBps() > limits.staleBps() && active + 1 < lines) {
      return use(active + 1, nowMs);
    }
    if (tried != NONE) {
      return onTrial(trialUp, nowMs);
    }
    if (active > 0 && !held && nowMs >= nextTrialAt) {
      return startTrial(nowMs);
    }
    return STAY;
  }

  /** Staff move the feed to the next line, where it stays until they or the breaker say else. */
  public Decision next(long nowMs) {
    if (active + 1 == lines) {
      return STAY;
    }
    var decision = use(active + 1, nowMs);
    held = true;
    return decision;
  }

  /** Staff move the feed back to its first line. */
  public Decision returnToFirst(long nowMs) {
    return active == 0 ? STAY : use(0, nowMs);
  }

  private void record(int staleBps) {
    var slot = samples % window.length;
    sum += staleBps - window[slot];
    window[slot] = staleBps;
    samples++;
  }

  private Decision use(int line, long nowMs) {
    if (line > active) {
      backOff = 1;
    }
    active = line;
    held = false;
    samples = 0;
    sum = 0;
    Arrays.fill(window, 0);
    endTrial(nowMs);
    return new Decision.Use(line);
  }

  private Decision startTrial(long nowMs) {
    tried = (lastTried + 1) % active;
    lastTried = tried;
    trialEndsAt = nowMs + TRIAL_WAITS * limits.probeMs();
    trialUpSince = NONE;
    return new Decision.Try(tried);
  }

  private Decision onTrial(boolean trialUp, long nowMs) {
    if (!trialUp) {
      trialUpSince = NONE;
      return nowMs < trialEndsAt ? STAY : giveUp(nowMs);
    }
    if (trialUpSince == NONE) {
      trialUpSince = nowMs;
    }
    return nowMs - trialUpSince < limits.probeMs() ? STAY : use(tried, nowMs);
  }

  private Decision giveUp(long nowMs) {
    backOff = Math.min(2 * backOff, MAX_BACK_OFF);
    endTrial(nowMs);
    return new Decision.EndTrial();
  }

  private void endTrial(long nowMs) {
    tried = NONE;
    nextTrialAt = nowMs + backOff * limits.probeMs();
  }
}
