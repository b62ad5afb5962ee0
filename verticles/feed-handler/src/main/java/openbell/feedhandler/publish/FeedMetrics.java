package openbell.feedhandler.publish;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import openbell.feedhandler.domain.Verdict;

/** The feed's counters, made before the first update so that each shows its 0. */
public final class FeedMetrics {
  private final MeterRegistry registry;
  private final Map<Verdict, Counter> verdicts = new EnumMap<>(Verdict.class);

  public FeedMetrics(MeterRegistry registry, String source) {
    this.registry = registry;
    for (var verdict : Verdict.values()) {
      verdicts.put(verdict, counter(verdict, source));
    }
  }

  private Counter counter(Verdict verdict, String source) {
    return switch (verdict) {
      case ACCEPTED -> registry.counter("openbell_feed_updates", "source", source);
      case DELAYED -> registry.counter("openbell_feed_delayed_updates", "source", source);
      case GAP,
          DUPLICATE,
          OUT_OF_ORDER,
          BACKLOG,
          CROSSED,
          LOCKED,
          NOT_ALLOWED,
          MALFORMED,
          UNSORTED,
          ZERO_PRICE,
          ZERO_QUANTITY,
          OFF_TICK,
          UNKNOWN_SYMBOL,
          STALE_CLOCK ->
          registry.counter(
              "openbell_feed_rejected_updates", "source", source, "reason", verdict.reason());
    };
  }

  /** Counts updates of which the checks said the same. */
  public void count(Verdict verdict, int updates) {
    verdicts.get(verdict).increment(updates);
  }

  /** Writes that a sink refused or did not answer. */
  public Counter failures(String sink) {
    return registry.counter("openbell_feed_sink_failures", "sink", sink);
  }

  /** Messages dropped because a sink was away for too long. */
  public Counter dropped(String sink) {
    return registry.counter("openbell_feed_dropped_messages", "sink", sink);
  }
}
