package openbell.feedhandler.itch.domain;

/**
 * What to do about missing numbers: wait for the other line, ask the request server in bounded
 * requests, and where that does not help or there is too much, recover the stream as a whole. Time
 * is an argument. On one event loop.
 */
public final class GapRecovery {
  /** The next thing to do. */
  public enum Step {
    NOTHING,
    REQUEST,
    RECOVER
  }

  /**
   * The bounds.
   *
   * @param waitMs how long the other line may take
   * @param answerMs how long the request server may take
   * @param maxRequests how often the same number is asked for
   * @param maxBehind more missing numbers than this are not asked for one by one
   */
  public record Bounds(long waitMs, long answerMs, int maxRequests, long maxBehind) {}

  private final Bounds bounds;
  private long awaited = -1;
  private long dueMs;
  private int requests;

  /** Nothing is missing yet. */
  public GapRecovery(Bounds bounds) {
    this.bounds = bounds;
  }

  /**
   * What is due now.
   *
   * @param next the number that is awaited
   * @param behind how many numbers are known to exist from it on
   */
  public Step step(long nowMs, long next, long behind) {
    if (behind <= 0) {
      awaited = -1;
      return Step.NOTHING;
    }
    if (behind > bounds.maxBehind()) {
      return Step.RECOVER;
    }
    if (awaited == -1) {
      await(next, nowMs + bounds.waitMs());
    } else if (next != awaited) {
      await(next, nowMs);
    }
    if (nowMs < dueMs) {
      return Step.NOTHING;
    }
    if (requests == bounds.maxRequests()) {
      return Step.RECOVER;
    }
    requests++;
    dueMs = nowMs + bounds.answerMs();
    return Step.REQUEST;
  }

  /** Begins anew: what did not answer may answer now. */
  public void again() {
    awaited = -1;
  }

  private void await(long next, long untilMs) {
    awaited = next;
    dueMs = untilMs;
    requests = 0;
  }
}
