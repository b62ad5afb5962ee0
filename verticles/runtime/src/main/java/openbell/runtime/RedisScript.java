package openbell.runtime;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/**
 * A Lua script that Redis runs as one step. Named by its SHA-1, and told whole where Redis does not
 * know it yet, or, after a restart, any more. Thread-safe.
 */
public final class RedisScript {
  private static final String UNKNOWN = "NOSCRIPT";

  private final String text;
  private final String hash;

  public RedisScript(String text) {
    this.text = text;
    this.hash = sha1(text);
  }

  /**
   * Runs it.
   *
   * @param redis what sends a request
   * @param values its {@code ARGV}: texts, numbers, or buffers as they are
   */
  public Future<Response> run(
      Function<Request, Future<Response>> redis, List<String> keys, List<?> values) {
    return redis
        .apply(request(Command.EVALSHA, hash, keys, values))
        .recover(
            failure ->
                isUnknown(failure)
                    ? redis.apply(request(Command.EVAL, text, keys, values))
                    : Future.failedFuture(failure));
  }

  private static Request request(
      Command command, String script, List<String> keys, List<?> values) {
    var request = Request.cmd(command).arg(script).arg(keys.size());
    keys.forEach(request::arg);
    for (var value : values) {
      if (value instanceof Buffer bytes) {
        request.arg(bytes);
      } else {
        request.arg(value.toString());
      }
    }
    return request;
  }

  /** Also where the sender has wrapped what Redis said. */
  private static boolean isUnknown(Throwable failure) {
    var said =
        failure instanceof Fault && failure.getCause() != null ? failure.getCause() : failure;
    return said.getMessage() != null && said.getMessage().startsWith(UNKNOWN);
  }

  private static String sha1(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JVM has SHA-1", impossible);
    }
  }
}
