package openbell.gateway.auth;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tokens whose signature was verified, by hash, until they expire; bounded. Thread-safe. Says
 * nothing of revocation: the session is asked for each request.
 */
final class VerifiedTokens {
  private static final int MAX_TOKENS = 100_000;

  private final Map<TokenHash, TokenClaims> claims = new ConcurrentHashMap<>();

  Optional<TokenClaims> find(String token, long nowMicros) {
    var hash = TokenHash.of(token);
    var found = claims.get(hash);
    if (found != null && found.expiresAtMicros() <= nowMicros) {
      claims.remove(hash);
      return Optional.empty();
    }
    return Optional.ofNullable(found);
  }

  void put(String token, TokenClaims verified, long nowMicros) {
    if (claims.size() >= MAX_TOKENS) {
      claims.values().removeIf(one -> one.expiresAtMicros() <= nowMicros);
    }
    if (claims.size() < MAX_TOKENS) {
      claims.put(TokenHash.of(token), verified);
    }
  }
}
