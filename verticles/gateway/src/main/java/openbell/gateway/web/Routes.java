package openbell.gateway.web;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import openbell.gateway.auth.AuthService;
import openbell.gateway.auth.Caller;
import openbell.gateway.auth.SessionLookup;
import openbell.gateway.auth.TokenClaims;
import openbell.gateway.web.Route.Access;
import openbell.runtime.Fault;

/**
 * Puts a route table on a router: media type, token, rate limit, then the resource; 405 for another
 * method of a known path. Shared by the routers of all event loops; keeps nothing.
 */
public final class Routes {
  private static final String BEARER = "Bearer ";

  /** Until then it is known who asks, or nothing was done. */
  private static final long HOLDER_MS = 2_000;

  /** Beyond every wait of a resource's own: whatever happens, the caller is answered. */
  private static final long RESOURCE_MS = 8_000;

  private final List<Route> table;
  private final AuthService auth;
  private final RateLimits limits;
  private final RequestMetrics metrics;

  public Routes(List<Route> table, AuthService auth, RateLimits limits, RequestMetrics metrics) {
    this.table = List.copyOf(table);
    this.auth = auth;
    this.limits = limits;
    this.metrics = metrics;
  }

  /** Adds the routes, in the order of the table. */
  public void mount(Router router) {
    for (var route : table) {
      router.route(route.method(), route.path()).handler(context -> run(route, context));
    }
    methodsByPath()
        .forEach(
            (path, methods) ->
                router.route(path).handler(context -> refuseMethod(context, methods)));
  }

  private void run(Route route, RoutingContext context) {
    var startedAt = System.nanoTime();
    context.addEndHandler(
        ended ->
            metrics.answered(
                route, context.response().getStatusCode(), System.nanoTime() - startedAt));
    if (!hasJsonOrNothing(context)) {
      Edge.refuse(
          context,
          Problem.refused(
              415, "request.unsupported_media_type", "The body is application/json in UTF-8."));
      return;
    }
    within(HOLDER_MS, context, admission(route, context), Routes::notKnownWho)
        .compose(
            admission ->
                within(RESOURCE_MS, context, serve(route, context, admission), Routes::tooLate))
        .onSuccess(answer -> Edge.answer(context, answer))
        .onFailure(context::fail);
  }

  private static Fault notKnownWho() {
    return Fault.unavailable("system.database", "The session's store does not answer.", null);
  }

  private static Fault tooLate() {
    return Fault.unknown("system.timeout", "No answer in time.", null);
  }

  /** The work's result, or a fault where it takes longer; what comes later is dropped. */
  private static <T> Future<T> within(
      long atMostMs, RoutingContext context, Future<T> work, Supplier<Fault> late) {
    var bounded = Promise.<T>promise();
    var timer = context.vertx().setTimer(atMostMs, fired -> bounded.tryFail(late.get()));
    work.onComplete(
        done -> {
          context.vertx().cancelTimer(timer);
          if (done.succeeded()) {
            bounded.tryComplete(done.result());
          } else {
            bounded.tryFail(done.cause());
          }
        });
    return bounded.future();
  }

  /**
   * Who sent a request, and what it leaves of a bucket: of the account whose session lives, else of
   * the address.
   *
   * @param refused a token was shown and is not valid
   */
  private record Admission(Optional<Caller> holder, boolean refused, RateLimit limit) {}

  /** Fails if the sessions' store is away. */
  private Future<Admission> admission(Route route, RoutingContext context) {
    var header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null) {
      return stranger(route, context, false);
    }
    return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? auth.claims(header.substring(BEARER.length()).strip())
            .compose(
                claims ->
                    claims.isPresent()
                        ? ofSession(route, context, claims.get())
                        : stranger(route, context, true))
        : stranger(route, context, true);
  }

  private Future<Admission> ofSession(Route route, RoutingContext context, TokenClaims claims) {
    return limits
        .takeOfSession(claims, route.policy())
        .compose(
            taken ->
                switch (taken.session()) {
                  case SessionLookup.Living(var caller) ->
                      Future.succeededFuture(
                          new Admission(Optional.of(caller), false, taken.limit().orElseThrow()));
                  case SessionLookup.Ended ended -> stranger(route, context, true);
                  case SessionLookup.Unknown unknown ->
                      auth.holder(claims)
                          .compose(
                              holder ->
                                  holder.isPresent()
                                      ? known(route, holder)
                                      : stranger(route, context, true));
                });
  }

  private Future<Admission> known(Route route, Optional<Caller> holder) {
    return limits
        .take(Long.toString(holder.orElseThrow().accountId()), route.policy())
        .map(limit -> new Admission(holder, false, limit));
  }

  private Future<Admission> stranger(Route route, RoutingContext context, boolean refused) {
    return limits
        .take(new Call(context, Optional.empty()).address(), route.policy())
        .map(limit -> new Admission(Optional.empty(), refused, limit));
  }

  private static Future<Answer> serve(Route route, RoutingContext context, Admission admission) {
    var limit = admission.limit();
    Edge.limit(context, limit);
    if (!limit.allowed()) {
      context.response().putHeader("Retry-After", retryAfter(limit));
      return Future.succeededFuture(
          new Answer.Refused(Problem.later(429, "quota.exceeded", "Too many requests.")));
    }
    return refusal(route, admission)
        .map(Future::succeededFuture)
        .orElseGet(() -> route.resource().apply(new Call(context, admission.holder())));
  }

  private static Optional<Answer> refusal(Route route, Admission admission) {
    if (admission.refused()) {
      return Optional.of(
          Answer.refused(
              401, "auth.token_invalid", "The access token is unknown, expired or revoked."));
    }
    if (route.access() != Access.OPEN && admission.holder().isEmpty()) {
      return Optional.of(
          Answer.refused(
              401, "auth.token_missing", "Send Authorization: Bearer with an access token."));
    }
    return admission.holder().filter(caller -> !route.access().admits(caller)).isPresent()
        ? Optional.of(Answer.refused(403, "auth.forbidden", "Your role does not allow this."))
        : Optional.empty();
  }

  private static String retryAfter(RateLimit limit) {
    return Long.toString(Math.max(1, Math.ceilDiv(RateLimit.WINDOW_SECONDS, limit.limit())));
  }

  private static boolean hasJsonOrNothing(RoutingContext context) {
    if (context.body().length() <= 0) {
      return true;
    }
    var type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
    if (type == null) {
      return false;
    }
    var parts = type.toLowerCase(Locale.ROOT).replace(" ", "").replace("\"", "").split(";", 2);
    return parts[0].equals("application/json")
        && (parts.length == 1 || parts[1].isEmpty() || parts[1].equals("charset=utf-8"));
  }

  private static void refuseMethod(RoutingContext context, String allowed) {
    context.response().putHeader("Allow", allowed);
    Edge.refuse(
        context,
        Problem.refused(405, "request.method_not_allowed", "Allowed here: " + allowed + "."));
  }

  private Map<String, String> methodsByPath() {
    Function<Route, String> path = Route::path;
    return table.stream()
        .collect(
            Collectors.groupingBy(
                path,
                LinkedHashMap::new,
                Collectors.mapping(route -> route.method().name(), Collectors.joining(", "))));
  }
}
