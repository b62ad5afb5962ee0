package openbell.gateway.auth;

import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/**
 * A key pair for ES256 (RFC 7518: ECDSA on P-256 with SHA-256).
 *
 * @param kid the public key's thumbprint (RFC 7638)
 * @param privatePem PKCS #8
 * @param publicPem X.509 SubjectPublicKeyInfo
 */
record SigningKey(String kid, String privatePem, String publicPem) {
  private static final int COORDINATE_BYTES = 32;
  private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();

  /** A new pair. */
  static SigningKey generate() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      var pair = generator.generateKeyPair();
      var point = jwk((ECPublicKey) pair.getPublic());
      return new SigningKey(
          thumbprint(point),
          pem("PRIVATE KEY", pair.getPrivate().getEncoded()),
          pem("PUBLIC KEY", pair.getPublic().getEncoded()));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every JDK has P-256 and SHA-256", missing);
    }
  }

  /** The public key as a JSON Web Key (RFC 7517). */
  JsonObject toJwk() {
    try {
      var encoded =
          Base64.getMimeDecoder().decode(publicPem.replaceAll("-----[A-Z ]+-----", "").strip());
      var key =
          (ECPublicKey)
              java.security.KeyFactory.getInstance("EC")
                  .generatePublic(new java.security.spec.X509EncodedKeySpec(encoded));
      return jwk(key).put("kid", kid).put("use", "sig").put("alg", "ES256");
    } catch (GeneralSecurityException damaged) {
      throw new IllegalStateException("the stored signing key is damaged", damaged);
    }
  }

  private static JsonObject jwk(ECPublicKey key) {
    return new JsonObject()
        .put("crv", "P-256")
        .put("kty", "EC")
        .put("x", coordinate(key.getW().getAffineX()))
        .put("y", coordinate(key.getW().getAffineY()));
  }

  private static String coordinate(BigInteger value) {
    var bytes = value.toByteArray();
    var padded = new byte[COORDINATE_BYTES];
    var length = Math.min(bytes.length, COORDINATE_BYTES);
    System.arraycopy(bytes, bytes.length - length, padded, COORDINATE_BYTES - length, length);
    return BASE64_URL.encodeToString(padded);
  }

  private static String thumbprint(JsonObject requiredMembersInOrder)
      throws GeneralSecurityException {
    var json = requiredMembersInOrder.encode().getBytes(StandardCharsets.UTF_8);
    return BASE64_URL.encodeToString(MessageDigest.getInstance("SHA-256").digest(json));
  }

  private static String pem(String label, byte[] der) {
    var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }
}
