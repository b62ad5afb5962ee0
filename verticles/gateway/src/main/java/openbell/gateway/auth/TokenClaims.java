package openbell.gateway.auth;

import java.util.UUID;

/**
 * What a verified access token says. Whether its session lives is another question.
 *
 * @param expiresAtMicros microseconds since 1970
 */
public record TokenClaims(UUID sessionId, long accountId, long expiresAtMicros) {}
