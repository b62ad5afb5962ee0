package openbell.order;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import openbell.order.domain.CancelOutcome;
import openbell.order.domain.Change;
import openbell.order.domain.Order;
import openbell.order.domain.PlaceOutcome;
import openbell.order.domain.Refused;
import openbell.order.domain.ReplaceOutcome;
import openbell.order.domain.ReportDecision;

/** The module's figures, {@code openbell_order_*}. Thread-safe. */
final class OrderMetrics {
  private final MeterRegistry registry;
  private final Timer acknowledgement;
  private final Timer risk;
  private final AtomicLong outboxRows = new AtomicLong();
  private final AtomicLong outboxAgeMs = new AtomicLong();
  private final AtomicLong applierLag = new AtomicLong();
  private final AtomicLong stuckOrders = new AtomicLong();
  private final AtomicLong parkedReports = new AtomicLong();

  OrderMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.acknowledgement =
        Timer.builder("openbell_order_ack_seconds")
            .description("from the request's arrival in this module to the reply after the commit")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofSeconds(2))
            .register(registry);
    this.risk =
        Timer.builder("openbell_order_risk_seconds")
            .description("from a batch's question to risk to the verdicts")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofNanos(100_000))
            .maximumExpectedValue(Duration.ofSeconds(2))
            .register(registry);
    gauge("openbell_order_outbox_rows", outboxRows);
    gauge("openbell_order_outbox_age_ms", outboxAgeMs);
    gauge("openbell_order_applier_lag_records", applierLag);
    gauge("openbell_order_stuck_orders", stuckOrders);
    gauge("openbell_order_parked_reports", parkedReports);
  }

  private void gauge(String name, AtomicLong value) {
    Gauge.builder(name, value, AtomicLong::doubleValue).register(registry);
  }

  /** A place request was answered. */
  void placed(PlaceOutcome outcome, long nanos) {
    switch (outcome) {
      case PlaceOutcome.Accepted accepted -> {
        acknowledgement.record(Duration.ofNanos(nanos));
        count("openbell_order_requests", "outcome", "accepted");
      }
      case PlaceOutcome.Shared shared -> count("openbell_order_requests", "outcome", "replayed");
      case PlaceOutcome.Stored stored -> count("openbell_order_requests", "outcome", "replayed");
      case Refused refused -> refused(refused);
    }
  }

  /** Risk answered for a batch of new orders. */
  void checked(long nanos) {
    risk.record(Duration.ofNanos(nanos));
  }

  /** A command ended in a fault. */
  void faulted() {
    count("openbell_order_requests", "outcome", "fault");
  }

  /** A cancel request was answered. */
  void cancelled(CancelOutcome outcome) {
    switch (outcome) {
      case CancelOutcome.Changed(var change) ->
          count(
              "openbell_order_cancels",
              "outcome",
              change.after().isDone() ? "cancelled" : "requested");
      case CancelOutcome.AsBefore asBefore ->
          count("openbell_order_cancels", "outcome", "as_before");
      case Refused refused -> count("openbell_order_cancels", "outcome", "refused");
    }
  }

  /** A replace request was answered. */
  void replaced(ReplaceOutcome outcome) {
    switch (outcome) {
      case ReplaceOutcome.Changed(var change, var raise, var released) ->
          count(
              "openbell_order_replaces",
              "outcome",
              change.after().queued() ? "replaced" : "requested");
      case Refused refused -> count("openbell_order_replaces", "outcome", "refused");
    }
  }

  /** Queued orders were sent, rejected or expired. */
  void released(List<Change> changes) {
    changes.forEach(change -> transition(change.after()));
  }

  /** A batch of reports was applied. */
  void applied(ReportDecision decision) {
    for (var booking : decision.bookings()) {
      var effect = booking.event().isPresent() ? "applied" : "nothing";
      count("openbell_order_reports", "effect", effect);
    }
    registry
        .counter("openbell_order_reports", "effect", "duplicate")
        .increment(decision.duplicates());
    registry
        .counter("openbell_order_reports", "effect", "parked")
        .increment(decision.parked().size());
    decision.changed().forEach(this::transition);
  }

  private void transition(Order after) {
    count(
        "openbell_order_transitions", "status", after.ordStatus().name().toLowerCase(Locale.ROOT));
  }

  /** How many records of the report stream are not applied yet. */
  void applierLag(long records) {
    applierLag.set(records);
  }

  /** What the reconciler saw. */
  void reconciled(Backlog backlog) {
    outboxRows.set(backlog.unpublished());
    outboxAgeMs.set(backlog.oldestUnpublishedMs());
    stuckOrders.set(backlog.stuck());
    parkedReports.set(backlog.parked());
    registry.counter("openbell_order_republished").increment((double) backlog.republished());
  }

  private void refused(Refused refused) {
    count("openbell_order_requests", "outcome", "refused");
    refused.refusals().forEach(r -> count("openbell_order_refusals", "code", r.code()));
  }

  private void count(String name, String tag, String value) {
    registry.counter(name, tag, value).increment();
  }
}
