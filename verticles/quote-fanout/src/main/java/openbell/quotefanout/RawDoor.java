package openbell.quotefanout;

import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Upgrades requests for {@code /ws/v1} and {@code /ws/v1/orders}. On one event loop. */
final class RawDoor {
  private final FanoutEngine engine;
  private final Upgrades upgrades;

  RawDoor(FanoutEngine engine, Upgrades upgrades) {
    this.engine = engine;
    this.upgrades = upgrades;
  }

  void mount(Router router) {
    router.get("/ws/v1").handler(this::upgrade);
    router.get("/ws/v1/orders").handler(this::upgrade);
  }

  private void upgrade(RoutingContext request) {
    upgrades.accept(request, FanoutMetrics.Transport.WEBSOCKET, this::connect);
  }

  private void connect(ServerWebSocket socket, FrameSink sink) {
    var session = new RawSession(engine, sink);
    socket.closeHandler(closed -> session.ended());
    sink.onRefused(session::refuse);
    socket.textMessageHandler(session::receive);
    socket.binaryMessageHandler(binary -> session.receive("binary"));
    socket.frameHandler(session::heard);
    engine.join(session, RawSession.DEFAULT_WINDOW_MS);
  }
}
