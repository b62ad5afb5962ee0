package openbell.gateway.auth;

import java.util.UUID;

/** What became of a refresh token that someone showed. */
sealed interface Rotation {
  /** It was good and is now used; its successor is stored. */
  record Rotated(UUID sessionId, User user) implements Rotation {}

  /** It had been used before: someone else may hold a copy, so the session is revoked. */
  record Reused(UUID sessionId) implements Rotation {}

  /** Nobody's, or of a session that has ended. */
  record Unknown() implements Rotation {}
}
