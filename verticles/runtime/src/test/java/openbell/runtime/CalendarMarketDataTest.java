package openbell.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every date from 2020 to the end of a file of real sessions: whether the market trades on it, and
 * its regular hours in UTC, so that daylight saving is proven too.
 */
@Tag("market-data")
@ExtendWith(MarketDataFolder.class)
class CalendarMarketDataTest {
  private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);

  /** Regular hours of one date. */
  private record Hours(Instant open, Instant close) {}

  @ParameterizedTest
  @CsvSource({
    "XBOM, xbom, 2026-12-31",
    "XNSE, xbom, 2026-12-31",
    "XNAS, xnys, 2023-01-13",
  })
  void everyDateIsAsTheExchangeKeptIt(String mic, String file, LocalDate last) throws IOException {
    var real = sessions(file);
    assertThat(real.lastKey()).isEqualTo(last);
    var market = MarketFiles.load(List.of(mic)).get(mic);

    var ours = new TreeMap<LocalDate, Hours>();
    FIRST
        .datesUntil(last.plusDays(1))
        .forEach(
            date ->
                market
                    .day(date)
                    .ifPresent(
                        day -> ours.put(date, new Hours(day.regularOpen(), day.regularClose()))));

    assertThat(ours).containsExactlyEntriesOf(real.tailMap(FIRST, true));
  }

  private static NavigableMap<LocalDate, Hours> sessions(String name) throws IOException {
    var file = MarketDataFolder.path().resolve("calendars/" + name + "_sessions.csv.gz");
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo(",open,close,break_start,break_end");
      var sessions = new TreeMap<LocalDate, Hours>();
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var cells = line.split(",", -1);
        sessions.put(
            LocalDate.parse(cells[0].substring(0, 10)),
            new Hours(Instant.parse(cells[1]), Instant.parse(cells[2])));
      }
      return sessions;
    }
  }
}
