package openbell.gateway.auth;

import java.util.UUID;

/**
 * What a verified access token says.
 *
 * @param expiresAtMicros microseconds since 1970
 */
record TokenClaims(UUID sessionId, long expiresAtMicros) {}
