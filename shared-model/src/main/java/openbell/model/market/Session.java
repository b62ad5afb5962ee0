package openbell.model.market;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/** One phase of a market's day, in its local time: from inclusive, to exclusive. */
public record Session(TradingPhase phase, LocalTime from, LocalTime to) {
  public Session {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("a session ends after it begins: " + from + ", " + to);
    }
  }

  /** The same on a date, cut at the time at which the day closes early. */
  PhaseWindow on(LocalDate date, ZoneId zone, LocalTime close) {
    var end = to.isBefore(close) ? to : close;
    return new PhaseWindow(
        phase,
        date.atTime(from).atZone(zone).toInstant(),
        date.atTime(end).atZone(zone).toInstant());
  }
}
