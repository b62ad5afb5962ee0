package openbell.runtime;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.List;

/**
 * The node's HTTP server: one instance per event loop, all on one port, each with its own instances
 * of the mounts.
 */
public final class HttpServerVerticle extends VerticleBase {
  private static final int MAX_FRAME_BYTES = 64 * 1024;

  private final List<HttpMount.Factory> mounts;
  private final int port;
  private HttpServer server;

  /**
   * One instance of the server.
   *
   * @param mounts in the order in which their routes are tried
   * @param port the port, or 0 for any free one
   */
  public HttpServerVerticle(List<HttpMount.Factory> mounts, int port) {
    this.mounts = mounts;
    this.port = port;
  }

  @Override
  public Future<?> start() {
    var router = Router.router(vertx);
    mounts.forEach(factory -> factory.create().mount(router));
    var options =
        new HttpServerOptions()
            // A negative port is any free one, the same for all instances of this deployment.
            .setPort(port == 0 ? -1 : port)
            .setHost("0.0.0.0")
            .setMaxWebSocketFrameSize(MAX_FRAME_BYTES)
            .setMaxWebSocketMessageSize(MAX_FRAME_BYTES)
            .setPerMessageWebSocketCompressionSupported(false)
            .setPerFrameWebSocketCompressionSupported(false)
            .setWebSocketSubProtocols(List.of("openbell.v1.json"))
            .setIdleTimeout(90);
    server = vertx.createHttpServer(options).requestHandler(router);
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
}
