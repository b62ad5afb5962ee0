package openbell.gateway.auth;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.Optional;
import java.util.UUID;
import openbell.model.RedisKeys;

/**
 * Tickets for streams whose clients can set no header: each stands for an access token, works once,
 * within 30 s, on any node. Redis alone keeps them, by their hash; while it is away there are none.
 * Thread-safe.
 */
final class StreamTickets {
  static final int LIFE_SECONDS = 30;

  private static final int MAX_CHARS = 128;

  /** Session, account, end of the token. */
  private static final int PARTS = 3;

  private final RedisGuard redis;

  StreamTickets(RedisGuard redis) {
    this.redis = redis;
  }

  /** Keeps what a ticket stands for; fails if Redis is away. */
  Future<Void> keep(String ticket, TokenClaims claims) {
    return redis
        .send(
            Request.cmd(Command.SET).arg(key(ticket)).arg(text(claims)).arg("EX").arg(LIFE_SECONDS))
        .mapEmpty();
  }

  /** Takes a ticket; empty if it is unknown, too old, or was taken before. */
  Future<Optional<TokenClaims>> take(String ticket) {
    return ticket.length() > MAX_CHARS
        ? Future.succeededFuture(Optional.empty())
        : redis.send(Request.cmd(Command.GETDEL).arg(key(ticket))).map(StreamTickets::claims);
  }

  private static Optional<TokenClaims> claims(Response response) {
    if (response == null) {
      return Optional.empty();
    }
    var parts = response.toString().split(" ", -1);
    return parts.length == PARTS
        ? Optional.of(
            new TokenClaims(
                UUID.fromString(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2])))
        : Optional.empty();
  }

  private static String text(TokenClaims claims) {
    return claims.sessionId() + " " + claims.accountId() + " " + claims.expiresAtMicros();
  }

  private static String key(String ticket) {
    return RedisKeys.ticket(TokenHash.of(ticket).hex());
  }
}
