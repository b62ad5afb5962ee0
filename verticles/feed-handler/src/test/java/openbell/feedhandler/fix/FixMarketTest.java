package openbell.feedhandler.fix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import openbell.feedhandler.fix.FixEntry.Action;
import openbell.feedhandler.fix.FixEntry.Aggressor;
import openbell.feedhandler.fix.FixEntry.Level;
import openbell.feedhandler.fix.FixEntry.Print;
import openbell.feedhandler.fix.FixUpdate.Incremental;
import openbell.feedhandler.fix.FixUpdate.Listed;
import openbell.feedhandler.fix.FixUpdate.Malformed;
import openbell.feedhandler.fix.FixUpdate.Refused;
import openbell.feedhandler.fix.FixUpdate.Snapshot;
import openbell.model.Side;
import org.junit.jupiter.api.Test;

class FixMarketTest {
  private static final String A = "XNAS:AAPL";
  private static final String B = "XNAS:BRK.B";
  private static final String C = "XNAS:CSCO";
  private static final long STAMP = 1_772_425_800_000_000L;

  private final RecordingListener listener = new RecordingListener();
  private final List<String> asked = new ArrayList<>();
  private long now = TimeUnit.HOURS.toNanos(1);
  private final FixMarket market =
      new FixMarket(listener, new Asked(), symbol -> symbol.startsWith("XNAS:"), 2, () -> now);

  @Test
  void symbolsAreLearntAndAskedForBatchByBatch() {
    market.accept(new FixUpdate.LoggedOn());
    assertThat(asked).containsExactly("list 1");

    market.accept(new Listed("openbell-1", List.of(A, "XNYS:IBM"), false));
    market.accept(new Listed("openbell-1", List.of(B, C, A), true));
    assertThat(asked).containsExactly("list 1", "subscribe 2 [XNAS:AAPL, XNAS:BRK.B]");

    market.accept(new Snapshot(B, 7, List.of(level(B, 7, Side.BUY, 1_000_000, 5))));
    market.accept(new Snapshot(A, 0, List.of()));
    assertThat(asked).last().isEqualTo("subscribe 3 [XNAS:CSCO]");
    assertThat(listener.take())
        .containsExactly("snapshot XNAS:BRK.B 5@1000000 / ", "snapshot XNAS:AAPL  / ");

    market.accept(new Refused("openbell-3", "unknown symbol"));
    assertThat(listener.take())
        .containsExactly("rejected UNKNOWN_SYMBOL", "end XNAS:AAPL XNAS:BRK.B", "up");
  }

  @Test
  void changesAreAppliedInTheirOrderAndTheBookIsToldOnce() {
    fill();

    market.accept(
        new Incremental(
            List.of(
                level(A, 11, Side.SELL, 1_002_000, 4),
                level(A, 12, Side.BUY, 999_000, 7),
                change(A, 13, Action.CHANGE, 1_000_000, 6),
                print(A, 14, 1_001_000, Aggressor.UNSAID),
                change(A, 15, Action.DELETE, 999_000, 0))));

    assertThat(listener.take())
        .containsExactly(
            "trade XNAS:AAPL BUY 3@1001000 t14", "depth XNAS:AAPL 6@1000000 / 2@1001000 4@1002000");
  }

  @Test
  void aMissedRptSeqMakesTheSymbolStaleUntilItsSnapshot() {
    fill();

    market.accept(new Incremental(List.of(level(A, 12, Side.BUY, 999_000, 7))));
    market.accept(new Incremental(List.of(level(A, 13, Side.BUY, 998_000, 7))));
    market.accept(new Incremental(List.of(level(B, 11, Side.BUY, 999_000, 1))));
    assertThat(listener.take())
        .containsExactly(
            "rejected GAP", "stale XNAS:AAPL", "depth XNAS:BRK.B 5@1000000 1@999000 / 2@1001000");
    assertThat(asked).last().isEqualTo("refresh 3 [XNAS:AAPL]");

    market.accept(new Snapshot(A, 13, List.of(level(A, 13, Side.BUY, 997_000, 7))));
    market.accept(new Incremental(List.of(level(A, 13, Side.BUY, 1, 1))));
    market.accept(new Incremental(List.of(level(A, 14, Side.BUY, 996_000, 1))));
    assertThat(listener.take())
        .containsExactly("snapshot XNAS:AAPL 7@997000 / ", "depth XNAS:AAPL 7@997000 1@996000 / ");
  }

  @Test
  void aChangeThatContradictsTheBookIsAGap() {
    fill();

    market.accept(new Incremental(List.of(change(A, 11, Action.DELETE, 1_000_500, 0))));

    assertThat(listener.take()).containsExactly("rejected GAP", "stale XNAS:AAPL");
    assertThat(asked).last().isEqualTo("refresh 3 [XNAS:AAPL]");
  }

  @Test
  void aMalformedEntryMakesItsSymbolStale() {
    fill();

    market.accept(new Malformed(A));
    market.accept(new Malformed(A));
    market.accept(new Malformed(""));

    assertThat(listener.take())
        .containsExactly(
            "rejected MALFORMED",
            "rejected GAP",
            "stale XNAS:AAPL",
            "rejected MALFORMED",
            "rejected MALFORMED");
    assertThat(asked).last().isEqualTo("refresh 3 [XNAS:AAPL]");
  }

  @Test
  void aSymbolThatWasNotListedIsUnknown() {
    fill();

    market.accept(new Snapshot("XNAS:NONE", 1, List.of()));
    market.accept(new Incremental(List.of(level("XNYS:IBM", 1, Side.BUY, 1, 1))));

    assertThat(listener.take())
        .containsExactly("rejected UNKNOWN_SYMBOL", "rejected UNKNOWN_SYMBOL");
  }

  @Test
  void whatWasNotAnsweredIsAskedForOneByOneAndHoldsUpNothing() {
    market.accept(new FixUpdate.LoggedOn());
    pass(2_001);
    assertThat(asked).containsExactly("list 1", "list 2");
    market.accept(new Listed("openbell-1", List.of(C), true));
    market.accept(new Listed("openbell-2", List.of(A, B), true));
    listener.take();

    pass(2_001);
    assertThat(asked).last().isEqualTo("subscribe 4 [XNAS:AAPL]");
    assertThat(listener.take()).contains("end ", "up");

    market.accept(new Snapshot(A, 0, List.of()));
    assertThat(asked).last().isEqualTo("subscribe 5 [XNAS:BRK.B]");
    market.accept(new Snapshot(B, 0, List.of()));
    assertThat(asked).hasSize(5);
  }

  @Test
  void ofARefusedBatchEachSymbolIsAskedForAlone() {
    market.accept(new FixUpdate.LoggedOn());
    market.accept(new Listed("openbell-1", List.of(A, B), true));

    market.accept(new Refused("openbell-2", "one of them"));
    market.accept(new Refused("openbell-2", "again"));
    assertThat(asked).last().isEqualTo("subscribe 3 [XNAS:AAPL]");
    market.accept(new Refused("openbell-3", "this one"));
    assertThat(asked).last().isEqualTo("subscribe 4 [XNAS:BRK.B]");
  }

  @Test
  void skippedMessagesBeginAllAnewButNotAtEachOfThem() {
    fill();

    market.accept(new FixUpdate.Skipped());
    market.accept(new FixUpdate.Overflowed());
    assertThat(asked).last().isEqualTo("subscribe 2 [XNAS:AAPL, XNAS:BRK.B]");
    assertThat(listener.take())
        .containsExactly(
            "rejected GAP",
            "down the counterparty skipped messages",
            "rejected GAP",
            "down more than could be taken");

    pass(2_001);
    assertThat(asked).last().isEqualTo("list 3");
    market.accept(new FixUpdate.Skipped());
    pass(1_000);
    assertThat(asked).last().isEqualTo("list 3");
    market.accept(new Listed("openbell-3", List.of(A), true));
    assertThat(asked).last().isEqualTo("list 3");
  }

  @Test
  void whatIsListedLaterIsSubscribedToo() {
    fill();

    for (var second = 0; second < 61; second++) {
      market.accept(new FixUpdate.Alive());
      pass(1_000);
    }
    assertThat(asked).last().isEqualTo("list 3");
    market.accept(new Listed("openbell-3", List.of(A, B, C), true));
    assertThat(asked).last().isEqualTo("subscribe 4 [XNAS:CSCO]");
    market.accept(new Snapshot(C, 0, List.of()));

    assertThat(listener.take()).containsExactly("snapshot XNAS:CSCO  / ");
  }

  @Test
  void aSilentLineIsDownAndItsBooksAreToldAgainWhenItSpeaks() {
    fill();

    pass(2_001);
    pass(500);
    assertThat(listener.take()).containsExactly("down silent for 2 s");

    market.accept(new FixUpdate.Alive());
    assertThat(listener.take())
        .containsExactlyInAnyOrder(
            "snapshot XNAS:AAPL 5@1000000 / 2@1001000",
            "snapshot XNAS:BRK.B 5@1000000 / 2@1001000",
            "up");
  }

  @Test
  void aLineThatStaysSilentIsConnectedAgain() {
    fill();

    pass(2_001);
    pass(3_000);
    pass(3_000);
    assertThat(asked).filteredOn("reconnect"::equals).hasSize(1);
    listener.take();

    market.accept(new FixUpdate.LoggedOut());
    pass(10_000);
    assertThat(listener.take()).containsExactly("down logged out");
    market.accept(new FixUpdate.LoggedOn());
    assertThat(asked).last().isEqualTo("list 3");
  }

  /** Books of A and B: 5 at 100.00, 2 at 100.10, RptSeq 10. */
  private void fill() {
    market.accept(new FixUpdate.LoggedOn());
    market.accept(new Listed("openbell-1", List.of(A, B), true));
    for (var symbol : List.of(A, B)) {
      market.accept(
          new Snapshot(
              symbol,
              10,
              List.of(
                  level(symbol, 10, Side.BUY, 1_000_000, 5),
                  level(symbol, 10, Side.SELL, 1_001_000, 2))));
    }
    listener.take();
  }

  private void pass(long millis) {
    now += TimeUnit.MILLISECONDS.toNanos(millis);
    market.tick();
  }

  private static FixEntry level(String symbol, long rptSeq, Side side, long px, long qty) {
    return new FixEntry(symbol, rptSeq, px, qty, STAMP, new Level(side, Action.NEW));
  }

  private static FixEntry change(String symbol, long rptSeq, Action action, long px, long qty) {
    return new FixEntry(symbol, rptSeq, px, qty, STAMP, new Level(Side.BUY, action));
  }

  private static FixEntry print(String symbol, long rptSeq, long px, Aggressor aggressor) {
    return new FixEntry(symbol, rptSeq, px, 3, STAMP, new Print(aggressor, "t" + rptSeq));
  }

  /** Writes down what is asked. */
  private final class Asked implements FixRequests {
    @Override
    public void securityList(String securityReqId) {
      asked.add("list " + number(securityReqId));
    }

    @Override
    public void marketData(String mdReqId, Collection<String> symbols, boolean updates) {
      asked.add((updates ? "subscribe " : "refresh ") + number(mdReqId) + " " + symbols);
    }

    @Override
    public void reconnect() {
      asked.add("reconnect");
    }

    private String number(String request) {
      return request.substring("openbell-".length());
    }
  }
}
