package openbell.benchmarks.ingest;

import io.vertx.core.json.JsonObject;
import java.util.List;
import openbell.wire.marketdata.Quote;
import org.HdrHistogram.Histogram;

/**
 * How old quotes are, from the feed's stamp, when the node's board tells its listeners. Written on
 * the board's loop, begun and read by the bench.
 */
final class Ages {
  private static final long LONGEST_MICROS = 600_000_000;

  private final Histogram micros = new Histogram(LONGEST_MICROS, 3);
  private long fromMicros = Long.MAX_VALUE;

  /** From now on counts quotes that are stamped now or later. */
  synchronized void begin() {
    micros.reset();
    fromMicros = VenueLoad.nowMicros();
  }

  synchronized void heard(List<Quote> quotes) {
    var now = VenueLoad.nowMicros();
    for (var quote : quotes) {
      if (quote.getAsOf() >= fromMicros) {
        micros.recordValue(Math.clamp(now - quote.getAsOf(), 0, LONGEST_MICROS));
      }
    }
  }

  synchronized JsonObject toJson() {
    return new JsonObject()
        .put("quotes", micros.getTotalCount())
        .put("p50Ms", micros.getValueAtPercentile(50) / 1e3)
        .put("p99Ms", micros.getValueAtPercentile(99) / 1e3)
        .put("p999Ms", micros.getValueAtPercentile(99.9) / 1e3)
        .put("maxMs", micros.getMaxValue() / 1e3);
  }
}
