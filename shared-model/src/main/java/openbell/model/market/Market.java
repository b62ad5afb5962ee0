package openbell.model.market;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private static final int MAX_DAYS_AHEAD = 31;

  public Market {
    sessions = List.copyOf(sessions);
    weekend = Set.copyOf(weekend);
    holidays = Set.copyOf(holidays);
    earlyCloses = Map.copyOf(earlyCloses);
  }

  /** The phase at an instant. On a day that closes early nothing follows the close. */
  public TradingPhase phaseAt(Instant now) {
    return day(now.atZone(zone).toLocalDate())
        .map(day -> day.phaseAt(now))
        .orElse(TradingPhase.CLOSED);
  }

  /** The phases of a trade date; empty where the market does not trade on it. */
  public Optional<TradingDay> day(LocalDate date) {
    if (!isSessionDay(date)) {
      return Optional.empty();
    }
    var close = closeOf(date);
    var windows =
        sessions.stream()
            .filter(session -> session.from().isBefore(close))
            .map(session -> session.on(date, zone, close))
            .toList();
    return Optional.of(new TradingDay(date, windows));
  }

  /**
   * The trade date that is under way or comes next: the first whose regular close is after now.
   *
   * @throws IllegalStateException where the calendar knows none within a month
   */
  public TradingDay current(Instant now) {
    var today = now.atZone(zone).toLocalDate();
    for (int ahead = 0; ahead <= MAX_DAYS_AHEAD; ahead++) {
      var day = day(today.plusDays(ahead)).filter(d -> d.regularClose().isAfter(now));
      if (day.isPresent()) {
        return day.get();
      }
    }
    throw new IllegalStateException(mic + " has no trading day within a month of " + now);
  }

  /** Whether the market trades on a day of its own calendar. */
  public boolean isSessionDay(LocalDate date) {
    return !weekend.contains(date.getDayOfWeek()) && !holidays.contains(date);
  }

  /** The trade date (FIX 75) of an instant as YYYYMMDD: the date in the market's zone. */
  public int tradeDate(Instant now) {
    return yyyymmdd(now.atZone(zone).toLocalDate());
  }

  static int yyyymmdd(LocalDate date) {
    return date.getYear() * 10_000 + date.getMonthValue() * 100 + date.getDayOfMonth();
  }

  private LocalTime closeOf(LocalDate date) {
    return earlyCloses.getOrDefault(date, LocalTime.MAX);
  }
}
