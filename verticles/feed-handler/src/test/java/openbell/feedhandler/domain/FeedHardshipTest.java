package openbell.feedhandler.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import openbell.model.Side;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a feed does to the checks on a bad day, after one good trade at 10:00:00 of both clocks. */
class FeedHardshipTest {
  private static final String SYMBOL = "XNAS:AMZN";
  private static final long SECOND = 1_000_000;
  private static final long HOUR = 3_600 * SECOND;
  private static final long TEN = 20_000 * 24 * HOUR + 10 * HOUR;
  private static final long PX = 1_000_000;

  private final Normaliser normaliser =
      new Normaliser(symbol -> new TradeDays(ZoneOffset.UTC), 1, 5 * SECOND);
  private final FeedDepth depth = new FeedDepth();

  @BeforeEach
  void goodTrade() {
    normaliser.list(new Listing(SYMBOL, 100, 900_000, 0), Optional.empty(), TEN);
    assertThat(trade(SYMBOL, PX, TEN, TEN)).isEqualTo(Verdict.ACCEPTED);
    changes();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    // what,                          symbol,    px,      feed s, our s,  verdict,        stale,
    // volume
    "a second later,                  XNAS:AMZN, 1000000,      1,      1, ACCEPTED,       false, 2",
    "the feed lags by four seconds,   XNAS:AMZN, 1000000,      1,      5, ACCEPTED,       false, 2",
    "the feed lags by six seconds,    XNAS:AMZN, 1000000,      0,      6, DELAYED,        true,  2",
    "our clock jumps ahead an hour,   XNAS:AMZN, 1000000,      1,   3601, DELAYED,        true,  2",
    "our clock jumps back an hour,    XNAS:AMZN, 1000000,      1,  -3600, STALE_CLOCK,    true,  1",
    "the feed's jumps ahead an hour,  XNAS:AMZN, 1000000,   3600,      1, STALE_CLOCK,    true,  1",
    "the feed's jumps back an hour,   XNAS:AMZN, 1000000,  -3600,      1, STALE_CLOCK,    true,  1",
    "the feed's stamp is nonsense,    XNAS:AMZN, 1000000, -1731000000000, 1, STALE_CLOCK, true,  1",
    "an hour of silence,              XNAS:AMZN, 1000000,   3600,   3600, ACCEPTED,       false, 2",
    "after midnight,                  XNAS:AMZN, 1000000,  50400,  50400, ACCEPTED,       false, 1",
    "price 0,                         XNAS:AMZN, 0,            1,      1, ZERO_PRICE,     false, 1",
    "off tick,                        XNAS:AMZN, 1000001,      1,      1, OFF_TICK,       false, 1",
    "a symbol not in the master,      XNAS:NONE, 1000000,      1,      1, UNKNOWN_SYMBOL, false, 1",
  })
  void tradeOnABadDay(
      String what,
      String symbol,
      long px,
      long feedSeconds,
      long ourSeconds,
      Verdict verdict,
      boolean stale,
      long volume) {
    var stamp = TEN + feedSeconds * SECOND;

    assertThat(trade(symbol, px, stamp, TEN + ourSeconds * SECOND)).isEqualTo(verdict);

    assertThat(normaliser.census().stale()).isEqualTo(stale ? 1 : 0);
    assertThat(state().day().volume()).isEqualTo(volume);
    assertThat(state().asOf()).isEqualTo(verdict.isTaken() ? stamp : TEN);
  }

  @Test
  void midnightMakesTheLastPriceTheClose() {
    trade(SYMBOL, PX + 100, TEN + 14 * HOUR, TEN + 14 * HOUR);

    var day = state().day();
    assertThat(day.previousClosePx()).isEqualTo(PX);
    assertThat(day.openPx()).isEqualTo(PX + 100);
    assertThat(day.lowPx()).isEqualTo(PX + 100);
  }

  @Test
  void aCrossedBookIsLeftOutAndTheOldOneStays() {
    book(PX, PX + 100, TEN + SECOND);
    depth.begin(SYMBOL, TEN + 2 * SECOND);
    depth.bids().add(PX + 200, 1);
    depth.asks().add(PX + 100, 1);

    assertThat(normaliser.depth(depth, TEN + 2 * SECOND)).isEqualTo(Verdict.CROSSED);
    assertThat(state().bids().bestPx()).isEqualTo(PX);
  }

  @Test
  void aBurstOfOneSymbolIsOneChangeAndEveryTrade() {
    for (var i = 1; i <= 100_000; i++) {
      assertThat(trade(SYMBOL, PX + i % 7 * 100L, TEN + i, TEN + i)).isEqualTo(Verdict.ACCEPTED);
    }

    assertThat(normaliser.takeTrades()).hasSize(100_001);
    assertThat(changes()).hasSize(1);
  }

  @Test
  void aPriceFarFromItsHourIsFlaggedAndPublished() {
    for (var i = 1; i <= 100; i++) {
      trade(SYMBOL, PX + i % 3 * 100L, TEN + i, TEN + i);
    }
    assertThat(normaliser.outliers()).isZero();

    assertThat(trade(SYMBOL, 2 * PX, TEN + SECOND, TEN + SECOND)).isEqualTo(Verdict.ACCEPTED);
    assertThat(state().outlier()).isTrue();
    assertThat(state().lastPx()).isEqualTo(2 * PX);
    assertThat(normaliser.outliers()).isOne();

    trade(SYMBOL, PX, TEN + 2 * SECOND, TEN + 2 * SECOND);
    assertThat(state().outlier()).isFalse();
  }

  @Test
  void anotherLineShowsNothingOldAsNewAndCountsNoTradeTwice() {
    book(PX, PX + 100, TEN + 10 * SECOND);
    var before = state();
    var seq = before.seq();

    normaliser.changeLine();
    assertThat(normaliser.census()).isEqualTo(new FeedCensus(1, 1, 0, 0, 1));
    assertThat(trade(SYMBOL, PX, TEN, TEN + 11 * SECOND)).isEqualTo(Verdict.DUPLICATE);
    assertThat(snapshot(TEN + 8 * SECOND)).isEqualTo(Verdict.STALE_CLOCK);
    assertThat(state().stale()).isTrue();
    assertThat(state().bids().bestPx()).isEqualTo(PX);

    assertThat(snapshot(TEN + 10 * SECOND)).isEqualTo(Verdict.ACCEPTED);
    assertThat(state().stale()).isFalse();
    assertThat(state().asOf()).isEqualTo(TEN + 10 * SECOND);
    assertThat(state().seq()).isGreaterThan(seq);
    assertThat(state().day().volume()).isOne();
  }

  @Test
  void aSnapshotAfterAGapSaysThatVolumeMayBeMissing() {
    assertThat(normaliser.census().volumeIncomplete()).isZero();

    normaliser.goStale(0);
    snapshot(TEN + SECOND);
    assertThat(normaliser.census().volumeIncomplete()).isOne();

    trade(SYMBOL, PX, TEN + 14 * HOUR, TEN + 14 * HOUR);
    assertThat(normaliser.census().volumeIncomplete()).isZero();
  }

  @Test
  void aNewOwnerShowsNothingOlderThanWhatWasShown() {
    var taken = new Normaliser(symbol -> new TradeDays(ZoneOffset.UTC), 1, 5 * SECOND);
    var ohlc = new DaySnapshot.Ohlc(PX, PX, PX, PX);
    taken.list(
        new Listing(SYMBOL, 100, 900_000, 0),
        Optional.of(new DaySnapshot(7, TEN, PX, 1, ohlc, 50, PX)),
        TEN + SECOND);

    assertThat(taken.snapshot(filled(TEN - 2 * SECOND), TEN + SECOND))
        .isEqualTo(Verdict.STALE_CLOCK);
    assertThat(taken.trade(tradeAt(SYMBOL, PX, TEN), TEN + SECOND)).isEqualTo(Verdict.DUPLICATE);
    assertThat(taken.census().stale()).isOne();
    assertThat(taken.snapshot(filled(TEN), TEN + SECOND)).isEqualTo(Verdict.ACCEPTED);
    assertThat(taken.census()).isEqualTo(new FeedCensus(1, 0, 1, 0, 1));
  }

  private void book(long bidPx, long askPx, long micros) {
    depth.begin(SYMBOL, micros);
    depth.bids().add(bidPx, 1);
    depth.asks().add(askPx, 1);
    assertThat(normaliser.depth(depth, micros)).isEqualTo(Verdict.ACCEPTED);
  }

  private Verdict snapshot(long micros) {
    return normaliser.snapshot(filled(micros), TEN + 11 * SECOND);
  }

  private FeedDepth filled(long micros) {
    depth.begin(SYMBOL, micros);
    depth.bids().add(PX - 500, 1);
    return depth;
  }

  private Verdict trade(String symbol, long px, long stamp, long now) {
    return normaliser.trade(tradeAt(symbol, px, stamp), now);
  }

  private static FeedTrade tradeAt(String symbol, long px, long stamp) {
    return new FeedTrade(symbol, px, 1, Side.BUY, stamp, "t");
  }

  private List<SymbolState> changes() {
    var changes = new ArrayList<SymbolState>();
    normaliser.drainChanged(changes::add);
    return changes;
  }

  /** The symbol's state, changed or not. */
  private SymbolState state() {
    normaliser.list(new Listing(SYMBOL, 100, 900_000, 0), Optional.empty(), TEN);
    return changes().getFirst();
  }
}
