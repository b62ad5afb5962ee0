package openbell.gateway.auth;

import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import openbell.runtime.Fault;

/**
 * Redis with short patience: an answer within 250 ms or a {@link Fault}; and where it has answered
 * nothing for half a second, none is asked for a second, so that requests do not wait for a Redis
 * that is away. One late answer among others does not make it away: a busy node would send all its
 * questions to the database. Thread-safe.
 */
public final class RedisGuard {
  private static final long TIMEOUT_MS = 250;
  private static final long SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Redis redis;
  private final LongSupplier nanoTime;
  private final AtomicLong answeredAtNanos;
  private final AtomicLong askAgainAtNanos;

  public RedisGuard(Redis redis) {
    this(redis, System::nanoTime);
  }

  RedisGuard(Redis redis, LongSupplier nanoTime) {
    this.redis = redis;
    this.nanoTime = nanoTime;
    this.answeredAtNanos = new AtomicLong(nanoTime.getAsLong() - SILENCE_NANOS);
    this.askAgainAtNanos = new AtomicLong(nanoTime.getAsLong());
  }

  /** Sends a command; the response is null where Redis has nothing. */
  public Future<Response> send(Request request) {
    if (nanoTime.getAsLong() - askAgainAtNanos.get() < 0) {
      return Future.failedFuture(
          Fault.unavailable("system.redis", "Redis was away a moment ago.", null));
    }
    return redis
        .send(request)
        .timeout(TIMEOUT_MS, TimeUnit.MILLISECONDS)
        .onSuccess(answer -> answeredAtNanos.set(nanoTime.getAsLong()))
        .recover(
            failure -> {
              if (failure instanceof Response) {
                // Redis has said no: it is there.
                answeredAtNanos.set(nanoTime.getAsLong());
              } else {
                pauseIfSilent();
              }
              return Future.failedFuture(
                  Fault.unavailable("system.redis", "Redis does not answer.", failure));
            });
  }

  private void pauseIfSilent() {
    var now = nanoTime.getAsLong();
    if (now - answeredAtNanos.get() >= SILENCE_NANOS) {
      askAgainAtNanos.set(now + PAUSE_NANOS);
    }
  }
}
