package openbell.ledger;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import openbell.ledger.LedgerStore.Vitals;
import openbell.ledger.domain.Invariant;

/**
 * What the ledger shows to Prometheus. Written on the verticle's event loop, read by any thread.
 * The figures are the database's: on several nodes take their maximum, not their sum.
 */
final class LedgerMetrics {
  private volatile Vitals vitals = Vitals.NONE;
  private volatile long invariantBreaks;

  LedgerMetrics(MeterRegistry registry) {
    FunctionCounter.builder("openbell.ledger.transfers", this, each -> each.vitals.transfers())
        .description("Entries of the journal")
        .register(registry);
    Gauge.builder(
            "openbell.ledger.unpublished.events", this, each -> each.vitals.unpublishedEvents())
        .description("Account events that wait for the relay")
        .register(registry);
    Gauge.builder("openbell.ledger.open.breaks", this, each -> each.vitals.openBreaks())
        .description("Breaks that wait for people")
        .register(registry);
    Gauge.builder("openbell.ledger.invariant.breaks", this, each -> each.invariantBreaks)
        .description("Breaks that the last verification found; 0 is good")
        .register(registry);
  }

  void show(Vitals seen) {
    vitals = seen;
  }

  void verified(List<Invariant> invariants) {
    invariantBreaks = invariants.stream().mapToLong(Invariant::breaks).sum();
  }
}
