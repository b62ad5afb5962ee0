package openbell.risk.domain;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A market's calendar.
 *
 * @param mic market identifier code (ISO 10383)
 * @param earlyCloses the days that close early, and when
 */
public record Market(
    String mic,
    ZoneId zone,
    List<Session> sessions,
    Set<DayOfWeek> weekend,
    Set<LocalDate> holidays,
    Map<LocalDate, LocalTime> earlyCloses) {

  public Market {
    sessions = List.copyOf(sessions);
    weekend = Set.copyOf(weekend);
    holidays = Set.copyOf(holidays);
    earlyCloses = Map.copyOf(earlyCloses);
  }

  /** The phase at an instant. On a day that closes early nothing follows the close. */
  public TradingPhase phaseAt(Instant now) {
    var local = now.atZone(zone);
    var time = local.toLocalTime();
    if (!isSessionDay(local.toLocalDate()) || !time.isBefore(closeOf(local.toLocalDate()))) {
      return TradingPhase.CLOSED;
    }
    return sessions.stream()
        .filter(session -> session.contains(time))
        .map(Session::phase)
        .findFirst()
        .orElse(TradingPhase.CLOSED);
  }

  /** Whether the market trades on a day of its own calendar. */
  public boolean isSessionDay(LocalDate date) {
    return !weekend.contains(date.getDayOfWeek()) && !holidays.contains(date);
  }

  /** The trade date (FIX 75) of an instant as YYYYMMDD: the date in the market's zone. */
  public int tradeDate(Instant now) {
    var date = now.atZone(zone).toLocalDate();
    return date.getYear() * 10_000 + date.getMonthValue() * 100 + date.getDayOfMonth();
  }

  private LocalTime closeOf(LocalDate date) {
    return earlyCloses.getOrDefault(date, LocalTime.MAX);
  }
}
