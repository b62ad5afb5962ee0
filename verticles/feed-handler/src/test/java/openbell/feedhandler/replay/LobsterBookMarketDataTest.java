package openbell.feedhandler.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.zip.ZipFile;
import openbell.feedhandler.domain.LobsterBook;
import openbell.feedhandler.domain.LobsterMessage;
import openbell.model.Side;
import org.junit.jupiter.api.Test;

/**
 * Real days of order flow: the book that the messages make equals the order book file after every
 * message, price and quantity, at every level it holds.
 *
 * <p>Two things the message file cannot tell. First, orders from before 09:30: the book starts from
 * the file's first row, and messages about their numbers apply to their level. Second, what lies
 * below the recorded levels: when a better level disappears, a level enters at the bottom without a
 * message. Only there, when all levels above are equal and a side is one level short, the level is
 * taken from the file; these are counted. What sinks below the recorded levels is forgotten.
 */
@MarketData
class LobsterBookMarketDataTest {
  private static final String AMZN = "LOBSTER_SampleFile_AMZN_2012-06-21_5.zip";
  private static final String AAPL = "LOBSTER_SampleFile_AAPL_2012-06-21_1.zip";

  private int levelsFromBelow;

  @Test
  void bookEqualsTheOrderBookFileAfterEveryMessageOfAmzn() throws Exception {
    var statistics = comparesEveryRow(AMZN);

    assertThat(statistics.messages()).isEqualTo(155_935);
    assertThat(levelsFromBelow).isEqualTo(33_840);
    assertThat(statistics.of(LobsterBook.Effect.UNKNOWN)).isZero();
    assertThat(statistics.of(LobsterBook.Effect.DUPLICATE)).isZero();
  }

  @Test
  void bookEqualsTheOrderBookFileAfterEveryMessageOfAapl() throws Exception {
    var statistics = comparesEveryRow(AAPL);

    assertThat(statistics.messages()).isEqualTo(118_497);
    assertThat(levelsFromBelow).isEqualTo(30_071);
    assertThat(statistics.of(LobsterBook.Effect.UNKNOWN)).isZero();
  }

  @Test
  void replayCountsWhatAnIndependentProgramCounted() throws Exception {
    var replay = new LobsterReplay(new ReplayPlan(file(AMZN), ReplaySpeed.MAX, LocalTime.MIDNIGHT));
    replay.run();

    var statistics = replay.statistics();
    assertThat(statistics.messages()).isEqualTo(155_935);
    assertThat(statistics.of(LobsterMessage.Type.NEW)).isEqualTo(77_381);
    assertThat(statistics.of(LobsterMessage.Type.PARTIAL_CANCEL)).isEqualTo(450);
    assertThat(statistics.of(LobsterMessage.Type.DELETE)).isEqualTo(66_685);
    assertThat(statistics.of(LobsterMessage.Type.EXECUTION)).isEqualTo(8_974);
    assertThat(statistics.of(LobsterMessage.Type.HIDDEN_EXECUTION)).isEqualTo(2_445);
    assertThat(statistics.visibleVolume()).isEqualTo(613_248);
    assertThat(statistics.hiddenVolume()).isEqualTo(197_507);
    assertThat(statistics.openPx()).isEqualTo(2_238_200);
    assertThat(statistics.highPx()).isEqualTo(2_260_300);
    assertThat(statistics.lowPx()).isEqualTo(2_205_100);
    assertThat(statistics.closePx()).isEqualTo(2_205_100);
    assertThat(statistics.maxInSecond()).isEqualTo(344);
  }

  @Test
  void countsOfAaplAreThoseOfAnIndependentProgram() throws Exception {
    var replay = new LobsterReplay(new ReplayPlan(file(AAPL), ReplaySpeed.MAX, LocalTime.MIDNIGHT));
    replay.run();

    assertThat(replay.statistics().of(LobsterMessage.Type.NEW)).isEqualTo(54_818);
    assertThat(replay.statistics().of(LobsterMessage.Type.PARTIAL_CANCEL)).isEqualTo(252);
    assertThat(replay.statistics().of(LobsterMessage.Type.DELETE)).isEqualTo(28_437);
    assertThat(replay.statistics().of(LobsterMessage.Type.EXECUTION)).isEqualTo(23_658);
    assertThat(replay.statistics().of(LobsterMessage.Type.HIDDEN_EXECUTION)).isEqualTo(11_332);
  }

  private ReplayStatistics comparesEveryRow(String name) throws Exception {
    var statistics = new ReplayStatistics();
    try (var file = LobsterFile.open(file(name));
        var zip = new ZipFile(file(name).toFile());
        var rows = rows(zip)) {
      var book = file.newBook();
      var message = new LobsterMessage();
      assertThat(file.seed(book)).isTrue();
      while (file.next(message)) {
        statistics.count(message, book.apply(message));
        assertThat(rows.next()).as("a row for line %d", file.lines()).isTrue();
        for (var side : Side.values()) {
          compare(book, rows, side, file.lines());
        }
      }
      assertThat(rows.next()).as("a row without a message").isFalse();
    }
    return statistics;
  }

  private void compare(LobsterBook book, LobsterBookRows rows, Side side, long line) {
    for (var level = 0; level < rows.levels(); level++) {
      var px = rows.px(side, level);
      if (px != 0 && level == book.levels(side) && level == rows.levels() - 1) {
        levelsFromBelow++;
        book.seed(side, px, rows.qty(side, level));
      }
      var has = level < book.levels(side);
      var isEqual =
          has
              ? px == book.px(side, level) && rows.qty(side, level) == book.qty(side, level)
              : px == 0;
      if (!isEqual) {
        assertThat(has ? book.qty(side, level) + " @ " + book.px(side, level) : "no level")
            .as("line %d, %s level %d", line, side, level + 1)
            .isEqualTo(rows.qty(side, level) + " @ " + px);
      }
    }
  }

  private static LobsterBookRows rows(ZipFile zip) throws IOException {
    var entry =
        zip.stream().filter(each -> each.getName().contains("orderbook")).findFirst().orElseThrow();
    return LobsterBookRows.of(zip.getInputStream(entry));
  }

  private static Path file(String name) {
    return MarketDataFolder.path().resolve("lobster").resolve(name);
  }
}
