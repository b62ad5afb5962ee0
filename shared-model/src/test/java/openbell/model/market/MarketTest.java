package openbell.model.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarketTest {
  private static final Market XNSE =
      new Market(
          "XNSE",
          ZoneId.of("Asia/Kolkata"),
          List.of(
              new Session(TradingPhase.PRE_OPEN, LocalTime.of(9, 0), LocalTime.of(9, 15)),
              new Session(TradingPhase.REGULAR, LocalTime.of(9, 15), LocalTime.of(15, 30)),
              new Session(TradingPhase.POST_CLOSE, LocalTime.of(15, 40), LocalTime.of(16, 0))),
          Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
          Set.of(LocalDate.of(2026, 1, 26)),
          Map.of(LocalDate.of(2026, 1, 6), LocalTime.of(13, 0)));

  @ParameterizedTest
  @CsvSource({
    "2026-01-05T03:29:59Z, CLOSED",
    "2026-01-05T03:30:00Z, PRE_OPEN",
    "2026-01-05T03:44:59.999999Z, PRE_OPEN",
    "2026-01-05T03:45:00Z, REGULAR",
    "2026-01-05T09:59:59.999999Z, REGULAR",
    "2026-01-05T10:00:00Z, CLOSED",
    "2026-01-05T10:10:00Z, POST_CLOSE",
    "2026-01-05T10:30:00Z, CLOSED",
    "2026-01-04T06:00:00Z, CLOSED",
    "2026-01-26T06:00:00Z, CLOSED",
    "2026-01-06T07:29:59Z, REGULAR",
    "2026-01-06T07:30:00Z, CLOSED",
    "2026-01-06T10:15:00Z, CLOSED"
  })
  void phaseIsThatOfTheLocalDay(Instant now, TradingPhase phase) {
    assertThat(XNSE.phaseAt(now)).isEqualTo(phase);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-05T18:29:59Z, 20260105",
    "2026-01-05T18:30:00Z, 20260106",
    "2025-12-31T18:30:00Z, 20260101"
  })
  void tradeDateIsTheDateInTheMarketsZone(Instant now, int tradeDate) {
    assertThat(XNSE.tradeDate(now)).isEqualTo(tradeDate);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-05T06:00:00Z, 20260105",
    "2026-01-05T09:59:59.999999Z, 20260105",
    "2026-01-05T10:00:00Z, 20260106",
    "2026-01-06T07:30:00Z, 20260107",
    "2026-01-09T10:00:00Z, 20260112",
    "2026-01-23T10:00:00Z, 20260127"
  })
  void currentDayIsTheFirstThatHasNotClosed(Instant now, int tradeDate) {
    assertThat(XNSE.current(now).tradeDate()).isEqualTo(tradeDate);
  }

  private static final Market NEW_YORK =
      new Market(
          "XNAS",
          ZoneId.of("America/New_York"),
          List.of(
              new Session(TradingPhase.PRE_OPEN, LocalTime.of(4, 0), LocalTime.of(9, 30)),
              new Session(TradingPhase.REGULAR, LocalTime.of(9, 30), LocalTime.of(16, 0)),
              new Session(TradingPhase.POST_CLOSE, LocalTime.of(16, 0), LocalTime.of(20, 0))),
          Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
          Map.of());

  /** Clocks go forward on Sunday 8 March 2026 and back on Sunday 1 November 2026. */
  @ParameterizedTest
  @CsvSource({
    "2026-03-06, 2026-03-06T09:00:00Z, 2026-03-06T14:30:00Z, 2026-03-06T21:00:00Z",
    "2026-03-09, 2026-03-09T08:00:00Z, 2026-03-09T13:30:00Z, 2026-03-09T20:00:00Z",
    "2026-10-30, 2026-10-30T08:00:00Z, 2026-10-30T13:30:00Z, 2026-10-30T20:00:00Z",
    "2026-11-02, 2026-11-02T09:00:00Z, 2026-11-02T14:30:00Z, 2026-11-02T21:00:00Z"
  })
  void hoursFollowTheClocksOfTheMarket(LocalDate date, Instant begin, Instant open, Instant close) {
    var day = NEW_YORK.day(date).orElseThrow();

    assertThat(List.of(day.begin(), day.regularOpen(), day.regularClose()))
        .containsExactly(begin, open, close);
    assertThat(NEW_YORK.current(open).date()).isEqualTo(date);
  }

  /** A Saturday, the evening of a holiday, a weekday of shorter hours, and an early close. */
  private static final Market SPECIAL =
      new Market(
          "XNSE",
          XNSE.zone(),
          XNSE.sessions(),
          XNSE.weekend(),
          Map.of(
              LocalDate.of(2026, 1, 10),
              new SpecialDay.SpecialSession(LocalTime.of(9, 15), LocalTime.of(12, 30), "drill"),
              LocalDate.of(2026, 1, 13),
              new SpecialDay.SpecialSession(LocalTime.of(18, 0), LocalTime.of(19, 0), "evening"),
              LocalDate.of(2026, 1, 14),
              new SpecialDay.SpecialSession(LocalTime.of(11, 0), LocalTime.of(13, 0), "short"),
              LocalDate.of(2026, 1, 15),
              new SpecialDay.EarlyClose(LocalTime.of(13, 0), "half"),
              LocalDate.of(2026, 1, 16),
              new SpecialDay.Holiday("holiday")));

  @ParameterizedTest
  @CsvSource({
    // Saturday 10 January: pre-open 09:00, regular 09:15-12:30.
    "2026-01-10T03:29:59Z, CLOSED",
    "2026-01-10T03:30:00Z, PRE_OPEN",
    "2026-01-10T03:45:00Z, REGULAR",
    "2026-01-10T06:59:59Z, REGULAR",
    "2026-01-10T07:00:00Z, CLOSED",
    "2026-01-10T10:15:00Z, CLOSED",
    // Tuesday 13 January: nothing by day, 18:00-19:00 in the evening.
    "2026-01-13T06:00:00Z, CLOSED",
    "2026-01-13T12:15:00Z, PRE_OPEN",
    "2026-01-13T12:30:00Z, REGULAR",
    "2026-01-13T13:29:59.999999Z, REGULAR",
    "2026-01-13T13:30:00Z, CLOSED",
    "2026-01-14T05:15:00Z, PRE_OPEN",
    "2026-01-14T05:30:00Z, REGULAR",
    "2026-01-14T07:30:00Z, CLOSED",
    "2026-01-16T06:00:00Z, CLOSED"
  })
  void specialSessionHasItsOwnHours(Instant now, TradingPhase phase) {
    assertThat(SPECIAL.phaseAt(now)).isEqualTo(phase);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-09T10:00:00Z, 20260110",
    "2026-01-10T06:59:59Z, 20260110",
    "2026-01-10T07:00:00Z, 20260112",
    "2026-01-11T23:00:00Z, 20260112",
    "2026-01-12T10:00:00Z, 20260113",
    "2026-01-13T13:30:00Z, 20260114",
    "2026-01-15T07:29:59Z, 20260115",
    "2026-01-15T07:30:00Z, 20260119"
  })
  void currentDayKnowsWeekendsAndSpecialSessions(Instant now, int tradeDate) {
    assertThat(SPECIAL.current(now).tradeDate()).isEqualTo(tradeDate);
  }

  @Test
  void nextTradeDateIsAfterTheDateNamed() {
    assertThat(SPECIAL.next(LocalDate.of(2026, 1, 9)).date()).isEqualTo("2026-01-10");
    assertThat(SPECIAL.next(LocalDate.of(2026, 1, 10)).date()).isEqualTo("2026-01-12");
    assertThat(SPECIAL.next(LocalDate.of(2026, 1, 15)).date()).isEqualTo("2026-01-19");
  }

  @Test
  void specialDayIsNamed() {
    assertThat(SPECIAL.specialDay(LocalDate.of(2026, 1, 16)).map(SpecialDay::name))
        .contains("holiday");
    assertThat(SPECIAL.specialDay(LocalDate.of(2026, 1, 12))).isEmpty();
  }

  @Test
  void sessionThatEndsBeforeItBeginsIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Session(TradingPhase.REGULAR, LocalTime.of(16, 0), LocalTime.of(9, 0)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new SpecialDay.SpecialSession(LocalTime.of(19, 0), LocalTime.of(18, 0), "back"));
  }
}
