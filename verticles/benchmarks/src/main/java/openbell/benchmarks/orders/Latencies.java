package openbell.benchmarks.orders;

import io.vertx.core.json.JsonObject;
import org.HdrHistogram.Histogram;

/** Some durations. For one thread. */
final class Latencies {
  private static final long LONGEST_MICROS = 120_000_000;

  private final Histogram micros = new Histogram(LONGEST_MICROS, 3);

  void add(long duration) {
    micros.recordValue(Math.clamp(duration, 0, LONGEST_MICROS));
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("count", micros.getTotalCount())
        .put("p50Ms", micros.getValueAtPercentile(50) / 1e3)
        .put("p99Ms", micros.getValueAtPercentile(99) / 1e3)
        .put("p999Ms", micros.getValueAtPercentile(99.9) / 1e3)
        .put("maxMs", micros.getMaxValue() / 1e3);
  }
}
