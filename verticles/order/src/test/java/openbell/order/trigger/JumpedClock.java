package openbell.order.trigger;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import openbell.runtime.Node;

/** The sweep of expired triggers as a process does it whose clock is ahead. */
public final class JumpedClock {
  private static final int SWEEP = 1_000;

  private JumpedClock() {}

  /** How many triggers ended. */
  public static Future<Integer> expire(Node node, Duration ahead) {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now().plus(ahead));
    return new PgFiringStore(node.shards(), node.shards().reference()).expire(now, SWEEP);
  }
}
