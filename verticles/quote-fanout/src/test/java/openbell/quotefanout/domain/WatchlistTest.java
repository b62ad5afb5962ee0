package openbell.quotefanout.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import openbell.wire.marketdata.Quote;
import org.junit.jupiter.api.Test;

class WatchlistTest {
  private final QuoteTable table =
      new QuoteTable(symbol -> Optional.empty(), symbol -> Optional.empty());
  private final FrameBytes out = new FrameBytes(16);

  private static Quote quote(long epoch, long seq, long px) {
    return Quote.newBuilder()
        .setSymbol("XNSE:TCS")
        .setEpoch(epoch)
        .setSeq(seq)
        .setLastPx(px)
        .build();
  }

  private Watchlist watching(Terms terms) {
    var list = new Watchlist(table, () -> {});
    list.add("XNSE:TCS", "TCS", terms);
    return list;
  }

  /** What the wheel would write at its next visit. */
  private String news(Watchlist list) {
    out.clear(0);
    for (var i = list.nextChanged(0); i >= 0; i = list.nextChanged(i + 1)) {
      list.append(i, out);
    }
    return out.toString();
  }

  @Test
  void encodesOncePerVersionAndFormatHoweverManyWatch() {
    var cell = (QuoteCell) table.hold(Subject.QUOTE, "XNSE:TCS", "TCS");
    var lists = List.of(watching(Terms.of(QuoteFormat.LTP)), watching(Terms.of(QuoteFormat.LTP)));
    table.apply(List.of(quote(1, 1, 10_000)));
    table.apply(List.of(quote(1, 2, 10_000)));

    lists.forEach(this::news);
    assertThat(cell.encodings()).isEqualTo(1);

    table.apply(List.of(quote(1, 3, 10_000)));
    lists.forEach(this::news);
    news(watching(Terms.of(QuoteFormat.QUOTE)));
    assertThat(cell.encodings()).isEqualTo(3);
  }

  @Test
  void dropsWhatIsNotNewer() {
    var list = watching(Terms.of(QuoteFormat.LTP));
    assertThat(table.apply(List.of(quote(2, 5, 10_000)))).isEqualTo(1);
    assertThat(table.apply(List.of(quote(2, 5, 99), quote(2, 4, 99), quote(1, 9, 99)))).isZero();

    assertThat(news(list)).isEqualTo("{\"s\":\"TCS\",\"e\":2,\"q\":5,\"l\":\"1.00\"}");
    assertThat(news(list)).isEmpty();
  }

  @Test
  void eachListIsToldOfTheSeqItHadBefore() {
    var often = watching(Terms.of(QuoteFormat.LTP));
    var seldom = watching(Terms.of(QuoteFormat.LTP));
    table.apply(List.of(quote(1, 1, 10_000)));
    news(often);
    news(seldom);
    table.apply(List.of(quote(1, 2, 10_000)));
    news(often);
    table.apply(List.of(quote(1, 3, 10_000)));

    assertThat(news(often)).contains("\"q\":3,\"p\":2");
    assertThat(news(seldom)).contains("\"q\":3,\"p\":1");
  }

  @Test
  void subscribingAgainIsASnapshotAgain() {
    var list = watching(Terms.of(QuoteFormat.LTP));
    table.apply(List.of(quote(1, 1, 10_000)));
    news(list);

    assertThat(list.add("XNSE:TCS", "TCS", Terms.of(QuoteFormat.LTP))).isFalse();

    assertThat(news(list)).isEqualTo("{\"s\":\"TCS\",\"e\":1,\"q\":1,\"l\":\"1.00\"}");
  }

  @Test
  void smallMovesAreKeptBackWhereAsked() {
    var list = watching(new Terms(QuoteFormat.LTP, false, 1_000));
    table.apply(List.of(quote(1, 1, 1_000_000)));
    news(list);

    table.apply(List.of(quote(1, 2, 1_000_999)));
    assertThat(news(list)).isEmpty();
    table.apply(List.of(quote(1, 3, 999_000)));
    assertThat(news(list)).contains("\"q\":3,\"p\":1", "99.90");
  }

  @Test
  void changesAreToldFromFourPlacesAndWholeFromElsewhere() {
    var terms = new Terms(QuoteFormat.QUOTE, true, 0);
    var lists = new Watchlist[6];
    table.hold(Subject.QUOTE, "XNSE:TCS", "TCS");
    for (var i = 0; i < lists.length; i++) {
      table.apply(List.of(quote(1, i + 1, 10_000)));
      lists[i] = watching(terms);
      news(lists[i]);
    }
    table.apply(List.of(quote(1, 9, 10_000)));

    for (var i = 0; i < 4; i++) {
      assertThat(news(lists[i])).isEqualTo("{\"s\":\"TCS\",\"e\":1,\"q\":9,\"p\":" + (i + 1) + "}");
    }
    assertThat(news(lists[4])).isEqualTo("{\"s\":\"TCS\",\"e\":1,\"q\":9,\"l\":\"1.00\"}");
  }

  @Test
  void whatNobodyHoldsIsForgotten() {
    var first = watching(Terms.of(QuoteFormat.LTP));
    var second = watching(Terms.of(QuoteFormat.LTP));
    first.add("XNSE:TCS", "XNSE:TCS", Terms.of(QuoteFormat.LTP));

    first.clear();
    assertThat(table.size()).isEqualTo(1);
    assertThat(second.remove("TCS")).isTrue();
    assertThat(second.remove("TCS")).isFalse();

    assertThat(table.size()).isZero();
  }

  @Test
  void missedBatchesAreReadFromTheBoard() {
    var board = new Quote[] {quote(1, 1, 10_000)};
    var behind = new QuoteTable(symbol -> Optional.of(board[0]), symbol -> Optional.empty());
    var list = new Watchlist(behind, () -> {});
    list.add("XNSE:TCS", "TCS", Terms.of(QuoteFormat.LTP));
    news(list);
    board[0] = quote(1, 8, 10_000);

    behind.refresh();

    assertThat(news(list)).contains("\"q\":8,\"p\":1");
  }
}
