package openbell.gateway.web;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Arrays;
import java.util.function.Function;
import openbell.gateway.auth.Caller;

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
    SESSION,
    /** Those who look after the platform, and those who look at it. */
    STAFF,
    /** Those who may change how it runs. */
    OPERATOR,
    /** Those who may change what is traded, and by whom. */
    RISK_OFFICER;

    /** Whether a holder of a session may call. */
    boolean admits(Caller caller) {
      return switch (this) {
        case OPEN, SESSION -> true;
        case STAFF -> hasOneOf(caller, "ops", "risk", "admin", "support", "auditor");
        case OPERATOR -> hasOneOf(caller, "ops", "admin");
        case RISK_OFFICER -> hasOneOf(caller, "risk", "admin");
      };
    }

    private static boolean hasOneOf(Caller caller, String... roles) {
      return Arrays.stream(roles).anyMatch(caller.roles()::contains);
    }
  }
}
