package openbell.feedhandler.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** An ITCH file as a session tells it: what a market-data file holds, with the platform's clock. */
@MarketData
class ItchRecordingTest {
  private static final long NOW = 5;

  @Test
  void booksAndTradesOfADayAreTold() throws Exception {
    var heard = play("artificial-mixed.itch50.gz");

    assertThat(heard.all()).allMatch(line -> line.endsWith(" now") && line.contains("XNAS:"));
    var kinds =
        heard.all().stream()
            .collect(
                Collectors.groupingBy(line -> line.startsWith("trade"), Collectors.counting()));
    assertThat(kinds.get(true)).as("trades").isGreaterThan(5_000);
    assertThat(kinds.get(false)).as("books").isGreaterThan(5_000);
  }

  @Test
  void whatIsSkippedBuildsTheBook() throws Exception {
    var whole = play("artificial-framed.itch50.gz");
    var heard = new HeardUpdates(NOW);
    try (var recording = open("artificial-framed.itch50.gz")) {
      var number = 0;
      for (var read = recording.read(); read > 0; read = recording.read()) {
        for (var update = 0; update < read; update++) {
          if (number++ < 4_000) {
            recording.skip(update);
          } else {
            recording.play(update, NOW, heard);
          }
        }
      }
    }
    assertThat(heard.all().getLast()).isEqualTo(whole.all().getLast());
    assertThat(heard.all().size()).isLessThan(whole.all().size());
  }

  private static HeardUpdates play(String file) throws Exception {
    var heard = new HeardUpdates(NOW);
    try (var recording = open(file)) {
      for (var read = recording.read(); read > 0; read = recording.read()) {
        for (var update = 0; update < read; update++) {
          recording.play(update, NOW, heard);
        }
      }
    }
    return heard;
  }

  private static ItchRecording open(String file) throws ReplayException {
    Path path = MarketDataFolder.path().resolve("itch").resolve(file);
    return ItchRecording.open(path, "XNAS");
  }
}
