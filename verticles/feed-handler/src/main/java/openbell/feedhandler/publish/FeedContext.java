package openbell.feedhandler.publish;

import io.vertx.core.Vertx;
import java.util.function.LongSupplier;
import openbell.runtime.Health;

/**
 * What the feed handler's parts share.
 *
 * @param name the feed's, as in health: {@code feed.<session>.<shard>}
 * @param nowMicros the platform's clock, microseconds since 1970
 */
public record FeedContext(
    String name, Vertx vertx, Health health, FeedMetrics metrics, LongSupplier nowMicros) {}
