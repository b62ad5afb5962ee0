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
    within(HOLDER_MS, context, holder(context), Routes::notKnownWho)
        .compose(
            holder ->
                within(RESOURCE_MS, context, limited(route, context, holder), Routes::tooLate))
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
   * Whoever holds the token; empty without one, and a failure of the future if the store is away.
   */
  private Future<Holder> holder(RoutingContext context) {
    var header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null) {
      return Future.succeededFuture(new Holder(Optional.empty(), false));
    }
    return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? auth.holder(header.substring(BEARER.length()).strip())
            .map(caller -> new Holder(caller, caller.isEmpty()))
        : Future.succeededFuture(new Holder(Optional.empty(), true));
  }

  /** Who sent it; {@code refused}: a token was shown and is not valid. */
  private record Holder(Optional<Caller> caller, boolean refused) {}

  private Future<Answer> limited(Route route, RoutingContext context, Holder holder) {
    var call = new Call(context, holder.caller);
    var bucket = holder.caller.map(who -> Long.toString(who.accountId())).orElse(call.address());
    return limits
        .take(bucket, route.policy())
        .compose(
            limit -> {
              Edge.limit(context, limit);
              if (!limit.allowed()) {
                context.response().putHeader("Retry-After", retryAfter(limit));
                return Future.succeededFuture(
                    new Answer.Refused(Problem.later(429, "quota.exceeded", "Too many requests.")));
              }
              return admitted(route, holder).orElseGet(() -> route.resource().apply(call));
            });
  }

  private static Optional<Future<Answer>> admitted(Route route, Holder holder) {
    if (holder.refused) {
      return Optional.of(
          Future.succeededFuture(
              Answer.refused(
                  401, "auth.token_invalid", "The access token is unknown, expired or revoked.")));
    }
    if (route.access() != Access.OPEN && holder.caller.isEmpty()) {
      return Optional.of(
          Future.succeededFuture(
              Answer.refused(
                  401, "auth.token_missing", "Send Authorization: Bearer with an access token.")));
    }
    return holder.caller.filter(caller -> !route.access().admits(caller)).isPresent()
        ? Optional.of(
            Future.succeededFuture(
                Answer.refused(403, "auth.forbidden", "Your role does not allow this.")))
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
