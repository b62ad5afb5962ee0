package openbell.gateway.web;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import openbell.gateway.auth.RedisGuard;
import openbell.gateway.auth.SessionLookup;
import openbell.gateway.auth.TokenClaims;
import openbell.model.RedisKeys;
import openbell.runtime.RedisScript;

/**
 * Token buckets by holder and policy: in Redis, so that all nodes share them; where Redis is away,
 * in this node's memory. Thread-safe.
 */
public final class RateLimits {
  /** One bucket's policy: so many requests a minute. */
  public record Policy(String name, long perMinute) {}

  /** Of a session, and of its account's bucket where the session lives. */
  record Taken(SessionLookup session, Optional<RateLimit> limit) {}

  /** Takes a token of {@code bucket}, of {@code limit} at most, if there is one. */
  private static final String TAKE =
      """
      local time = redis.call('TIME')
      local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
      local tokens, at = string.match(redis.call('GET', bucket) or '', '(%S+) (%S+)')
      tokens, at = tonumber(tokens) or limit, tonumber(at) or now
      tokens = math.min(limit, tokens + math.max(0, now - at) * limit / 60000)
      local taken = 0
      if tokens >= 1 then
        tokens = tokens - 1
        taken = 1
      end
      redis.call('SET', bucket, tokens .. ' ' .. now, 'PX', 60000)
      """;

  /** 1 or 0, whole tokens left, ms until full. */
  private static final String ANSWER =
      "taken, math.floor(tokens), math.ceil((limit - tokens) * 60000 / limit)";

  private static final RedisScript OF_HOLDER =
      new RedisScript(
          "local bucket, limit = KEYS[1], tonumber(ARGV[1])\n" + TAKE + "return {" + ANSWER + "}");

  private static final RedisScript OF_SESSION =
      new RedisScript(
          SessionLookup.STEP
              + "local bucket, limit = KEYS[2], tonumber(ARGV[4])\n"
              + TAKE
              + "return {session, "
              + ANSWER
              + "}");

  private final RedisGuard redis;
  private final LocalBuckets local = new LocalBuckets();

  public RateLimits(RedisGuard redis) {
    this.redis = redis;
  }

  /** Takes one request from a holder's bucket; never fails. */
  public Future<RateLimit> take(String holder, Policy policy) {
    var key = RedisKeys.rate(holder, policy.name());
    return OF_HOLDER
        .run(redis::send, List.of(key), List.of(policy.perMinute()))
        .map(response -> decision(policy, response, 0))
        .otherwise(away -> local.take(key, policy, System.nanoTime()));
  }

  /**
   * Finds a token's session and, only where it lives, takes one request from its account's bucket:
   * in one trip to Redis, which most requests are. Never fails.
   */
  Future<Taken> takeOfSession(TokenClaims claims, Policy policy) {
    var keys =
        List.of(
            SessionLookup.key(claims),
            RedisKeys.rate(Long.toString(claims.accountId()), policy.name()));
    var values = new ArrayList<Object>(SessionLookup.VALUES);
    values.add(policy.perMinute());
    return OF_SESSION
        .run(redis::send, keys, values)
        .map(
            response -> {
              var session = SessionLookup.of(response.get(0), claims);
              return new Taken(
                  session,
                  session instanceof SessionLookup.Living
                      ? Optional.of(decision(policy, response, 1))
                      : Optional.empty());
            })
        .otherwise(new Taken(new SessionLookup.Unknown(), Optional.empty()));
  }

  private static RateLimit decision(Policy policy, Response response, int from) {
    return new RateLimit(
        response.get(from).toInteger() == 1,
        policy.name(),
        policy.perMinute(),
        response.get(from + 1).toLong(),
        Math.ceilDiv(response.get(from + 2).toLong(), 1_000));
  }
}
