package openbell.quotefanout;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import openbell.wire.gateway.Session;

/**
 * Who a socket belongs to: the first valid token binds it, a later one of the same user extends it
 * (RULES 25). Owned by its connection.
 */
final class SessionBinding {
  /** What a token did. */
  enum Outcome {
    BOUND,
    INVALID,
    OTHER_USER,
    UNAVAILABLE
  }

  private static final long GRACE_MICROS = TimeUnit.SECONDS.toMicros(30);

  private final TokenCheck tokens;
  private Optional<Session> session = Optional.empty();
  private boolean checking;

  SessionBinding(TokenCheck tokens) {
    this.tokens = tokens;
  }

  /** Checks a token and binds its session; never fails. */
  Future<Outcome> bind(String token, long nowMicros) {
    return bind(tokens.check(token, nowMicros));
  }

  /** As {@link #bind(String, long)}, for a ticket. */
  Future<Outcome> redeem(String ticket, long nowMicros) {
    return bind(tokens.redeem(ticket, nowMicros));
  }

  private Future<Outcome> bind(Future<Optional<Session>> found) {
    checking = true;
    return found
        .map(this::bind)
        .otherwise(Outcome.UNAVAILABLE)
        .onComplete(done -> checking = false);
  }

  private Outcome bind(Optional<Session> found) {
    if (found.isEmpty()) {
      return Outcome.INVALID;
    }
    if (session.isPresent() && session.get().getUserId() != found.get().getUserId()) {
      return Outcome.OTHER_USER;
    }
    session = found;
    return Outcome.BOUND;
  }

  /** Whether a token is being checked: what comes meanwhile has to wait. */
  boolean isChecking() {
    return checking;
  }

  /** Whether the session ended more than the grace ago. */
  boolean isOver(long nowMicros) {
    return session.isPresent() && nowMicros > session.get().getExpiresAt() + GRACE_MICROS;
  }

  Optional<Session> session() {
    return session;
  }
}
