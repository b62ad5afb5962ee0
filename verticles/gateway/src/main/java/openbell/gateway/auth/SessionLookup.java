package openbell.gateway.auth;

import io.vertx.redis.client.Response;
import java.util.List;
import openbell.gateway.auth.RedisSessionCache.Entry;

/**
 * Finding a session in Redis as the first step of a script that does more for a session that lives:
 * one trip for both. Its keys lie on one Redis: alone, or behind a sentinel.
 */
public sealed interface SessionLookup {
  /** It lives; the rest of the script has run. */
  record Living(Caller caller) implements SessionLookup {}

  /** It has ended; nothing else was done. */
  record Ended() implements SessionLookup {}

  /** Redis does not know it, or was away; nothing else was done. */
  record Unknown() implements SessionLookup {}

  /**
   * The step: answers the session alone, or leaves it in {@code session} and goes on. It is KEYS[1]
   * and takes ARGV[1] to ARGV[3]. A life is lengthened once a minute: what each request would
   * write, Redis would write to its file.
   */
  String STEP =
      """
      local session = redis.call('GET', KEYS[1])
      if not session or session == ARGV[1] then
        return {session}
      end
      if redis.call('TTL', KEYS[1]) < tonumber(ARGV[3]) then
        redis.call('EXPIRE', KEYS[1], ARGV[2])
      end
      """;

  /** What the step takes. */
  List<?> VALUES =
      List.of(
          RedisSessionCache.REVOKED,
          RedisSessionCache.LIFE_SECONDS,
          RedisSessionCache.LIFE_SECONDS - 60);

  /** The key of a token's session. */
  static String key(TokenClaims claims) {
    return RedisSessionCache.key(claims.sessionId());
  }

  /** What a script's first answer says of the session. */
  static SessionLookup of(Response session, TokenClaims claims) {
    return switch (RedisSessionCache.entry(session)) {
      case Entry.Live(var user) -> new Living(Caller.of(user, claims));
      case Entry.Revoked revoked -> new Ended();
      case Entry.Missing missing -> new Unknown();
    };
  }
}
