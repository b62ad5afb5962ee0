package openbell.feedhandler.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import openbell.feedhandler.domain.FeedTrade;
import openbell.feedhandler.domain.Listing;
import openbell.feedhandler.domain.Normaliser;
import openbell.feedhandler.domain.SymbolState;
import openbell.feedhandler.domain.TradeDays;
import openbell.feedhandler.domain.Verdict;
import openbell.model.Decimals;
import openbell.model.Side;
import org.junit.jupiter.api.Test;

/**
 * Three real sessions of a whole exchange, each symbol's day told as four trades: the figures are
 * those of the exchange's own file, and so is the close of the day before.
 */
@MarketData
class BhavcopyMarketDataTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Kolkata");
  private static final List<LocalDate> SESSIONS =
      List.of(LocalDate.of(2025, 1, 1), LocalDate.of(2025, 1, 2), LocalDate.of(2025, 1, 3));

  /** A line of the file; prices in 1/10,000. */
  private record Line(
      String symbol, long previousClose, long open, long high, long low, long close, long volume) {
    static Line of(String text) {
      var cells = text.split(", *", -1);
      return new Line(
          cells[0] + " " + cells[1],
          price(cells[3]),
          price(cells[4]),
          price(cells[5]),
          price(cells[6]),
          price(cells[8]),
          Math.max(4, Long.parseLong(cells[10])));
    }

    private static long price(String text) {
      return Decimals.parse(text, Decimals.MONEY_SCALE).orElseThrow();
    }
  }

  private final Map<String, SymbolState> states = new HashMap<>();
  private final Normaliser normaliser =
      new Normaliser(symbol -> new TradeDays(ZONE), micros(SESSIONS.getFirst(), 9));

  @Test
  void dayFiguresAndPreviousCloseAreThoseOfTheExchange() throws Exception {
    var closes = new HashMap<String, Long>();
    var chained = 0;
    for (var session : SESSIONS) {
      for (var line : lines(session)) {
        play(session, line);
        assertDay(line, closes.getOrDefault(line.symbol(), line.previousClose()));
        chained += closes.containsKey(line.symbol()) ? 1 : 0;
      }
      lines(session).forEach(line -> closes.put(line.symbol(), line.close()));
    }
    assertThat(chained).isGreaterThan(5_000);
  }

  private void play(LocalDate session, Line line) {
    if (!states.containsKey(line.symbol())) {
      var listing = new Listing(line.symbol(), 100, line.previousClose(), 0);
      normaliser.list(listing, Optional.empty(), micros(session, 9));
    }
    trade(line, line.open(), 1, micros(session, 10));
    trade(line, line.high(), 1, micros(session, 11));
    trade(line, line.low(), 1, micros(session, 12));
    trade(line, line.close(), line.volume() - 3, micros(session, 15));
    normaliser.drainChanged(state -> states.put(state.symbol(), state));
    normaliser.takeTrades();
  }

  private void trade(Line line, long px, long qty, long at) {
    var trade = new FeedTrade(line.symbol(), px, qty, Side.BUY, at, "t");
    assertThat(normaliser.trade(trade, at)).as(line.symbol()).isEqualTo(Verdict.ACCEPTED);
  }

  private void assertDay(Line line, long closeBefore) {
    var state = states.get(line.symbol());
    var day = state.day();
    assertThat(
            new Line(
                line.symbol(),
                day.previousClosePx(),
                day.openPx(),
                day.highPx(),
                day.lowPx(),
                state.lastPx(),
                day.volume()))
        .isEqualTo(line);
    assertThat(day.previousClosePx()).as(line.symbol()).isEqualTo(closeBefore);
  }

  private static List<Line> lines(LocalDate session) throws IOException {
    var name = "bhavcopy/cm%02d012025bhav.csv".formatted(session.getDayOfMonth());
    return Files.readAllLines(MarketDataFolder.path().resolve(name)).stream()
        .skip(1)
        .filter(line -> !line.isBlank())
        .map(Line::of)
        .toList();
  }

  private static long micros(LocalDate session, int hour) {
    return ChronoUnit.MICROS.between(
        Instant.EPOCH, session.atTime(LocalTime.of(hour, 0)).atZone(ZONE).toInstant());
  }
}
