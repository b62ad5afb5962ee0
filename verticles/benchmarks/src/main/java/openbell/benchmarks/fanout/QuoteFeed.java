package openbell.benchmarks.fanout;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import openbell.wire.marketdata.Quote;

/**
 * Every symbol changes so many times a second, in turns, in batches of 10 ms. Stamps are the
 * intended times, so that a feed that is held up makes its quotes old. On one thread.
 */
final class QuoteFeed {
  static final int TICK_MS = 10;

  private static final int TICKS_PER_SECOND = 1_000 / TICK_MS;
  private static final int TICK_MICROS = TICK_MS * 1_000;
  private static final long PX = 28_500_000;

  private final int changesPerTick;
  private long nextMicros = nowMicros();
  private long seq;

  /**
   * A feed that begins now.
   *
   * @param changesPerSecond over all symbols; a multiple of 100
   */
  QuoteFeed(int changesPerSecond) {
    this.changesPerTick = changesPerSecond / TICKS_PER_SECOND;
  }

  /** Gives out the batches that are due. */
  void due(Consumer<List<Quote>> batches) {
    for (var now = nowMicros(); nextMicros <= now; nextMicros += TICK_MICROS) {
      var batch = new ArrayList<Quote>(changesPerTick);
      for (var i = 0; i < changesPerTick; i++) {
        batch.add(next(nextMicros));
      }
      batches.accept(batch);
    }
  }

  /** A quote of each symbol, as of now. */
  List<Quote> all() {
    return IntStream.range(0, Universe.SYMBOLS).mapToObj(symbol -> next(nowMicros())).toList();
  }

  private Quote next(long asOfMicros) {
    var symbol = (int) (seq % Universe.SYMBOLS);
    seq++;
    var lastPx = PX + seq % 997 * 500;
    return Quote.newBuilder()
        .setSymbol("XNSE:" + Universe.name(symbol))
        .setEpoch(1)
        .setSeq(seq)
        .setLastPx(lastPx)
        .setLastQty(1 + seq % 90)
        .setBidPx(lastPx - 500)
        .setBidQty(120)
        .setAskPx(lastPx + 500)
        .setAskQty(80)
        .setVolume(1_000_000 + seq)
        .setOpenPx(PX)
        .setHighPx(PX + 600_000)
        .setLowPx(PX - 500)
        .setPreviousClosePx(PX - 10_000)
        .setVwapPx(PX + 200_000)
        .setAsOf(asOfMicros)
        .build();
  }

  private static long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }
}
