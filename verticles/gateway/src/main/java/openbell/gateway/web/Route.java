package openbell.gateway.web;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.function.Function;

/**
 * One line of the route table.
 *
 * @param path as vertx-web writes it, e.g. {@code /api/v1/orders/:orderId}
 * @param policy the bucket that the request is counted in
 */
public record Route(
    HttpMethod method,
    String path,
    Access access,
    RateLimits.Policy policy,
    Function<Call, Future<Answer>> resource) {
  /** Who may call. */
  public enum Access {
    /** Anybody. */
    OPEN,
    /** Holders of a session. */
    SESSION
  }
}
