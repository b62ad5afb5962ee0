package openbell.gateway.auth;

import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import openbell.runtime.Fault;

/**
 * Redis with short patience: an answer within 250 ms or a {@link Fault}, and after a failure none
 * is asked for a second, so that requests do not wait for a Redis that is away. Thread-safe.
 */
public final class RedisGuard {
  private static final long TIMEOUT_MS = 250;
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Redis redis;
  private final AtomicLong askAgainAtNanos = new AtomicLong(System.nanoTime());

  public RedisGuard(Redis redis) {
    this.redis = redis;
  }

  /** Sends a command; the response is null where Redis has nothing. */
  public Future<Response> send(Request request) {
    if (System.nanoTime() - askAgainAtNanos.get() < 0) {
      return Future.failedFuture(
          Fault.unavailable("system.redis", "Redis was away a moment ago.", null));
    }
    return redis
        .send(request)
        .timeout(TIMEOUT_MS, TimeUnit.MILLISECONDS)
        .recover(
            failure -> {
              askAgainAtNanos.set(System.nanoTime() + PAUSE_NANOS);
              return Future.failedFuture(
                  Fault.unavailable("system.redis", "Redis does not answer.", failure));
            });
  }
}
