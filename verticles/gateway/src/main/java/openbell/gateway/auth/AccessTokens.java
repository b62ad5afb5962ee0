package openbell.gateway.auth;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import openbell.model.OrderId;

/**
 * Issues and verifies access tokens: JWT (RFC 7519), ES256, 15 minutes, claims sub, acc, roles,
 * sid, exp. Thread-safe. Verified tokens are remembered until they expire.
 */
final class AccessTokens {
  static final int LIFE_SECONDS = 15 * 60;

  private static final String ISSUER = "openbell";
  private static final String ALGORITHM = "ES256";
  private static final int MAX_TOKEN = 4_096;

  private final JWTAuth jwt;
  private final JsonObject jwks;
  private final VerifiedTokens verified = new VerifiedTokens();

  AccessTokens(Vertx vertx, List<SigningKey> activeFirst) {
    var options = new JWTAuthOptions().setJWTOptions(new JWTOptions().setIssuer(ISSUER));
    var active = activeFirst.getFirst();
    options.addPubSecKey(pem(active.kid(), active.privatePem()));
    activeFirst.forEach(key -> options.addPubSecKey(pem(key.kid(), key.publicPem())));
    this.jwt = JWTAuth.create(vertx, options);
    this.jwks =
        new JsonObject()
            .put("keys", new JsonArray(activeFirst.stream().map(SigningKey::toJwk).toList()));
  }

  /** A new token of a session. */
  String issue(User user, UUID sessionId) {
    var claims =
        new JsonObject()
            .put("sub", Long.toString(user.userId()))
            .put("acc", Long.toString(user.accountId()))
            .put("roles", new JsonArray(user.roles()))
            .put("sid", sessionId.toString())
            .put("jti", UUID.randomUUID().toString());
    var options =
        new JWTOptions()
            .setAlgorithm(ALGORITHM)
            .setIssuer(ISSUER)
            .setExpiresInSeconds(LIFE_SECONDS);
    return jwt.generateToken(claims, options);
  }

  /** The claims of a token that we signed and that has not expired; else empty. */
  Future<Optional<TokenClaims>> verify(String token, long nowMicros) {
    if (token.length() > MAX_TOKEN) {
      return Future.succeededFuture(Optional.empty());
    }
    var known = verified.find(token, nowMicros);
    if (known.isPresent()) {
      return Future.succeededFuture(known);
    }
    return jwt.authenticate(new TokenCredentials(token))
        .map(
            user -> {
              var claims = claims(user.attributes().getJsonObject("accessToken"));
              claims.ifPresent(found -> verified.put(token, found, nowMicros));
              return claims;
            })
        .otherwise(Optional.empty());
  }

  /** The public keys as a JSON Web Key Set. */
  JsonObject jwks() {
    return jwks;
  }

  private static Optional<TokenClaims> claims(JsonObject token) {
    return OrderId.parse(token.getString("sid", ""))
        .map(
            sessionId ->
                new TokenClaims(
                    sessionId,
                    Long.parseLong(token.getString("acc")),
                    token.getLong("exp") * 1_000_000));
  }

  private static PubSecKeyOptions pem(String kid, String text) {
    return new PubSecKeyOptions().setAlgorithm(ALGORITHM).setId(kid).setBuffer(text);
  }
}
