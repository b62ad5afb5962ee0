package openbell.feedhandler.replay;

import java.util.Optional;

/**
 * How many times faster than recorded.
 *
 * @param times 1 to {@link #MAX_TIMES}, or 0: as fast as possible
 */
public record ReplaySpeed(int times) {
  /** As fast as possible. */
  public static final ReplaySpeed MAX = new ReplaySpeed(0);

  /** The greatest factor; beyond it there is only "max". */
  public static final int MAX_TIMES = 100_000;

  public ReplaySpeed {
    if (times < 0 || times > MAX_TIMES) {
      throw new IllegalArgumentException("not a replay speed: " + times);
    }
  }

  /** The speed of {@code 1}, {@code 20} or {@code max}; empty if the text is none. */
  public static Optional<ReplaySpeed> parse(String text) {
    if (text.equals("max")) {
      return Optional.of(MAX);
    }
    return text.matches("[1-9][0-9]{0,5}") && Integer.parseInt(text) <= MAX_TIMES
        ? Optional.of(new ReplaySpeed(Integer.parseInt(text)))
        : Optional.empty();
  }

  /** Whether nothing waits. */
  public boolean isMax() {
    return times == 0;
  }

  @Override
  public String toString() {
    return isMax() ? "max" : times + "x";
  }
}
