package openbell.order.trigger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import openbell.order.trigger.domain.Trigger;

/** {@code openbell_order_trigger...}. Thread-safe. */
final class TriggerMetrics {
  private final MeterRegistry registry;
  private final AtomicInteger active;
  private final Counter failures;
  private final Counter leftOut;

  TriggerMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.active = registry.gauge("openbell_order_triggers_active", new AtomicInteger());
    this.failures = registry.counter("openbell_order_trigger_placement_failures");
    this.leftOut = registry.counter("openbell_order_triggers_left_out");
  }

  /** How many the reader of this node watches. */
  void active(int count) {
    active.set(count);
  }

  void settled(Trigger trigger) {
    ended(trigger.status().name(), 1);
  }

  void expired(int count) {
    ended("EXPIRED", count);
  }

  void placementFailed() {
    failures.increment();
  }

  void leftOut() {
    leftOut.increment();
  }

  private void ended(String status, int count) {
    registry.counter("openbell_order_triggers_ended", "status", status).increment(count);
  }
}
