package openbell.venue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** What the venue counts, of one partition. Thread-safe. */
final class VenueMetrics {
  private final Counter commands;
  private final Counter malformed;
  private final Counter reports;
  private final Counter trades;
  private final Counter recoveries;
  private final Timer commits;

  VenueMetrics(MeterRegistry registry, int partition) {
    var tag = String.valueOf(partition);
    this.commands = counter(registry, "openbell_venue_commands", tag);
    this.malformed = counter(registry, "openbell_venue_malformed_records", tag);
    this.reports = counter(registry, "openbell_venue_execution_reports", tag);
    this.trades = counter(registry, "openbell_venue_trades", tag);
    this.recoveries = counter(registry, "openbell_venue_recoveries", tag);
    this.commits =
        Timer.builder("openbell_venue_commit")
            .tag("partition", tag)
            .publishPercentileHistogram()
            .register(registry);
  }

  private static Counter counter(MeterRegistry registry, String name, String partition) {
    return Counter.builder(name).tag("partition", partition).register(registry);
  }

  void applied(int count) {
    commands.increment(count);
  }

  void malformed() {
    malformed.increment();
  }

  void recovered() {
    recoveries.increment();
  }

  void committed(long nanos, int reportCount) {
    commits.record(nanos, TimeUnit.NANOSECONDS);
    reports.increment(reportCount);
  }

  void traded(int count) {
    trades.increment(count);
  }
}
