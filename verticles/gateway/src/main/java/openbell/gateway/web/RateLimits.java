package openbell.gateway.web;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import openbell.gateway.auth.RedisGuard;
import openbell.model.RedisKeys;

/**
 * Token buckets by holder and policy: in Redis, so that all nodes share them; where Redis is away,
 * in this node's memory. Thread-safe.
 */
public final class RateLimits {
  /** One bucket's policy: so many requests a minute. */
  public record Policy(String name, long perMinute) {}

  /** Takes a token if there is one; answers {1 or 0, whole tokens left, ms until full}. */
  private static final String TAKE =
      """
      local limit = tonumber(ARGV[1])
      local time = redis.call('TIME')
      local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
      local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at')
      local tokens = tonumber(bucket[1]) or limit
      local at = tonumber(bucket[2]) or now
      tokens = math.min(limit, tokens + math.max(0, now - at) * limit / 60000)
      local taken = 0
      if tokens >= 1 then
        tokens = tokens - 1
        taken = 1
      end
      redis.call('HSET', KEYS[1], 'tokens', tostring(tokens), 'at', tostring(now))
      redis.call('PEXPIRE', KEYS[1], 60000)
      return {taken, math.floor(tokens), math.ceil((limit - tokens) * 60000 / limit)}
      """;

  private final RedisGuard redis;
  private final LocalBuckets local = new LocalBuckets();

  public RateLimits(RedisGuard redis) {
    this.redis = redis;
  }

  /** Takes one request from a holder's bucket; never fails. */
  public Future<RateLimit> take(String holder, Policy policy) {
    var key = RedisKeys.rate(holder, policy.name());
    return redis
        .send(Request.cmd(Command.EVAL).arg(TAKE).arg(1).arg(key).arg(policy.perMinute()))
        .map(response -> decision(policy, response))
        .otherwise(away -> local.take(key, policy, System.nanoTime()));
  }

  private static RateLimit decision(Policy policy, Response response) {
    return new RateLimit(
        response.get(0).toInteger() == 1,
        policy.name(),
        policy.perMinute(),
        response.get(1).toLong(),
        Math.ceilDiv(response.get(2).toLong(), 1_000));
  }
}
