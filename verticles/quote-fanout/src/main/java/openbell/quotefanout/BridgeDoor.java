package openbell.quotefanout;

import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandlerOptions;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;

/**
 * The SockJS endpoint {@code /eventbus}: its WebSocket transports on the fast path, every other one
 * through vertx-web's SockJS sessions. On one event loop.
 */
final class BridgeDoor {
  private static final String SOCKJS_WEBSOCKET =
      "\\/eventbus\\/[^\\/\\.]+\\/[^\\/\\.]+\\/websocket";
  private static final int MAX_BODY_BYTES = 64 * 1024;

  private final Vertx vertx;
  private final FanoutEngine engine;
  private final Upgrades upgrades;

  BridgeDoor(FanoutEngine engine, Upgrades upgrades) {
    this.vertx = engine.node().vertx();
    this.engine = engine;
    this.upgrades = upgrades;
  }

  void mount(Router router) {
    router
        .getWithRegex(SOCKJS_WEBSOCKET)
        .handler(
            request ->
                upgrades.accept(
                    request, FanoutMetrics.Transport.SOCKJS_WEBSOCKET, this::connectSockJs));
    router
        .get("/eventbus/websocket")
        .handler(
            request ->
                upgrades.accept(request, FanoutMetrics.Transport.SOCKJS_RAW, this::connectRaw));
    router.route("/eventbus/*").handler(this::ownOriginAlone);
    // Without it 19 of the 65 protocol tests fail: the session reads bodies after an await.
    router.post("/eventbus/*").handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES));
    router
        .route("/eventbus/*")
        .subRouter(
            SockJSHandler.create(vertx, new SockJSHandlerOptions())
                .socketHandler(this::connectFallback));
  }

  private void ownOriginAlone(RoutingContext request) {
    if (upgrades.isOwnOrigin(request)) {
      request.next();
    } else {
      Upgrades.refuse(request, 403, "request.foreign_origin");
    }
  }

  private void connectSockJs(ServerWebSocket socket, FrameSink sink) {
    var session =
        new BridgeSession(engine, FanoutMetrics.Transport.SOCKJS_WEBSOCKET, new SockJsWire(sink));
    socket.textMessageHandler(text -> receiveAll(session, text));
    socket.binaryMessageHandler(binary -> session.receive("binary"));
    follow(session, socket, sink);
  }

  private void connectRaw(ServerWebSocket socket, FrameSink sink) {
    var session =
        new BridgeSession(engine, FanoutMetrics.Transport.SOCKJS_RAW, new RawBridgeWire(sink));
    socket.textMessageHandler(session::receive);
    socket.binaryMessageHandler(binary -> session.receive(binary.toString()));
    follow(session, socket, sink);
  }

  private void follow(BridgeSession session, ServerWebSocket socket, FrameSink sink) {
    socket.closeHandler(closed -> session.ended());
    socket.frameHandler(session::heard);
    sink.onRefused(session::refuse);
    engine.join(session, BridgeSession.WINDOW_MS);
  }

  private void connectFallback(SockJSSocket socket) {
    var transport = FanoutMetrics.Transport.SOCKJS_FALLBACK;
    if (engine.isDraining()
        || !engine.metrics().admit(transport, engine.config().maxConnections())) {
      socket.close();
      return;
    }
    var session = new BridgeSession(engine, transport, new FallbackWire(socket));
    socket.handler(message -> session.receive(message.toString()));
    socket.closeHandler(closed -> session.ended());
    socket.exceptionHandler(failure -> session.ended());
    engine.join(session, BridgeSession.WINDOW_MS);
  }

  /** A SockJS client sends JSON strings in an array; an empty frame means nothing. */
  static void receiveAll(BridgeSession session, String frame) {
    if (frame.isEmpty()) {
      return;
    }
    try {
      for (var message : new JsonArray(frame)) {
        session.receive(message instanceof String text ? text : "");
      }
    } catch (DecodeException malformed) {
      session.receive("");
    }
  }
}
