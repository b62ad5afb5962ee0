package openbell.runtime;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/**
 * {@code /health/live}, {@code /health/ready} and {@code /metrics}; no secret, but not for the
 * public either: on 127.0.0.1 by default.
 */
public final class ManagementVerticle extends VerticleBase {
  private final Node node;
  private HttpServer server;

  public ManagementVerticle(Node node) {
    this.node = node;
  }

  @Override
  public Future<?> start() {
    var options =
        new HttpServerOptions()
            // An upgrade to HTTP/2 in clear text breaks answers of several frames off.
            .setHttp2ClearTextEnabled(false)
            .setHost(node.config().string("management.host"))
            .setPort(node.config().integer("management.port"));
    server = vertx.createHttpServer(options).requestHandler(this::answer);
    return server.listen();
  }

  @Override
  public Future<?> stop() {
    return server.close();
  }

  /** The port in use. */
  public int actualPort() {
    return server.actualPort();
  }

  private void answer(HttpServerRequest request) {
    switch (request.path()) {
      case "/health/live" -> json(request, 200, "{\"status\":\"UP\"}");
      case "/health/ready" ->
          json(request, node.health().isReady() ? 200 : 503, node.health().toJson().encode());
      case "/metrics" ->
          request
              .response()
              .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
              .end(node.metrics().scrape());
      default -> request.response().setStatusCode(404).end();
    }
  }

  private static void json(HttpServerRequest request, int status, String body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .end(body);
  }
}
