package openbell.gateway.web;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import openbell.gateway.web.RateLimits.Policy;

/**
 * Token buckets in memory, bounded: when too many are kept, those that must be full again are
 * dropped, and if that is not enough, all. Thread-safe.
 */
final class LocalBuckets {
  private static final int MAX_BUCKETS = 50_000;
  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(RateLimit.WINDOW_SECONDS);

  /** {@code microTokens}: millionths of a request, so that the refill is exact enough. */
  private record Bucket(long microTokens, long atNanos, boolean taken) {}

  private static final long MICROS = 1_000_000;

  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

  RateLimit take(String key, Policy policy, long nowNanos) {
    if (buckets.size() >= MAX_BUCKETS) {
      makeRoom(nowNanos);
    }
    var capacity = policy.perMinute() * MICROS;
    var after =
        buckets.compute(
            key,
            (name, before) ->
                take(
                    before == null ? new Bucket(capacity, nowNanos, false) : before,
                    capacity,
                    nowNanos));
    var missing = capacity - after.microTokens;
    return new RateLimit(
        after.taken,
        policy.name(),
        policy.perMinute(),
        after.microTokens / MICROS,
        Math.ceilDiv(missing * RateLimit.WINDOW_SECONDS, Math.max(1, capacity)));
  }

  private static Bucket take(Bucket before, long capacity, long nowNanos) {
    var elapsed = Math.min(WINDOW_NANOS, Math.max(0, nowNanos - before.atNanos));
    var refill = (long) (capacity * (elapsed / (double) WINDOW_NANOS));
    var tokens = Math.min(capacity, before.microTokens + refill);
    return tokens >= MICROS
        ? new Bucket(tokens - MICROS, nowNanos, true)
        : new Bucket(tokens, nowNanos, false);
  }

  private void makeRoom(long nowNanos) {
    buckets.values().removeIf(bucket -> nowNanos - bucket.atNanos > WINDOW_NANOS);
    if (buckets.size() >= MAX_BUCKETS) {
      buckets.clear();
    }
  }
}
