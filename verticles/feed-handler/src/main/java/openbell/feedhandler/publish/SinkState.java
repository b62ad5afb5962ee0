package openbell.feedhandler.publish;

import io.micrometer.core.instrument.Counter;
import openbell.runtime.Health;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a sink does, in health, metrics and the log; used by one event loop. */
final class SinkState {
  private static final Logger LOG = LoggerFactory.getLogger(SinkState.class);

  private final Health health;
  private final String part;
  private final Counter failures;
  private final Counter dropped;
  private boolean failing;

  /** Shows as {@code <feed>-<sink>} in health. */
  SinkState(FeedContext context, String sink) {
    this.health = context.health();
    this.part = context.name() + "-" + sink;
    this.failures = context.metrics().failures(sink);
    this.dropped = context.metrics().dropped(sink);
    health.up(part);
  }

  void written() {
    if (failing) {
      failing = false;
      LOG.info("{} takes market data again", part);
      health.up(part);
    }
  }

  void failed(Throwable failure) {
    failures.increment();
    if (!failing) {
      failing = true;
      LOG.warn("{} takes no market data: {}", part, failure.toString());
    }
    health.down(part, String.valueOf(failure.getMessage()));
  }

  void dropped(int messages) {
    if (messages > 0) {
      dropped.increment(messages);
    }
  }

  /** The sink is no longer this node's. */
  void close() {
    health.remove(part);
  }
}
