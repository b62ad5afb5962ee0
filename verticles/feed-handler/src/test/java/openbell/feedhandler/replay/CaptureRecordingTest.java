package openbell.feedhandler.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import openbell.feedhandler.capture.CaptureWriter;
import openbell.wire.common.Side;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.PriceLevel;
import openbell.wire.marketdata.Trade;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureRecordingTest {
  // 2026-11-20 06:00 UTC.
  private static final long START = TimeUnit.SECONDS.toMicros(1_795_154_400L);
  private static final long NOW = START * 2;

  @TempDir private Path folder;

  @Test
  void everySymbolIsPlayedWithThePlatformsClock() throws Exception {
    var path = write();

    try (var recording = CaptureRecording.open(path, LocalTime.MIDNIGHT)) {
      assertThat(play(recording, LocalTime.MIDNIGHT))
          .containsExactly(
              "XNSE:A 100@5 now",
              "XNSE:B 200@6 now",
              "trade XNSE:A 101@7 BUY now",
              "rejected",
              "XNSE:A 102@8 now");
    }
  }

  @Test
  void theStateBeforeTheStartIsToldWithTheFirstUpdateAfterIt() throws Exception {
    var from = LocalTime.of(6, 0).plus(25, ChronoUnit.SECONDS);
    var path = write();

    try (var recording = CaptureRecording.open(path, from)) {
      assertThat(play(recording, from))
          .containsExactly("XNSE:A 100@5 now", "XNSE:B 200@6 now", "rejected", "XNSE:A 102@8 now");
    }
  }

  /** At 0, 10, 20, 30 and 40 s after the start. */
  private Path write() throws Exception {
    var path = folder.resolve("day.obcap");
    try (var writer = CaptureWriter.create(path, Long.MAX_VALUE)) {
      writer.add(START, depth("XNSE:A", 100, 5));
      writer.add(START + 10_000_000, depth("XNSE:B", 200, 6));
      writer.add(START + 20_000_000, trade().setAggressor(Side.SIDE_BUY).build());
      writer.add(START + 30_000_000, trade().build());
      writer.add(START + 40_000_000, depth("XNSE:A", 102, 8));
    }
    return path;
  }

  private static Depth depth(String symbol, long px, long qty) {
    return Depth.newBuilder()
        .setSymbol(symbol)
        .addBids(PriceLevel.newBuilder().setPx(px).setQty(qty))
        .build();
  }

  private static Trade.Builder trade() {
    return Trade.newBuilder().setSymbol("XNSE:A").setPx(101).setQty(7);
  }

  private static List<String> play(Recording recording, LocalTime from) throws Exception {
    var heard = new HeardUpdates(NOW);
    for (var read = recording.read(); read > 0; read = recording.read()) {
      for (var update = 0; update < read; update++) {
        if (recording.timeNanos(update) < from.toNanoOfDay()) {
          recording.skip(update);
        } else {
          recording.play(update, NOW, heard);
        }
      }
    }
    return heard.all();
  }
}
