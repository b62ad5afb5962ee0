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

  @Test
  void sessionThatEndsBeforeItBeginsIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Session(TradingPhase.REGULAR, LocalTime.of(16, 0), LocalTime.of(9, 0)));
  }
}
