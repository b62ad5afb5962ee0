package openbell.risk.domain;

import java.time.LocalTime;

/** One phase of a market's day, in its local time: from inclusive, to exclusive. */
public record Session(TradingPhase phase, LocalTime from, LocalTime to) {
  public Session {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("a session ends after it begins: " + from + ", " + to);
    }
  }

  boolean contains(LocalTime time) {
    return !time.isBefore(from) && time.isBefore(to);
  }
}
