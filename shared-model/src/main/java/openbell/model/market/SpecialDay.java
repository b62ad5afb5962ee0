package openbell.model.market;

import java.time.LocalTime;

/** A date on which a market does not keep its ordinary hours. */
public sealed interface SpecialDay {
  /** What people call the day. */
  String name();

  /** No trading, whatever the day of the week. */
  record Holiday(String name) implements SpecialDay {}

  /** The ordinary day, ended early: nothing follows the close. */
  record EarlyClose(LocalTime close, String name) implements SpecialDay {}

  /**
   * A regular session of its own hours, on a weekend, a holiday or instead of the ordinary one. The
   * phase that ends at the ordinary open keeps its length before it; nothing follows it.
   */
  record SpecialSession(LocalTime from, LocalTime to, String name) implements SpecialDay {
    public SpecialSession {
      if (!from.isBefore(to)) {
        throw new IllegalArgumentException("a session ends after it begins: " + from + ", " + to);
      }
    }
  }
}
