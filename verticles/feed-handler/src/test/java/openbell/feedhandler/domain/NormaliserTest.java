package openbell.feedhandler.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import openbell.model.Side;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormaliserTest {
  private static final String SYMBOL = "XNSE:INFY";
  private static final long START = 1_000;
  // 2026-03-02 10:00 in Kolkata.
  private static final long NOW = micros("2026-03-02T04:30:00Z");
  private static final long NEXT_DAY = micros("2026-03-02T18:30:00Z");

  private final Normaliser normaliser =
      new Normaliser(symbol -> new TradeDays(ZoneId.of("Asia/Kolkata")), START);
  private final FeedDepth depth = new FeedDepth();

  @BeforeEach
  void list() {
    normaliser.list(new Listing(SYMBOL, 500, 1_400_000, 2), Optional.empty(), NOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // bids, best first | asks, best first | verdict
        "1000000:5            | 1000500:5            | ACCEPTED",
        "1000000:5 999500:1   | 1000500:5 1001000:1  | ACCEPTED",
        "-                    | 1000500:5            | ACCEPTED",
        "-                    | -                    | ACCEPTED",
        "1001000:5            | 1000500:5            | CROSSED",
        "1000500:5            | 1000500:5            | LOCKED",
        "0:5                  | 1000500:5            | ZERO_PRICE",
        "-500:5               | 1000500:5            | ZERO_PRICE",
        "1000000:0            | 1000500:5            | ZERO_QUANTITY",
        "1000000:5            | 1000500:-5           | ZERO_QUANTITY",
        "1000001:5            | 1000500:5            | OFF_TICK",
        "1000000:5            | 1000500:5 1000700:1  | OFF_TICK",
        "1000000:5 1000000:1  | 1000500:5            | UNSORTED",
        "999500:5 1000000:1   | 1000500:5            | UNSORTED",
        "1000000:5            | 1001000:5 1000500:1  | UNSORTED",
      })
  void depthIsChecked(String bids, String asks, Verdict expected) {
    assertThat(normaliser.depth(depth(bids, asks, NOW), NOW)).isEqualTo(expected);

    var state = onlyChange();
    assertThat(state.bids().size() + state.asks().size() > 0)
        .isEqualTo(expected == Verdict.ACCEPTED && (bids != null || asks != null));
  }

  @Test
  void priceThatStandsIsCheckedAgainWhenTheTickSizeChanges() {
    assertThat(normaliser.depth(depth("1000500:5", null, NOW), NOW)).isEqualTo(Verdict.ACCEPTED);
    assertThat(normaliser.depth(depth("1000500:6", null, NOW), NOW)).isEqualTo(Verdict.ACCEPTED);
    normaliser.list(new Listing(SYMBOL, 1_000, 1_400_000, 2), Optional.empty(), NOW);

    assertThat(normaliser.depth(depth("1000500:7", null, NOW), NOW)).isEqualTo(Verdict.OFF_TICK);
    assertThat(normaliser.depth(depth("1001000:7", null, NOW), NOW)).isEqualTo(Verdict.ACCEPTED);
  }

  @ParameterizedTest
  @CsvSource({
    "XNSE:INFY, 1000000, 5, 0, ACCEPTED",
    "XNSE:INFY, 1000250, 5, 0, ACCEPTED",
    "XNSE:INFY, 1000100, 5, 0, OFF_TICK",
    "XNSE:INFY, 0, 5, 0, ZERO_PRICE",
    "XNSE:INFY, -9223372036854775808, 5, 0, ZERO_PRICE",
    "XNSE:INFY, 1000000, 0, 0, ZERO_QUANTITY",
    "XNSE:INFY, 1000000, 5, 6000000, STALE_CLOCK",
    "XNSE:NONE, 1000000, 5, 0, UNKNOWN_SYMBOL",
  })
  void tradeIsChecked(String symbol, long px, long qty, long aheadMicros, Verdict expected) {
    var trade = new FeedTrade(symbol, px, qty, Side.BUY, NOW + aheadMicros, "t");

    assertThat(normaliser.trade(trade, NOW)).isEqualTo(expected);
    assertThat(normaliser.takeTrades()).hasSize(expected == Verdict.ACCEPTED ? 1 : 0);
  }

  @Test
  void oneSymbolGoesStaleUntilItsNextUpdate() {
    trade(1_000_000, 1, NOW);

    normaliser.goStale(SYMBOL);
    normaliser.goStale("XNSE:NONE");
    assertThat(onlyChange().stale()).isTrue();

    normaliser.snapshot(depth("1000000:5", "1000500:5", NOW), NOW);
    var fresh = onlyChange();
    assertThat(fresh.stale()).isFalse();
    assertThat(fresh.lastPx()).isEqualTo(1_000_000);
  }

  @Test
  void stampWellBehindTheLastOneIsAStaleClock() {
    trade(1_000_000, 1, NOW);

    assertThat(normaliser.trade(tradeAt(NOW - 1_000_001), NOW)).isEqualTo(Verdict.STALE_CLOCK);
    assertThat(normaliser.trade(tradeAt(NOW - 1_000_000), NOW)).isEqualTo(Verdict.ACCEPTED);
    assertThat(normaliser.snapshot(depth("1000000:5", null, 0), NOW)).isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void seqRisesWithEveryAcceptedUpdateAndTheEpochIsTheStart() {
    trade(1_000_000, 1, NOW);
    trade(1_000_500, 1, NOW);
    normaliser.trade(new FeedTrade(SYMBOL, 7, 1, Side.BUY, NOW, "off tick"), NOW);
    trade(1_001_000, 1, NOW);

    var trades = normaliser.takeTrades();
    assertThat(trades).extracting(SequencedTrade::epoch).containsOnly(START);
    assertThat(trades).extracting(SequencedTrade::seq).containsExactly(2L, 3L, 4L);
    assertThat(onlyChange().seq()).isEqualTo(4);
  }

  @Test
  void dayHasOpenHighLowVolumeAndVwap() {
    trade(1_000_000, 10, NOW);
    trade(1_002_000, 20, NOW);
    trade(999_000, 10, NOW);

    var state = onlyChange();
    assertThat(state.lastPx()).isEqualTo(999_000);
    assertThat(state.lastQty()).isEqualTo(10);
    assertThat(state.day().openPx()).isEqualTo(1_000_000);
    assertThat(state.day().highPx()).isEqualTo(1_002_000);
    assertThat(state.day().lowPx()).isEqualTo(999_000);
    assertThat(state.day().volume()).isEqualTo(40);
    assertThat(state.day().vwapPx()).isEqualTo(1_000_750);
    assertThat(state.day().previousClosePx()).isEqualTo(1_400_000);
  }

  @Test
  void midnightOfTheMarketBeginsANewDayAfterTheLastPrice() {
    trade(1_000_000, 10, NEXT_DAY - 1);
    normaliser.trade(new FeedTrade(SYMBOL, 1_010_000, 3, Side.SELL, NEXT_DAY, "t"), NEXT_DAY);

    var day = onlyChange().day();
    assertThat(day.previousClosePx()).isEqualTo(1_000_000);
    assertThat(day.openPx()).isEqualTo(1_010_000);
    assertThat(day.volume()).isEqualTo(3);
  }

  @Test
  void restartOnTheSameDayGoesOnInANewerEpoch() {
    var symbol = "XNSE:TCS";
    normaliser.list(new Listing(symbol, 500, 1, 0), Optional.of(before(NOW - 60_000_000)), NOW);
    normaliser.trade(new FeedTrade(symbol, 2_000_000, 10, Side.BUY, NOW, "t"), NOW);

    var state = changes().getLast();
    assertThat(state.epoch()).isEqualTo(5_001);
    assertThat(state.day().volume()).isEqualTo(110);
    assertThat(state.day().openPx()).isEqualTo(1_900_000);
    assertThat(state.day().previousClosePx()).isEqualTo(1_850_000);
    assertThat(state.day().vwapPx()).isEqualTo((1_950_000L * 100 + 2_000_000L * 10) / 110);
  }

  @Test
  void restartOnALaterDayTakesTheLastPriceAsTheClose() {
    var symbol = "XNSE:TCS";
    normaliser.list(new Listing(symbol, 500, 1, 0), Optional.of(before(NOW)), NEXT_DAY);

    var state = changes().getLast();
    assertThat(state.lastPx()).isEqualTo(1_960_000);
    assertThat(state.day().previousClosePx()).isEqualTo(1_960_000);
    assertThat(state.day().volume()).isZero();
    assertThat(state.stale()).isTrue();
  }

  @Test
  void silentLineKeepsItsValuesAndTurnsStaleOnce() {
    trade(1_000_000, 10, NOW);
    changes();

    normaliser.goStale(1);
    assertThat(changes()).isEmpty();
    normaliser.goStale(2);
    var state = onlyChange();
    assertThat(state.stale()).isTrue();
    assertThat(state.lastPx()).isEqualTo(1_000_000);
    normaliser.goStale(2);
    assertThat(changes()).isEmpty();
  }

  @Test
  void bookThatASnapshotDoesNotNameIsEmpty() {
    normaliser.depth(depth("1000000:5", "1000500:5", NOW), NOW);
    changes();

    normaliser.clearAbsent(2, Set.of());

    var state = onlyChange();
    assertThat(state.bids().size() + state.asks().size()).isZero();
    assertThat(state.stale()).isFalse();
  }

  @Test
  void equalDepthIsNotPublishedAgain() {
    normaliser.depth(depth("1000000:5", "1000500:5", NOW), NOW);
    changes();
    var depths = new ArrayList<Boolean>();

    normaliser.depth(depth("1000000:5", "1000500:5", NOW), NOW);
    normaliser.drainChanged(state -> depths.add(state.depthChanged()));

    assertThat(depths).containsExactly(false);
  }

  @Test
  void turnoverBeyondALongKeepsTheVwapExact() {
    var turnover = new Turnover();
    var px = 9_000_000_000_000L;
    for (var trade = 0; trade < 10; trade++) {
      turnover.add(px, 1_000_000_000);
    }
    turnover.add(px + 11, 1_000_000_000);

    assertThat(turnover.vwapPx(11_000_000_000L)).isEqualTo(px + 1);
  }

  private static DaySnapshot before(long asOf) {
    return new DaySnapshot(
        5_000,
        asOf,
        1_960_000,
        4,
        new DaySnapshot.Ohlc(1_900_000, 2_100_000, 1_890_000, 1_850_000),
        100,
        1_950_000);
  }

  private void trade(long px, long qty, long at) {
    assertThat(normaliser.trade(new FeedTrade(SYMBOL, px, qty, Side.BUY, at, "t"), at))
        .isEqualTo(Verdict.ACCEPTED);
  }

  private static FeedTrade tradeAt(long at) {
    return new FeedTrade(SYMBOL, 1_000_000, 1, Side.BUY, at, "t");
  }

  private FeedDepth depth(String bids, String asks, long asOf) {
    depth.begin(SYMBOL, asOf);
    fill(bids, depth.bids());
    fill(asks, depth.asks());
    return depth;
  }

  private static void fill(String text, DepthLevels levels) {
    if (text != null) {
      for (var level : List.of(text.strip().split(" "))) {
        var colon = level.indexOf(':');
        levels.add(
            Long.parseLong(level.substring(0, colon)), Long.parseLong(level.substring(colon + 1)));
      }
    }
  }

  private SymbolState onlyChange() {
    var changes = changes();
    assertThat(changes).hasSize(1);
    return changes.getFirst();
  }

  private List<SymbolState> changes() {
    var changes = new ArrayList<SymbolState>();
    normaliser.drainChanged(changes::add);
    return changes;
  }

  private static long micros(String instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
  }
}
