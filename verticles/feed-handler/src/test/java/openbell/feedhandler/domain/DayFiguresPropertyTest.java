package openbell.feedhandler.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import openbell.model.Side;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/**
 * Random trades and books of shares that are listed on one venue or two, over some days and
 * restarts, against a naive recomputation. The seed is printed and taken from {@code
 * -Dopenbell.seed}.
 */
class DayFiguresPropertyTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Kolkata");
  private static final long TICK = 500;
  private static final long DAY = micros(Duration.ofDays(1));
  private static final Map<String, String> SHARES =
      Map.of(
          "XNSE:A", "a", "XBOM:A", "a", "XNSE:B", "b", "XBOM:B", "b", "XNSE:C", "c", "XNAS:D", "");

  private final Random dice = new Random(seed());
  private final Map<String, NaiveDay> naive = new LinkedHashMap<>();
  private final Map<String, SymbolState> published = new LinkedHashMap<>();
  private Normaliser normaliser;
  // 2026-03-02 09:15 in Kolkata.
  private long now = micros(Instant.parse("2026-03-02T03:45:00Z"));

  private static long seed() {
    var seed = Long.getLong("openbell.seed", System.nanoTime());
    System.out.println("-Dopenbell.seed=" + seed);
    return seed;
  }

  @RepeatedTest(20)
  void everyFigureIsThatOfANaiveRecomputation() {
    takeOver();
    for (var step = 0; step < 400; step++) {
      now += 1 + dice.nextInt(2_000_000);
      switch (dice.nextInt(40)) {
        case 0 -> restart();
        case 1 -> now = now - now % DAY + DAY + micros(Duration.ofHours(4));
        case 2 -> rejected();
        default -> trade();
      }
      normaliser.drainChanged(state -> published.put(state.symbol(), state));
      naive.forEach(this::assertSame);
    }
  }

  @RepeatedTest(20)
  void depthHasTheBestTwentyLevelsOfEachSide() {
    takeOver();
    for (var step = 0; step < 200; step++) {
      now += 1 + dice.nextInt(2_000_000);
      var symbol = anySymbol();
      var middle = TICK * (1_000 + dice.nextInt(1_000));
      var bids = levels(middle, -TICK);
      var asks = levels(middle + TICK, TICK);
      var depth = new FeedDepth().begin(symbol, now);
      bids.forEach(level -> depth.bids().add(level[0], level[1]));
      asks.forEach(level -> depth.asks().add(level[0], level[1]));

      assertThat(normaliser.depth(depth, now)).isEqualTo(Verdict.ACCEPTED);

      normaliser.drainChanged(state -> published.put(state.symbol(), state));
      var state = published.get(symbol);
      assertLevels(state.bids(), bids);
      assertLevels(state.asks(), asks);
    }
  }

  @Test
  void aTradeOnOneVenueChangesTheQuoteOfTheOther() {
    takeOver();
    normaliser.drainChanged(state -> published.put(state.symbol(), state));
    var seqBefore = published.get("XBOM:A").seq();
    var changes = new ArrayList<String>();

    accept("XNSE:A", 1_000 * TICK, 10);
    normaliser.drainChanged(state -> changes.add(state.symbol()));

    assertThat(changes).containsExactlyInAnyOrder("XNSE:A", "XBOM:A");
    assertThat(published.get("XBOM:A").seq()).isEqualTo(seqBefore + 1);
    assertThat(published.get("XBOM:A").lastPx()).isZero();
    assertThat(published.get("XBOM:A").consolidatedVwapPx()).isEqualTo(1_000 * TICK);
    assertThat(published.get("XBOM:A").stale()).isTrue();
  }

  @Test
  void shareThatGetsItsIsinLaterIsConsolidatedFromThenOn() {
    takeOver();
    normaliser.list(listing("XNSE:E", ""), Optional.empty(), now);
    normaliser.list(listing("XBOM:E", "e"), Optional.empty(), now);
    normaliser.drainChanged(state -> published.put(state.symbol(), state));
    accept("XNSE:E", 1_000 * TICK, 30);
    accept("XBOM:E", 1_010 * TICK, 10);
    assertThat(published.get("XNSE:E").consolidatedVwapPx()).isZero();

    normaliser.list(listing("XNSE:E", "e"), Optional.empty(), now);

    assertThat(published.get("XNSE:E").consolidatedVwapPx())
        .isEqualTo(published.get("XBOM:E").consolidatedVwapPx())
        .isEqualTo((30 * 1_000 + 10 * 1_010) * TICK / 40);
  }

  private void takeOver() {
    normaliser = new Normaliser(symbol -> new TradeDays(ZONE), now);
    for (var symbol : SHARES.keySet()) {
      normaliser.list(listing(symbol, SHARES.get(symbol)), Optional.empty(), now);
      naive.put(symbol, new NaiveDay(TICK * 2_000));
    }
  }

  /** Goes on from what was published, and from nothing else. */
  private void restart() {
    normaliser = new Normaliser(symbol -> new TradeDays(ZONE), now);
    naive.forEach(
        (symbol, day) -> {
          var before =
              Optional.ofNullable(published.get(symbol)).map(DayFiguresPropertyTest::snapshot);
          normaliser.list(listing(symbol, SHARES.get(symbol)), before, now);
          day.restart(today());
        });
  }

  private void trade() {
    var px = TICK * (1 + dice.nextLong(dice.nextInt(10) == 0 ? 1_000_000_000_000L : 5_000));
    accept(anySymbol(), px, 1 + dice.nextLong(dice.nextInt(10) == 0 ? 1_000_000_000_000L : 500));
  }

  private void accept(String symbol, long px, long qty) {
    var trade = new FeedTrade(symbol, px, qty, Side.BUY, now, "t");
    assertThat(normaliser.trade(trade, now)).isEqualTo(Verdict.ACCEPTED);
    naive.computeIfAbsent(symbol, first -> new NaiveDay(TICK * 2_000)).trade(today(), px, qty);
  }

  private long today() {
    return Instant.EPOCH.plus(now, ChronoUnit.MICROS).atZone(ZONE).toLocalDate().toEpochDay();
  }

  private void rejected() {
    var trade = new FeedTrade(anySymbol(), TICK * 1_000 + 1, 5, Side.BUY, now, "t");
    assertThat(normaliser.trade(trade, now)).isEqualTo(Verdict.OFF_TICK);
  }

  private void assertSame(String symbol, NaiveDay expected) {
    var state = published.get(symbol);
    if (state == null) {
      return;
    }
    var day = state.day();
    assertThat(List.of(day.openPx(), day.highPx(), day.lowPx(), day.volume(), day.vwapPx()))
        .as("open, high, low, volume, vwap of %s", symbol)
        .containsExactly(
            expected.openPx(),
            expected.highPx(),
            expected.lowPx(),
            expected.volume(),
            expected.vwapPx());
    assertThat(state.lastPx()).isEqualTo(expected.lastPx());
    assertThat(day.previousClosePx()).as(symbol).isEqualTo(expected.previousClosePx());
    var venues =
        naive.keySet().stream()
            .filter(other -> other.equals(symbol) || isSameShare(other, symbol))
            .map(naive::get)
            .toList();
    assertThat(state.consolidatedVwapPx())
        .as("consolidated %s", symbol)
        .isEqualTo(NaiveDay.consolidatedVwapPx(venues));
  }

  private static boolean isSameShare(String one, String other) {
    return !SHARES.get(one).isEmpty() && SHARES.get(one).equals(SHARES.get(other));
  }

  private List<long[]> levels(long from, long step) {
    var levels = new ArrayList<long[]>();
    var px = from;
    for (var level = dice.nextInt(30); level > 0; level--) {
      levels.add(new long[] {px, 1 + dice.nextInt(1_000)});
      px += step * (1 + dice.nextInt(3));
    }
    return levels;
  }

  private static void assertLevels(DepthLevels levels, List<long[]> expected) {
    assertThat(levels.size()).isEqualTo(Math.min(20, expected.size()));
    for (var level = 0; level < levels.size(); level++) {
      assertThat(levels.px(level)).isEqualTo(expected.get(level)[0]);
      assertThat(levels.qty(level)).isEqualTo(expected.get(level)[1]);
    }
  }

  private String anySymbol() {
    return List.copyOf(naive.keySet()).get(dice.nextInt(naive.size()));
  }

  private static Listing listing(String symbol, String share) {
    return new Listing(symbol, TICK, TICK * 2_000, 0, share);
  }

  private static DaySnapshot snapshot(SymbolState state) {
    var day = state.day();
    return new DaySnapshot(
        state.epoch(),
        state.asOf(),
        state.lastPx(),
        state.lastQty(),
        new DaySnapshot.Ohlc(day.openPx(), day.highPx(), day.lowPx(), day.previousClosePx()),
        day.volume(),
        day.vwapPx());
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
