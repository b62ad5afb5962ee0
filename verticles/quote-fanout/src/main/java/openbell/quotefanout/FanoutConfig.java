package openbell.quotefanout;

import java.util.List;
import java.util.concurrent.TimeUnit;
import openbell.runtime.Config;

/** What the fan-out is told; immutable. */
record FanoutConfig(
    int accountPartitions,
    int busShards,
    int maxConnections,
    int maxSymbolsPerSocket,
    boolean anonymousQuotes,
    long slowConsumerNanos,
    long silenceNanos,
    long pollNanos,
    long drainMs,
    long sessionCheckMs,
    List<String> origins) {

  static FanoutConfig of(Config config) {
    return new FanoutConfig(
        config.integer("kafka.partitions"),
        config.integer("marketdata.busShards"),
        config.integer("fanout.maxConnections"),
        config.integer("fanout.maxSymbolsPerSocket"),
        config.flag("quotes.anonymous"),
        TimeUnit.MILLISECONDS.toNanos(config.number("fanout.slowConsumerMs")),
        TimeUnit.MILLISECONDS.toNanos(config.number("fanout.silenceMs")),
        TimeUnit.MILLISECONDS.toNanos(config.number("fanout.pollMs")),
        config.number("fanout.drainMs"),
        config.number("fanout.sessionCheckMs"),
        config.list("fanout.origins"));
  }
}
