package openbell.quotefanout;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * Who may open a socket or a stream: origin checked, connections bounded. A browser of a foreign
 * origin is refused, a client that names none (no browser) is not. On one event loop.
 */
final class Upgrades {
  private final FanoutConfig config;
  private final FanoutMetrics metrics;
  private final FrameSink.Factory sinks;
  private final BooleanSupplier draining;

  /**
   * A check for the calling loop.
   *
   * @param sinks how frames reach a socket
   */
  Upgrades(FanoutEngine engine, FrameSink.Factory sinks) {
    this.config = engine.config();
    this.metrics = engine.metrics();
    this.sinks = sinks;
    this.draining = engine::isDraining;
  }

  /** Upgrades the request and gives the socket on, or answers 403, 426 or 503. */
  void accept(
      RoutingContext request,
      FanoutMetrics.Transport transport,
      BiConsumer<ServerWebSocket, FrameSink> door) {
    if (!request.request().canUpgradeToWebSocket()) {
      request.response().putHeader(HttpHeaders.UPGRADE, "websocket");
      refuse(request, 426, "request.upgrade_required");
    } else if (admit(request, transport)) {
      var connection = request.request().connection();
      request
          .request()
          .toWebSocket()
          .onSuccess(socket -> door.accept(socket, sinks.create(connection, socket)))
          .onFailure(failure -> metrics.leave(transport));
    }
  }

  /** Counts a client in, or answers 403 or 503. */
  boolean admit(RoutingContext request, FanoutMetrics.Transport transport) {
    if (!isOwnOrigin(request)) {
      refuse(request, 403, "request.foreign_origin");
    } else if (draining.getAsBoolean()) {
      refuseForNow(request, "system.draining");
    } else if (!metrics.admit(transport, config.maxConnections())) {
      refuseForNow(request, "quota.too_many_connections");
    } else {
      return true;
    }
    return false;
  }

  private static void refuseForNow(RoutingContext request, String code) {
    request.response().putHeader("Retry-After", "5");
    refuse(request, 503, code);
  }

  /** Whether the request's Origin, if any, is this host or a configured one. */
  boolean isOwnOrigin(RoutingContext request) {
    var origin = request.request().getHeader(HttpHeaders.ORIGIN);
    if (origin == null || config.origins().contains("*") || config.origins().contains(origin)) {
      return true;
    }
    var host = request.request().getHeader(HttpHeaders.HOST);
    try {
      return host != null && host.equals(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  static void refuse(RoutingContext request, int status, String code) {
    var problem =
        new JsonObject()
            .put("type", "about:blank")
            .put("status", status)
            .put("code", code)
            .put("outcome", "NOT_APPLIED");
    request
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
        .end(problem.encode());
  }
}
