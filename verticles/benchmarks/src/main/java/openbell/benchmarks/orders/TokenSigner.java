package openbell.benchmarks.orders;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * Makes access tokens as the gateway does (RFC 7519, ES256), with its own key: 5,000 log-ins by
 * password would measure the password's hash.
 */
final class TokenSigner {
  private static final Duration LIFE = Duration.ofHours(1);
  private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();

  private final String head;
  private final PrivateKey key;

  /**
   * A signer.
   *
   * @param privatePem PKCS #8
   */
  TokenSigner(String kid, String privatePem) {
    this.head = part(new JsonObject().put("typ", "JWT").put("alg", "ES256").put("kid", kid));
    this.key = key(privatePem);
  }

  /** A token of a session; user and account have the same number. */
  String sign(long accountId, UUID sessionId, Instant now) {
    var claims =
        new JsonObject()
            .put("sub", Long.toString(accountId))
            .put("acc", Long.toString(accountId))
            .put("roles", new JsonArray().add("trader"))
            .put("sid", sessionId.toString())
            .put("jti", UUID.randomUUID().toString())
            .put("iss", "openbell")
            .put("iat", now.getEpochSecond())
            .put("exp", now.plus(LIFE).getEpochSecond());
    var signed = head + "." + part(claims);
    return signed + "." + BASE64_URL.encodeToString(signature(signed));
  }

  private byte[] signature(String text) {
    try {
      var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return signature.sign();
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every JDK has ECDSA", missing);
    }
  }

  private static PrivateKey key(String pem) {
    var body = pem.replaceAll("-----[A-Z ]+-----", "").strip();
    try {
      return KeyFactory.getInstance("EC")
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body)));
    } catch (GeneralSecurityException damaged) {
      throw new IllegalStateException("the gateway's key cannot be read", damaged);
    }
  }

  private static String part(JsonObject json) {
    return BASE64_URL.encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
  }
}
