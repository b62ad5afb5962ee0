package openbell.feedhandler.replay;

/**
 * When each message of a recording is due: a function of the recorded times and of the clock at the
 * first paced message. Both clocks in nanoseconds; for one thread.
 */
public final class ReplaySchedule {
  private final ReplaySpeed speed;
  private final long fromNanos;
  private boolean started;
  private long firstNanos;
  private long startedAtNanos;

  /**
   * The schedule of a recording that has not begun.
   *
   * @param fromNanos messages recorded before this time of the day do not wait
   */
  public ReplaySchedule(ReplaySpeed speed, long fromNanos) {
    this.speed = speed;
    this.fromNanos = fromNanos;
  }

  /** Whether a message is part of what is paced, not of what only builds the book before. */
  public boolean isPaced(long recordedNanos) {
    return recordedNanos >= fromNanos;
  }

  /** How long the next message has to wait; 0 or less if it is due. */
  public long waitNanos(long recordedNanos, long nowNanos) {
    if (speed.isMax() || !isPaced(recordedNanos)) {
      return 0;
    }
    if (!started) {
      started = true;
      firstNanos = recordedNanos;
      startedAtNanos = nowNanos;
    }
    return (recordedNanos - firstNanos) / speed.times() - (nowNanos - startedAtNanos);
  }
}
