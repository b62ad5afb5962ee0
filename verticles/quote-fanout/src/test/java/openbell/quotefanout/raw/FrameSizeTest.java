package openbell.quotefanout.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.IntStream;
import openbell.quotefanout.domain.FrameBytes;
import openbell.quotefanout.domain.QuoteTable;
import openbell.quotefanout.domain.Terms;
import openbell.quotefanout.domain.Watchlist;
import openbell.wire.marketdata.Quote;
import org.junit.jupiter.api.Test;

/** What a frame of updates of 20 symbols takes in each subprotocol. */
class FrameSizeTest {
  private static final int SYMBOLS = 20;
  private static final long LAST_PX = 28_500_500;
  private static final long NOW = 1_763_000_000_000_000L;

  @Test
  void protobufTakesLessThanAThirdOfJson() {
    for (var mode : QuoteMode.values()) {
      assertThat(bytes(new ProtobufCodec(), mode) * 3)
          .as("mode %s", mode)
          .isLessThan(bytes(new JsonCodec(), mode));
    }
  }

  /** Of the second frame: the first holds snapshots. */
  private static int bytes(RawCodec codec, QuoteMode mode) {
    var table = new QuoteTable(symbol -> Optional.empty(), symbol -> Optional.empty());
    var list = new Watchlist(table, () -> {});
    table.timeBase().advance(NOW);
    for (var i = 0; i < SYMBOLS; i++) {
      list.add("XNSE:SYM" + i, "SYM" + i, Terms.of(codec.format(mode)));
    }
    var out = new FrameBytes(8 * 1024);
    for (var seq = 1_000_000; seq < 1_000_002; seq++) {
      var newest = seq;
      table.apply(IntStream.range(0, SYMBOLS).mapToObj(i -> quote(i, newest)).toList());
      codec.writeQuotes(list, list.nextChanged(0), out.clear(RawCodec.ROOM));
    }
    return out.length() - out.start();
  }

  private static Quote quote(int symbol, long seq) {
    return Quote.newBuilder()
        .setSymbol("XNSE:SYM" + symbol)
        .setEpoch(NOW)
        .setSeq(seq)
        .setLastPx(LAST_PX)
        .setLastQty(7)
        .setBidPx(LAST_PX - 500)
        .setBidQty(120)
        .setAskPx(LAST_PX + 500)
        .setAskQty(80)
        .setVolume(1_000_000 + seq)
        .setOpenPx(28_500_000)
        .setHighPx(29_100_000)
        .setLowPx(28_400_000)
        .setPreviousClosePx(28_490_000)
        .setVwapPx(28_700_000)
        .setAsOf(NOW - 50_000)
        .build();
  }
}
