package openbell.feedhandler.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import openbell.feedhandler.domain.FeedDepth;
import openbell.feedhandler.domain.FeedTrade;
import openbell.feedhandler.domain.Listing;
import openbell.feedhandler.domain.Normaliser;
import openbell.feedhandler.domain.SymbolState;
import openbell.feedhandler.domain.TradeDays;
import openbell.feedhandler.domain.Verdict;
import openbell.feedhandler.session.FeedListener;
import org.junit.jupiter.api.Test;

/**
 * Two real days of order flow, each played four times as four days that follow each other, through
 * one set of checks and states: every day ends in the same state, every update is accounted for,
 * and nothing is kept that grows.
 */
@MarketData
class EnduranceMarketDataTest {
  private static final String AMZN = "LOBSTER_SampleFile_AMZN_2012-06-21_5.zip";
  private static final String AAPL = "LOBSTER_SampleFile_AAPL_2012-06-21_1.zip";
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final LocalDate FIRST_DAY = LocalDate.of(2012, 6, 18);
  private static final int DAYS = 4;
  private static final int PUBLISH_EACH = 500;
  private static final long MAX_GROWTH_BYTES = 8L * 1024 * 1024;

  private final Normaliser normaliser = new Normaliser(symbol -> new TradeDays(NEW_YORK), 1);

  /** How a day ended; prices, quantities, counts. */
  private record Evening(
      long lastPx,
      long lastQty,
      List<Long> ohlc,
      long volume,
      long vwapPx,
      List<Long> levels,
      Map<Verdict, Long> verdicts,
      long trades,
      long seqsOfDay) {}

  @Test
  void fourDaysOfAmznEndAlike() throws Exception {
    playFourDays("XNAS:AMZN", AMZN);
  }

  @Test
  void fourDaysOfAaplEndAlike() throws Exception {
    playFourDays("XNAS:AAPL", AAPL);
  }

  private void playFourDays(String symbol, String file) throws Exception {
    normaliser.list(new Listing(symbol, 100, 0, 0), Optional.empty(), 0);
    normaliser.drainChanged(state -> {});
    var evenings = new ArrayList<Evening>();
    var heap = new ArrayList<Long>();
    var seq = 1L;
    for (var day = 0; day < DAYS; day++) {
      var pass = new Pass(symbol, seq);
      pass.play(file, FIRST_DAY.plusDays(day));
      evenings.add(pass.evening());
      seq = pass.seq;
      heap.add(usedBytes());
    }
    System.out.println(symbol + ": " + evenings.getFirst().verdicts() + ", heap " + heap);
    assertThat(evenings).allSatisfy(each -> assertThat(each).isEqualTo(evenings.getFirst()));
    assertThat(evenings.getFirst().volume()).isPositive();
    assertThat(evenings.getFirst().verdicts()).containsOnlyKeys(Verdict.ACCEPTED);
    assertThat(heap.getLast() - heap.getFirst()).isLessThan(MAX_GROWTH_BYTES);
  }

  private static long usedBytes() {
    System.gc();
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** One day: what was sent, what the checks said, what was published. */
  private final class Pass implements FeedListener {
    private final String symbol;
    private final long seqBefore;
    private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
    private long sent;
    private long trades;
    private long seq;
    private long nowMicros;
    private Evening evening;

    Pass(String symbol, long seqBefore) {
      this.symbol = symbol;
      this.seqBefore = seqBefore;
      this.seq = seqBefore;
    }

    void play(String file, LocalDate date) throws ReplayException {
      var midnight = TimeUnit.SECONDS.toMicros(date.atStartOfDay(NEW_YORK).toEpochSecond());
      var path = MarketDataFolder.path().resolve("lobster").resolve(file);
      try (var recording = LobsterRecording.open(path, symbol)) {
        var updates = 0L;
        for (var read = recording.read(); read > 0; read = recording.read()) {
          for (var update = 0; update < read; update++) {
            nowMicros = midnight + TimeUnit.NANOSECONDS.toMicros(recording.timeNanos(update));
            recording.play(update, nowMicros, this);
            if (++updates % PUBLISH_EACH == 0) {
              publish();
            }
          }
        }
      }
      normaliser.goStale(0);
      publish();
    }

    private void publish() {
      trades += normaliser.takeTrades().size();
      normaliser.drainChanged(
          state -> {
            assertThat(state.seq()).as("seq rises").isGreaterThan(seq);
            seq = state.seq();
            evening = evening(state);
          });
    }

    private Evening evening(SymbolState state) {
      var day = state.day();
      var levels = new ArrayList<Long>();
      for (var side : List.of(state.bids(), state.asks())) {
        for (var level = 0; level < side.size(); level++) {
          levels.add(side.px(level));
          levels.add(side.qty(level));
        }
      }
      return new Evening(
          state.lastPx(),
          state.lastQty(),
          List.of(day.openPx(), day.highPx(), day.lowPx()),
          day.volume(),
          day.vwapPx(),
          levels,
          Map.copyOf(verdicts),
          trades,
          seq - seqBefore);
    }

    Evening evening() {
      var accepted = verdicts.get(Verdict.ACCEPTED);
      assertThat(verdicts.values().stream().mapToLong(Long::longValue).sum())
          .as("every update is accepted or rejected")
          .isEqualTo(sent);
      assertThat(seq - seqBefore)
          .as("seq rises by one per accepted update, and for going stale")
          .isEqualTo(accepted + 1);
      return evening;
    }

    private void count(Verdict verdict) {
      sent++;
      verdicts.merge(verdict, 1L, Long::sum);
    }

    @Override
    public void depth(FeedDepth depth) {
      count(normaliser.depth(depth, nowMicros));
    }

    @Override
    public void trade(FeedTrade trade) {
      count(normaliser.trade(trade, nowMicros));
    }

    @Override
    public void snapshot(FeedDepth depth) {
      count(normaliser.snapshot(depth, nowMicros));
    }

    @Override
    public void rejected(Verdict verdict) {
      count(verdict);
    }

    @Override
    public void snapshotEnd(int line, Set<String> symbols) {
      throw new AssertionError("a recording has no snapshots");
    }

    @Override
    public void symbolStale(String stale) {
      throw new AssertionError("a recording misses nothing");
    }

    @Override
    public void lineUp(int line) {
      throw new AssertionError("lines are the session's");
    }

    @Override
    public void lineDown(int line, String why) {
      throw new AssertionError("lines are the session's");
    }

    @Override
    public void lineEnded(int line) {
      throw new AssertionError("lines are the session's");
    }
  }
}
