package openbell.feedhandler.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import openbell.model.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clocks that jump and come back, and dates that roll, while quotes flow. */
class FeedClockTest {
  private static final String NASDAQ = "XNAS:AMZN";
  private static final String NSE = "XNSE:INFY";
  private static final Map<String, ZoneId> ZONES =
      Map.of(NASDAQ, ZoneId.of("America/New_York"), NSE, ZoneId.of("Asia/Kolkata"));
  private static final long SECOND = 1_000_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long START =
      ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2025-03-12T15:00:00Z"));
  private static final long PX = 1_000_000;

  private final Normaliser normaliser =
      new Normaliser(symbol -> new TradeDays(ZONES.get(symbol)), 1, 5 * SECOND);
  private final FeedDepth depth = new FeedDepth();

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "our clock ahead,       0,  3600, DELAYED",
    "our clock behind,      0, -3600, STALE_CLOCK",
    "the feed's ahead,   3600,     0, STALE_CLOCK",
    "the feed's behind, -3600,     0, STALE_CLOCK",
  })
  void aClockThatJumpsAnHourAndReturnsLeavesNothingBehind(
      String what, long feedSeconds, long ourSeconds, Verdict during) {
    assertThat(say(NASDAQ, PX, 1, 0, 0)).isEqualTo(Verdict.ACCEPTED);
    var seq = state(NASDAQ).seq();

    for (var second = 2; second <= 10; second++) {
      assertThat(say(NASDAQ, PX, second, feedSeconds, ourSeconds)).isEqualTo(during);
      assertThat(state(NASDAQ).stale()).isTrue();
      assertThat(state(NASDAQ).asOf()).isLessThanOrEqualTo(START + second * SECOND);
    }

    assertThat(say(NASDAQ, PX, 11, 0, 0)).isEqualTo(Verdict.ACCEPTED);
    var after = state(NASDAQ);
    assertThat(after.stale()).isFalse();
    assertThat(after.asOf()).isEqualTo(START + 11 * SECOND);
    assertThat(after.seq()).isGreaterThan(seq);
    assertThat(after.day().volume()).isEqualTo(during.isTaken() ? 11 : 2);
    assertThat(after.day().openPx()).isEqualTo(PX);
  }

  @Test
  void whatWasShownWhileBothClocksRanAheadIsStaleUntilTheyAreThere() {
    say(NASDAQ, PX, 1, 0, 0);
    assertThat(say(NASDAQ, PX + 100, 2, 3_600, 3_600)).isEqualTo(Verdict.ACCEPTED);

    assertThat(say(NASDAQ, PX, 3, 0, 0)).isEqualTo(Verdict.STALE_CLOCK);
    assertThat(state(NASDAQ).stale()).isTrue();
    assertThat(state(NASDAQ).lastPx()).isEqualTo(PX + 100);

    assertThat(say(NASDAQ, PX, 3_602, 0, 0)).isEqualTo(Verdict.ACCEPTED);
    assertThat(state(NASDAQ).stale()).isFalse();
  }

  @Test
  void eachMarketsDateRollsAtItsOwnMidnightWhileQuotesFlow() {
    for (var symbol : ZONES.keySet()) {
      var expected = new ExpectedDay();
      var seq = 0L;
      for (var minute = 0L; minute < 24 * 60; minute++) {
        var px = PX + minute * 37 % 11 * 100;
        var stamp = START + minute * MINUTE;
        expected.trade(dateOf(symbol, stamp), px);

        assertThat(say(symbol, px, minute * 60, 0, 0)).isEqualTo(Verdict.ACCEPTED);

        var state = state(symbol);
        assertThat(state.seq()).isGreaterThan(seq);
        assertThat(state.stale()).isFalse();
        assertThat(ExpectedDay.of(state.day()))
            .as("%s %d", symbol, minute)
            .isEqualTo(expected.figures);
        seq = state.seq();
      }
      assertThat(expected.days).as("dates that were seen").isEqualTo(2);
    }
  }

  @Test
  void aTradeOfTheDateBeforeThatComesLateIsNotOfTheNewDate() {
    var midnight = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2025-03-13T04:00:00Z"));
    var second = (midnight - START) / SECOND;
    say(NASDAQ, PX, second - 10, 0, 0);
    say(NASDAQ, PX + 100, second, 0, 0);

    var late = new FeedTrade(NASDAQ, 2 * PX, 1, Side.BUY, midnight - SECOND / 2, "late");
    assertThat(normaliser.trade(late, midnight + SECOND)).isEqualTo(Verdict.ACCEPTED);

    var day = state(NASDAQ).day();
    assertThat(day.volume()).isOne();
    assertThat(day.highPx()).isEqualTo(PX + 100);
    assertThat(day.vwapPx()).isEqualTo(PX + 100);
    assertThat(state(NASDAQ).asOf()).isEqualTo(midnight);
    say(NASDAQ, PX + 200, second + 1, 0, 0);
    assertThat(state(NASDAQ).day().volume()).isEqualTo(2);
  }

  /** A book and a trade at a second of both clocks, each of which may be off. */
  private Verdict say(String symbol, long px, long second, long feedJump, long ourJump) {
    state(symbol);
    var stamp = START + (second + feedJump) * SECOND;
    var now = START + (second + ourJump) * SECOND;
    depth.begin(symbol, stamp);
    depth.bids().add(px - 100, 1);
    depth.asks().add(px + 100, 1);
    var book = normaliser.depth(depth, now);
    assertThat(normaliser.trade(new FeedTrade(symbol, px, 1, Side.BUY, stamp, "t"), now))
        .isEqualTo(book);
    return book;
  }

  private SymbolState state(String symbol) {
    normaliser.list(new Listing(symbol, 100, 900_000, 0), Optional.empty(), START);
    var states = new ArrayList<SymbolState>();
    normaliser.drainChanged(states::add);
    return states.stream().filter(each -> each.symbol().equals(symbol)).findFirst().orElseThrow();
  }

  private static LocalDate dateOf(String symbol, long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atZone(ZONES.get(symbol)).toLocalDate();
  }

  /** The day's figures, said plainly. */
  private static final class ExpectedDay {
    private LocalDate date = LocalDate.MIN;
    private int days;
    private long lastPx;
    private Figures figures = new Figures(0, 0, 0, 900_000, 0);

    private record Figures(long open, long high, long low, long previousClose, long volume) {}

    void trade(LocalDate tradeDate, long px) {
      if (!tradeDate.equals(date)) {
        var close = days == 0 ? 900_000 : lastPx;
        figures = new Figures(px, px, px, close, 0);
        date = tradeDate;
        days++;
      }
      figures =
          new Figures(
              figures.open,
              Math.max(figures.high, px),
              Math.min(figures.low, px),
              figures.previousClose,
              figures.volume + 1);
      lastPx = px;
    }

    static Figures of(DayFigures day) {
      return new Figures(
          day.openPx(), day.highPx(), day.lowPx(), day.previousClosePx(), day.volume());
    }
  }
}
