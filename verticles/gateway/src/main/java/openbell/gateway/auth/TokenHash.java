package openbell.gateway.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of a token, in hexadecimal: what is kept instead of it. */
record TokenHash(String hex) {
  static TokenHash of(String token) {
    return new TokenHash(HexFormat.of().formatHex(sha256(token)));
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  private static byte[] sha256(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }
}
