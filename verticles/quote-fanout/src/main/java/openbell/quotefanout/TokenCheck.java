package openbell.quotefanout;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import openbell.model.Addresses;
import openbell.runtime.Bus;
import openbell.wire.gateway.Session;
import openbell.wire.gateway.SessionReply;
import openbell.wire.gateway.SessionRequest;

/**
 * Who holds a token, asked of the gateway and remembered by the token's hash for at most ten
 * seconds (a revoked session opens no new socket after that) and never past its expiry. Owned by
 * one loop.
 */
final class TokenCheck {
  private static final int MAX_TOKEN_CHARS = 4_096;
  private static final int MAX_REMEMBERED = 20_000;
  private static final long REMEMBER_MICROS = TimeUnit.SECONDS.toMicros(10);

  private record Known(Session session, long until) {}

  private final Bus bus;
  private final Map<String, Known> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };

  TokenCheck(Bus bus) {
    this.bus = bus;
  }

  /** The session of a token, empty if it is not valid now; fails if the gateway is away. */
  Future<Optional<Session>> check(String token, long nowMicros) {
    if (token.isEmpty() || token.length() > MAX_TOKEN_CHARS) {
      return Future.succeededFuture(Optional.empty());
    }
    var hash = hash(token);
    var remembered = known.get(hash);
    if (remembered != null && nowMicros < remembered.until) {
      return Future.succeededFuture(Optional.of(remembered.session));
    }
    known.remove(hash);
    return bus.<SessionReply>request(
            Addresses.GATEWAY_SESSION, SessionRequest.newBuilder().setToken(token).build())
        .map(reply -> remember(hash, reply, nowMicros));
  }

  /** The session that a ticket stands for: asked each time, as it works once. */
  Future<Optional<Session>> redeem(String ticket, long nowMicros) {
    if (ticket.length() > MAX_TOKEN_CHARS) {
      return Future.succeededFuture(Optional.empty());
    }
    return bus.<SessionReply>request(
            Addresses.GATEWAY_SESSION, SessionRequest.newBuilder().setTicket(ticket).build())
        .map(
            reply ->
                Optional.of(reply.getSession())
                    .filter(session -> session.getExpiresAt() > nowMicros));
  }

  /** Sessions that have ended: their tokens are asked for again. */
  void forget(Set<String> sessionIds) {
    known.values().removeIf(one -> sessionIds.contains(one.session.getSessionId()));
  }

  private Optional<Session> remember(String hash, SessionReply reply, long nowMicros) {
    if (!reply.hasSession() || reply.getSession().getExpiresAt() <= nowMicros) {
      return Optional.empty();
    }
    var session = reply.getSession();
    var until = Math.min(session.getExpiresAt(), nowMicros + REMEMBER_MICROS);
    known.put(hash, new Known(session, until));
    return Optional.of(session);
  }

  private static String hash(String token) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
