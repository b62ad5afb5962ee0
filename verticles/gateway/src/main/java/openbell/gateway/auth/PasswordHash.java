package openbell.gateway.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * A password's Argon2id hash (RFC 9106) as a PHC string, which carries its parameters: {@code
 * $argon2id$v=19$m=19456,t=2,p=1$salt$hash}. Immutable. Making and matching take tens of
 * milliseconds of a core and {@code memoryKib} of memory: never on an event loop.
 */
final class PasswordHash {
  /** OWASP's second choice: 19 MiB, two passes. */
  private static final int MEMORY_KIB = 19 * 1024;

  private static final int ITERATIONS = 2;
  private static final int LANES = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})"
              + "\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

  /** What an unknown user's password is checked against, so that it takes as long as a known's. */
  static final PasswordHash NOBODYS =
      new PasswordHash(MEMORY_KIB, ITERATIONS, LANES, new byte[SALT_BYTES], new byte[HASH_BYTES]);

  private final int memoryKib;
  private final int iterations;
  private final int lanes;
  private final byte[] salt;
  private final byte[] hash;

  private PasswordHash(int memoryKib, int iterations, int lanes, byte[] salt, byte[] hash) {
    this.memoryKib = memoryKib;
    this.iterations = iterations;
    this.lanes = lanes;
    this.salt = salt;
    this.hash = hash;
  }

  /** The hash of a new password, with a salt of its own. */
  static PasswordHash of(String password) {
    var salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    var hash = derive(password, new PasswordHash(MEMORY_KIB, ITERATIONS, LANES, salt, new byte[0]));
    return new PasswordHash(MEMORY_KIB, ITERATIONS, LANES, salt, hash);
  }

  /** Throws IllegalArgumentException for a text that is none. */
  static PasswordHash parse(String phc) {
    var parts = PHC.matcher(phc);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not an argon2id hash");
    }
    return new PasswordHash(
        Integer.parseInt(parts.group(1)),
        Integer.parseInt(parts.group(2)),
        Integer.parseInt(parts.group(3)),
        Base64.getDecoder().decode(parts.group(4)),
        Base64.getDecoder().decode(parts.group(5)));
  }

  /** Whether this is the hash of a password; the comparison takes the same time either way. */
  boolean matches(String password) {
    return MessageDigest.isEqual(hash, derive(password, this));
  }

  String toPhc() {
    var base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            memoryKib, iterations, lanes, base64.encodeToString(salt), base64.encodeToString(hash));
  }

  private static byte[] derive(String password, PasswordHash like) {
    var parameters =
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(like.memoryKib)
            .withIterations(like.iterations)
            .withParallelism(like.lanes)
            .withSalt(like.salt)
            .build();
    var generator = new Argon2BytesGenerator();
    generator.init(parameters);
    var out = new byte[like.hash.length == 0 ? HASH_BYTES : like.hash.length];
    generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), out);
    return out;
  }
}
