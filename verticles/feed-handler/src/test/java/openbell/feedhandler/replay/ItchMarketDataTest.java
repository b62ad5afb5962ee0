package openbell.feedhandler.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalTime;
import java.util.Map;
import java.util.TreeMap;
import openbell.feedhandler.domain.FeedDepth;
import openbell.feedhandler.domain.ItchMarket;
import openbell.feedhandler.domain.LobsterBook;
import openbell.feedhandler.domain.LobsterMessage;
import openbell.model.itch.ItchMessage;
import openbell.model.itch.ItchSyntax;
import openbell.model.itch.ItchType;
import org.junit.jupiter.api.Test;

/**
 * Real and artificial ITCH files, and real days of LOBSTER written as ITCH, read by two parsers.
 */
@MarketData
class ItchMarketDataTest {
  private static final String AMZN = "LOBSTER_SampleFile_AMZN_2012-06-21_5.zip";
  private static final String AAPL = "LOBSTER_SampleFile_AAPL_2012-06-21_1.zip";

  private final IndependentItchParser theirs = new IndependentItchParser();
  private final Map<Character, Long> ours = new TreeMap<>();
  private int deletesOfAPart;

  @Test
  void mixedFileHasTheCountsOfItsAuthors() throws Exception {
    assertThat(replay("artificial-mixed.itch50.gz").messages()).isEqualTo(12_012);
    assertThat(ours)
        .isEqualTo(
            Map.of(
                'S', 6L, 'R', 3L, 'H', 3L, 'A', 4_997L, 'F', 3L, 'E', 198L, 'D', 1_745L, 'P',
                5_000L, 'U', 12L, 'X', 45L));
  }

  @Test
  void framedFileHasItsCountsAndNoUnknownOrder() throws Exception {
    var statistics = replay("artificial-framed.itch50.gz");

    assertThat(statistics.messages()).isEqualTo(8_009);
    assertThat(statistics.of(ItchMarket.Effect.UNKNOWN_ORDER)).isZero();
    assertThat(statistics.of(ItchMarket.Effect.DUPLICATE_ORDER)).isZero();
    assertThat(statistics.of(ItchMarket.Effect.BOOK_AND_TRADE)).isEqualTo(1_182);
    assertThat(ours)
        .isEqualTo(Map.of('S', 6L, 'R', 3L, 'A', 4_328L, 'E', 1_182L, 'X', 823L, 'D', 1_667L));
  }

  @Test
  void startOfARealDayHasItsCounts() throws Exception {
    var statistics = replay("real-start-of-day-1000.itch50");

    assertThat(statistics.messages()).isEqualTo(1_000);
    assertThat(ours).isEqualTo(Map.of('S', 1L, 'R', 993L, 'H', 3L, 'Y', 3L));
  }

  @Test
  void amznWrittenAsItchIsReadBackAlikeByBothParsers() throws Exception {
    writesAndReadsBack(AMZN);
    assertThat(deletesOfAPart).isEqualTo(5);
    assertThat(ours)
        .isEqualTo(Map.of('A', 77_381L, 'X', 450L, 'D', 66_685L, 'E', 8_974L, 'P', 2_445L));
  }

  @Test
  void aaplWrittenAsItchIsReadBackAlikeByBothParsers() throws Exception {
    writesAndReadsBack(AAPL);
    assertThat(deletesOfAPart).isEqualTo(4);
    assertThat(ours)
        .isEqualTo(Map.of('A', 54_818L, 'X', 252L, 'D', 28_437L, 'E', 23_658L, 'P', 11_332L));
  }

  private ItchStatistics replay(String name) throws Exception {
    var file = MarketDataFolder.path().resolve("itch").resolve(name);
    assertThat(ItchFile.isItch(file)).isTrue();
    var replay = new ItchReplay(new ReplayPlan(file, ReplaySpeed.MAX, LocalTime.MIDNIGHT));
    replay.run();
    assertThat(replay.summary()).contains(" 0 refused");
    readsAsTheIndependentParser(file);
    for (var type : ItchType.values()) {
      assertThat(replay.statistics().of(type))
          .as("%s", type)
          .isEqualTo(ours.getOrDefault((char) type.code(), 0L));
    }
    return replay.statistics();
  }

  private void readsAsTheIndependentParser(Path path) throws Exception {
    var message = new ItchMessage();
    var copy = new byte[ItchType.MAX_LENGTH];
    try (var file = ItchFile.open(path)) {
      while (file.next(message)) {
        ours.merge((char) message.type().code(), 1L, Long::sum);
        theirs.parse(copy, 0, message.copyTo(copy, 0));
      }
    }
    assertThat(theirs.counts()).isEqualTo(ours);
  }

  /**
   * The books are compared on orders that the file shows from their beginning: those from before it
   * have a level in a LOBSTER book, but no reference that an ITCH book could know.
   */
  private void writesAndReadsBack(String name) throws Exception {
    var market = new ItchMarket("XNAS", 1_000_000);
    var book = LobsterBook.ofAllLevels();
    var writer = new LobsterToItch("TEST");
    var row = new LobsterMessage();
    var message = new ItchMessage();
    try (var file = LobsterFile.open(MarketDataFolder.path().resolve("lobster").resolve(name))) {
      while (file.next(row)) {
        var leavesQty = writer.leavesQty(row);
        var length = writer.encode(row);
        assertThat(message.wrap(writer.bytes, 0, length)).isEqualTo(ItchSyntax.VALID);
        theirs.parse(writer.bytes, 0, length);
        ours.merge((char) message.type().code(), 1L, Long::sum);
        var effect = market.apply(message);
        if (row.type() == LobsterMessage.Type.NEW || leavesQty > 0) {
          book.apply(row);
          deleteRest(book, row, leavesQty);
          isSame(book, market, file.lines());
        } else if (row.orderId() != 0) {
          assertThat(effect).isEqualTo(ItchMarket.Effect.UNKNOWN_ORDER);
        }
      }
    }
    assertThat(theirs.counts()).isEqualTo(ours);
    assertThat(market.orders()).isEqualTo(book.orders()).isPositive();
  }

  /**
   * A few deletes name fewer shares than the order has left: it was cut while its level was below
   * the recorded ones. An ITCH delete takes the whole order, so here the rest goes too.
   */
  private void deleteRest(LobsterBook book, LobsterMessage row, long leavesQty) {
    if (row.type() != LobsterMessage.Type.DELETE || row.qty() == leavesQty) {
      return;
    }
    deletesOfAPart++;
    for (var left = leavesQty - row.qty(); left > 0; left -= row.qty()) {
      book.apply(row);
    }
  }

  private static void isSame(LobsterBook book, ItchMarket market, long line) {
    var expected = new FeedDepth().begin("XNAS:TEST", 1);
    var actual = market.begin(LobsterToItch.LOCATE, new FeedDepth(), 1);
    book.fill(expected);
    var isSame = expected.bids().sameAs(actual.bids()) && expected.asks().sameAs(actual.asks());
    assertThat(isSame).as("the books after line %d", line).isTrue();
  }
}
