package openbell.model.market;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import openbell.model.market.SpecialDay.EarlyClose;
import openbell.model.market.SpecialDay.Holiday;
import openbell.model.market.SpecialDay.SpecialSession;

/**
 * A market's calendar.
 *
 * @param mic market identifier code (ISO 10383)
 * @param sessions the phases of an ordinary day, in their order
 * @param specialDays the dates that are not ordinary
 */
public record Market(
    String mic,
    ZoneId zone,
    List<Session> sessions,
    Set<DayOfWeek> weekend,
    Map<LocalDate, SpecialDay> specialDays) {
  private static final int MAX_DAYS_AHEAD = 31;

  public Market {
    sessions = List.copyOf(sessions);
    weekend = Set.copyOf(weekend);
    specialDays = Map.copyOf(specialDays);
  }

  /** A calendar whose only special days are nameless holidays and early closes. */
  public Market(
      String mic,
      ZoneId zone,
      List<Session> sessions,
      Set<DayOfWeek> weekend,
      Set<LocalDate> holidays,
      Map<LocalDate, LocalTime> earlyCloses) {
    this(mic, zone, sessions, weekend, specialDays(holidays, earlyCloses));
  }

  /** The phase at an instant. On a day that closes early nothing follows the close. */
  public TradingPhase phaseAt(Instant now) {
    return day(now.atZone(zone).toLocalDate())
        .map(day -> day.phaseAt(now))
        .orElse(TradingPhase.CLOSED);
  }

  /** The phases of a trade date; empty where the market does not trade on it. */
  public Optional<TradingDay> day(LocalDate date) {
    return switch (specialDays.get(date)) {
      case null ->
          weekend.contains(date.getDayOfWeek())
              ? Optional.empty()
              : Optional.of(ordinary(date, LocalTime.MAX));
      case Holiday _ -> Optional.empty();
      case EarlyClose(var close, _) -> Optional.of(ordinary(date, close));
      case SpecialSession special -> Optional.of(special(date, special));
    };
  }

  /** What is special about a date, if anything. */
  public Optional<SpecialDay> specialDay(LocalDate date) {
    return Optional.ofNullable(specialDays.get(date));
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

  /** The first trade date after a date; the same bound as of {@link #current}. */
  public TradingDay next(LocalDate date) {
    return current(date.plusDays(1).atStartOfDay(zone).toInstant());
  }

  /** Whether the market trades on a day of its own calendar. */
  public boolean isSessionDay(LocalDate date) {
    return day(date).isPresent();
  }

  /** The trade date (FIX 75) of an instant as YYYYMMDD: the date in the market's zone. */
  public int tradeDate(Instant now) {
    return yyyymmdd(now.atZone(zone).toLocalDate());
  }

  static int yyyymmdd(LocalDate date) {
    return date.getYear() * 10_000 + date.getMonthValue() * 100 + date.getDayOfMonth();
  }

  private TradingDay ordinary(LocalDate date, LocalTime close) {
    var windows =
        sessions.stream()
            .filter(session -> session.from().isBefore(close))
            .map(session -> session.on(date, zone, close))
            .toList();
    return new TradingDay(date, windows);
  }

  private TradingDay special(LocalDate date, SpecialSession special) {
    var windows = new ArrayList<PhaseWindow>();
    var regular = new Session(TradingPhase.REGULAR, special.from(), special.to());
    var ordinaryOpen = regularOpen();
    for (var session : sessions) {
      if (session.to().equals(ordinaryOpen)) {
        var from = special.from().minus(Duration.between(session.from(), session.to()));
        windows.add(
            new Session(session.phase(), from, special.from()).on(date, zone, special.from()));
      }
    }
    windows.add(regular.on(date, zone, special.to()));
    return new TradingDay(date, windows);
  }

  private LocalTime regularOpen() {
    return sessions.stream()
        .filter(session -> session.phase() == TradingPhase.REGULAR)
        .findFirst()
        .map(Session::from)
        .orElseThrow(() -> new IllegalStateException(mic + " has no regular session"));
  }

  private static Map<LocalDate, SpecialDay> specialDays(
      Set<LocalDate> holidays, Map<LocalDate, LocalTime> earlyCloses) {
    var days = new HashMap<LocalDate, SpecialDay>();
    earlyCloses.forEach((date, close) -> days.put(date, new EarlyClose(close, "")));
    holidays.forEach(date -> days.put(date, new Holiday("")));
    return days;
  }
}
