package openbell.gateway.auth;

import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.UUID;
import openbell.model.RedisKeys;

/**
 * Sessions in Redis: user and roles for 30 minutes after the last use, or a tombstone that a later
 * reader of the database cannot overwrite. Thread-safe.
 */
final class RedisSessionCache {
  /** What Redis knows of a session. */
  sealed interface Entry {
    record Live(User user) implements Entry {}

    record Revoked() implements Entry {}

    record Missing() implements Entry {}
  }

  static final int LIFE_SECONDS = 1_800;
  static final String REVOKED = "revoked";

  private final RedisGuard redis;

  RedisSessionCache(RedisGuard redis) {
    this.redis = redis;
  }

  /** Looks a session up and lets it live 30 minutes more; fails if Redis is away. */
  Future<Entry> find(UUID sessionId) {
    return redis
        .send(Request.cmd(Command.GETEX).arg(key(sessionId)).arg("EX").arg(LIFE_SECONDS))
        .map(RedisSessionCache::entry);
  }

  /** Remembers a live session, unless something is known of it. */
  Future<Void> remember(UUID sessionId, User user) {
    var json =
        new JsonObject()
            .put("userId", user.userId())
            .put("accountId", user.accountId())
            .put("email", user.email())
            .put("roles", new JsonArray(user.roles()));
    return redis
        .send(
            Request.cmd(Command.SET)
                .arg(key(sessionId))
                .arg(json.encode())
                .arg("NX")
                .arg("EX")
                .arg(LIFE_SECONDS))
        .mapEmpty();
  }

  /** Marks a session as ended for longer than any access token of it lives. */
  Future<Void> revoke(UUID sessionId) {
    return redis
        .send(Request.cmd(Command.SET).arg(key(sessionId)).arg(REVOKED).arg("EX").arg(LIFE_SECONDS))
        .mapEmpty();
  }

  static String key(UUID sessionId) {
    return RedisKeys.session(sessionId.toString());
  }

  /** What cannot be read counts as missing: the database knows. */
  static Entry entry(Response response) {
    if (response == null) {
      return new Entry.Missing();
    }
    var text = response.toString();
    if (text.equals(REVOKED)) {
      return new Entry.Revoked();
    }
    try {
      var json = new JsonObject(text);
      var roles = json.getJsonArray("roles").stream().map(String::valueOf).toList();
      return new Entry.Live(
          new User(
              json.getLong("userId"), json.getLong("accountId"), json.getString("email"), roles));
    } catch (DecodeException | ClassCastException | NullPointerException malformed) {
      return new Entry.Missing();
    }
  }
}
