package openbell.gateway.web;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import openbell.runtime.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every request and every answer of the REST door have in common. Keeps nothing. */
public final class Edge {
  private static final Logger LOG = LoggerFactory.getLogger(Edge.class);
  private static final String RETRY_AFTER_SECONDS = "1";

  private Edge() {}

  /** Names the request and puts the headers that every answer has. */
  public static void open(RoutingContext context) {
    var sent = context.request().headers();
    var trace = RequestTrace.of(sent.get("X-Request-Id"), sent.get("traceparent"));
    trace.keepIn(context);
    context
        .response()
        .putHeader("X-Request-Id", trace.requestId())
        .putHeader("traceparent", trace.traceParent())
        .putHeader("X-Content-Type-Options", "nosniff");
    if (isDecodable(context)) {
      context.next();
    } else {
      refuse(context, ofStatus(400, false));
    }
  }

  /** The router decodes a path when it first needs it, and throws where it cannot. */
  private static boolean isDecodable(RoutingContext context) {
    try {
      return context.normalizedPath() != null && context.queryParams() != null;
    } catch (IllegalArgumentException | HttpException malformed) {
      return false;
    }
  }

  /** Says how much of the caller's bucket is left. */
  static void limit(RoutingContext context, RateLimit limit) {
    context
        .response()
        .putHeader("RateLimit-Policy", limit.policyHeader())
        .putHeader("RateLimit", limit.limitHeader());
  }

  /** Writes an answer. */
  static void answer(RoutingContext context, Answer answer) {
    switch (answer) {
      case Answer.Success(int status, JsonObject body, var headers) -> {
        var response = context.response().setStatusCode(status);
        headers.forEach(response::putHeader);
        response.putHeader("Cache-Control", "no-store");
        if (status == 204) {
          response.end();
        } else {
          response.putHeader("Content-Type", "application/json").end(body.toBuffer());
        }
      }
      case Answer.Refused(Problem problem) -> refuse(context, problem);
    }
  }

  /** Writes a problem. */
  public static void refuse(RoutingContext context, Problem problem) {
    var response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response
        .setStatusCode(problem.status())
        .putHeader("Cache-Control", "no-store")
        .putHeader("Content-Type", "application/problem+json");
    if (problem.status() == 401) {
      response.putHeader("WWW-Authenticate", "Bearer realm=\"openbell\"");
    }
    if (problem.status() == 503
        || (problem.status() == 429 && !response.headers().contains("Retry-After"))) {
      response.putHeader("Retry-After", RETRY_AFTER_SECONDS);
    }
    var trace = RequestTrace.of(context);
    response.end(
        problem
            .toJson(context.request().path(), trace == null ? "" : trace.requestId())
            .toBuffer());
  }

  /** Writes what a failure means; logs it where it is ours. */
  public static void fail(RoutingContext context) {
    refuse(context, problem(context));
  }

  private static Problem problem(RoutingContext context) {
    var failure = context.failure();
    var command = !context.request().method().equals(HttpMethod.GET);
    return switch (failure) {
      case Fault fault -> Problem.of(fault, command);
      case HttpException http -> ofStatus(http.getStatusCode(), command);
      case null -> ofStatus(context.statusCode(), command);
      default -> bug(context, failure, command);
    };
  }

  private static Problem ofStatus(int status, boolean command) {
    return switch (status) {
      case 400 -> Problem.refused(400, "request.malformed", "The request is malformed.");
      case 404 -> Problem.refused(404, "request.unknown_route", "There is no such address.");
      case 405 -> Problem.refused(405, "request.method_not_allowed", "Not with this method.");
      case 413 -> Problem.refused(413, "request.too_large", "The body is too large.");
      case 414 -> Problem.refused(414, "request.too_large", "The address is too long.");
      default -> Problem.internal(command);
    };
  }

  private static Problem bug(RoutingContext context, Throwable failure, boolean command) {
    var trace = RequestTrace.of(context);
    LOG.error(
        "request {} {} {} failed",
        trace == null ? "" : trace.requestId(),
        context.request().method(),
        context.request().path(),
        failure);
    return Problem.internal(command);
  }
}
