package openbell.gateway.api;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.regex.Pattern;
import openbell.gateway.web.Fields;

/** The client's name for one command: header {@code Idempotency-Key}, or a field of the body. */
final class IdempotencyKey {
  private static final String FIELD = "idempotencyKey";
  private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7E]{1,128}");

  private IdempotencyKey() {}

  /**
   * The key; its absence is a fault of the body and reads as the empty text.
   *
   * @param header quoted (IETF draft) or bare
   */
  static String read(Fields body, Optional<String> header) {
    var inBody = body.text(FIELD, 128);
    var inHeader = header.map(IdempotencyKey::unquoted);
    if (inBody.isPresent() && inHeader.isPresent() && !inBody.equals(inHeader)) {
      body.fault(FIELD, "request.invalid_value", "Header and body name different keys.");
    }
    var key = inHeader.or(() -> inBody).orElse("");
    if (key.isEmpty()) {
      body.fault(
          FIELD, "idempotency.key_missing", "Send the header Idempotency-Key or idempotencyKey.");
    } else if (!PRINTABLE.matcher(key).matches()) {
      body.fault(FIELD, "request.invalid_value", "A key has 1 to 128 printable characters.");
    }
    return key;
  }

  /** The same for every request that asks for the same, whatever its spelling. */
  static ByteString hash(Message request) {
    try {
      return ByteString.copyFrom(
          MessageDigest.getInstance("SHA-256").digest(request.toByteArray()));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }

  private static String unquoted(String header) {
    var text = header.strip();
    return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")
        ? text.substring(1, text.length() - 1)
        : text;
  }
}
