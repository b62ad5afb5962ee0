package openbell.gateway.auth;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import openbell.gateway.auth.RedisSessionCache.Entry;
import openbell.model.Addresses;
import openbell.runtime.Bus;
import openbell.runtime.Node;
import openbell.wire.gateway.SessionEnded;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which sessions live: Redis first, the database on a miss or where Redis is away. Thread-safe. A
 * revocation holds for every request that starts after it is done.
 */
final class Sessions {
  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
  private static final long RETRY_MS = 1_000;

  /** A tombstone is of use while an access token may live, no longer. */
  private static final int MAX_TRIES = AccessTokens.LIFE_SECONDS;

  private final Vertx vertx;
  private final Bus bus;
  private final RedisSessionCache cache;
  private final PgSessionStore store;

  Sessions(Node node, RedisSessionCache cache, PgSessionStore store) {
    this.vertx = node.vertx();
    this.bus = node.bus();
    this.cache = cache;
    this.store = store;
  }

  /** The user of a session, if it lives. */
  Future<Optional<User>> find(UUID sessionId) {
    return cache
        .find(sessionId)
        .otherwise(new Entry.Missing())
        .compose(
            entry ->
                switch (entry) {
                  case Entry.Live(var user) -> Future.succeededFuture(Optional.of(user));
                  case Entry.Revoked revoked -> Future.succeededFuture(Optional.empty());
                  case Entry.Missing missing -> load(sessionId);
                });
  }

  /** Ends a session everywhere. */
  Future<Void> revoke(UUID sessionId, String reason) {
    return store.revoke(sessionId, reason).compose(revoked -> forget(sessionId));
  }

  /** Which of some sessions do not live, as the database knows. */
  Future<List<UUID>> findEnded(List<UUID> sessionIds) {
    return store.findEnded(sessionIds);
  }

  /**
   * Tells the nodes with open sockets, and Redis, that the database has ended a session; if Redis
   * is away, as soon as it is back.
   */
  Future<Void> forget(UUID sessionId) {
    bus.publish(
        Addresses.GATEWAY_SESSION_ENDED,
        SessionEnded.newBuilder().setSessionId(sessionId.toString()).build());
    return forget(sessionId, 1).otherwiseEmpty();
  }

  private Future<Optional<User>> load(UUID sessionId) {
    return store
        .find(sessionId)
        .onSuccess(
            found ->
                found.ifPresent(
                    user ->
                        cache
                            .remember(sessionId, user)
                            .onFailure(away -> LOG.debug("session not cached", away))));
  }

  private Future<Void> forget(UUID sessionId, int attempt) {
    return cache
        .revoke(sessionId)
        .onFailure(
            away -> {
              LOG.warn("a revoked session is not yet known to Redis: {}", away.toString());
              if (attempt < MAX_TRIES) {
                vertx
                    .timer(RETRY_MS, TimeUnit.MILLISECONDS)
                    .onSuccess(waited -> forget(sessionId, attempt + 1));
              }
            });
  }
}
