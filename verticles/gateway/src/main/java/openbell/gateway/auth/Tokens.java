package openbell.gateway.auth;

/** What a log-in or a refresh gives. */
public record Tokens(User user, String accessToken, String refreshToken, int expiresInSeconds) {}
