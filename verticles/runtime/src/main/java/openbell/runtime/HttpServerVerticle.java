package openbell.runtime;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;

/**
 * The node's HTTP server: one instance per event loop, all on one port, each with its own instances
 * of the mounts.
 */
public final class HttpServerVerticle extends VerticleBase {
  private static final int MAX_FRAME_BYTES = 64 * 1024;
  private static final int IDLE_SECONDS = 90;
  private static final long HEAD_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int NEXT_HEADS = 9;
  private static final long SWEEP_MS = 500;

  private final List<HttpMount.Factory> mounts;
  private final int port;
  private final long headNanos;
  private int compressionLevel;
  private List<HttpMount> mounted = List.of();
  private HttpServer server;

  /**
   * One instance of the server.
   *
   * @param mounts in the order in which their routes are tried
   * @param port the port, or 0 for any free one
   */
  public HttpServerVerticle(List<HttpMount.Factory> mounts, int port) {
    this(mounts, port, HEAD_NANOS);
  }

  /**
   * As above, with another time for a connection's first request head.
   *
   * @param headNanos from the connection to the end of the first head; nine times as long from an
   *     answer to the next one
   */
  public HttpServerVerticle(List<HttpMount.Factory> mounts, int port, long headNanos) {
    this.mounts = mounts;
    this.port = port;
    this.headNanos = headNanos;
  }

  /**
   * As configured by {@code http.webSocketCompression}: the level of permessage-deflate where a
   * client offers it, 1 to 9, or 0 for none. To be called before deployment.
   */
  public HttpServerVerticle compressing(int level) {
    if (level < 0 || level > Deflater.BEST_COMPRESSION) {
      throw new ConfigException("http.webSocketCompression takes 0 to 9, not " + level + ".");
    }
    compressionLevel = level;
    return this;
  }

  @Override
  public Future<?> start() {
    var router = Router.router(vertx);
    var heads = new HeadDeadlines(headNanos, NEXT_HEADS * headNanos);
    router.route().handler(heads::headCame);
    mounted = mounts.stream().map(HttpMount.Factory::create).toList();
    mounted.forEach(mount -> mount.mount(router));
    var options =
        new HttpServerOptions()
            // A negative port is any free one, the same for all instances of this deployment.
            .setPort(port == 0 ? -1 : port)
            .setHost("0.0.0.0")
            .setMaxWebSocketFrameSize(MAX_FRAME_BYTES)
            .setMaxWebSocketMessageSize(MAX_FRAME_BYTES)
            .setPerMessageWebSocketCompressionSupported(compressionLevel > 0)
            .setPerFrameWebSocketCompressionSupported(false)
            .setWebSocketSubProtocols(List.of("openbell.v1.json", "openbell.v1.protobuf"))
            .setHttp2ClearTextEnabled(false)
            .setIdleTimeout(IDLE_SECONDS);
    vertx.setPeriodic(SWEEP_MS, tick -> heads.sweep());
    server =
        vertx.createHttpServer(options).connectionHandler(connected(heads)).requestHandler(router);
    return server.listen();
  }

  private Handler<HttpConnection> connected(HeadDeadlines heads) {
    if (compressionLevel == 0) {
      return heads::connected;
    }
    var compression = new WebSocketCompression(compressionLevel, MAX_FRAME_BYTES);
    return connection -> {
      compression.install(connection);
      heads.connected(connection);
    };
  }

  @Override
  public Future<?> stop() {
    return Future.join(mounted.stream().map(HttpMount::drain).toList()).eventually(server::close);
  }

  /** The port in use. */
  public int actualPort() {
    return server.actualPort();
  }
}
