package openbell.gateway.web;

import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * What a request is called in answers and logs.
 *
 * @param requestId the client's X-Request-Id if it is a plain word, else ours
 * @param traceParent W3C trace context: the client's trace, our span
 */
public record RequestTrace(String requestId, String traceParent) {
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern TRACE_PARENT =
      Pattern.compile("00-([0-9a-f]{32})-[0-9a-f]{16}-([0-9a-f]{2})");
  private static final String NO_TRACE = "0".repeat(32);
  private static final String KEY = "openbell.trace";

  static RequestTrace of(String sentRequestId, String sentTraceParent) {
    var requestId =
        sentRequestId != null && REQUEST_ID.matcher(sentRequestId).matches()
            ? sentRequestId
            : UUID.randomUUID().toString();
    return new RequestTrace(requestId, traceParent(sentTraceParent));
  }

  /** The trace of a request that {@link Edge#open} has seen. */
  static RequestTrace of(RoutingContext context) {
    return context.get(KEY);
  }

  void keepIn(RoutingContext context) {
    context.put(KEY, this);
  }

  private static String traceParent(String sent) {
    var random = ThreadLocalRandom.current();
    var hex = HexFormat.of();
    var span = hex.toHexDigits(random.nextLong() | 1);
    if (sent != null) {
      var parts = TRACE_PARENT.matcher(sent);
      if (parts.matches() && !parts.group(1).equals(NO_TRACE)) {
        return "00-" + parts.group(1) + "-" + span + "-" + parts.group(2);
      }
    }
    var trace = hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong() | 1);
    return "00-" + trace + "-" + span + "-01";
  }
}
