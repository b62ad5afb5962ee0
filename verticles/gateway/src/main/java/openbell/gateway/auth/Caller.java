package openbell.gateway.auth;

import java.util.List;
import openbell.wire.gateway.Session;

/**
 * Who sends a request: the holder of a session.
 *
 * @param expiresAtMicros end of the access token, microseconds since 1970
 */
public record Caller(
    long userId,
    long accountId,
    String email,
    List<String> roles,
    String sessionId,
    long expiresAtMicros) {
  public Caller {
    roles = List.copyOf(roles);
  }

  /** The user of a session, by one of its tokens. */
  static Caller of(User user, TokenClaims claims) {
    return new Caller(
        user.userId(),
        user.accountId(),
        user.email(),
        user.roles(),
        claims.sessionId().toString(),
        claims.expiresAtMicros());
  }

  /** The holder whom the platform's own stream doors have verified. */
  public static Caller of(Session session) {
    return new Caller(
        session.getUserId(),
        session.getAccountId(),
        session.getEmail(),
        session.getRolesList(),
        session.getSessionId(),
        session.getExpiresAt());
  }

  /** As the bus says it. */
  public Session toSession() {
    return Session.newBuilder()
        .setUserId(userId)
        .setAccountId(accountId)
        .setEmail(email)
        .addAllRoles(roles)
        .setExpiresAt(expiresAtMicros)
        .setSessionId(sessionId)
        .build();
  }
}
