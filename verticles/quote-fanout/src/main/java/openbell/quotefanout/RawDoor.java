package openbell.quotefanout;

import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import openbell.quotefanout.raw.JsonCodec;
import openbell.quotefanout.raw.ProtobufCodec;
import openbell.quotefanout.raw.RawCodec;

/** Upgrades requests for {@code /ws/v1} and {@code /ws/v1/orders}. On one event loop. */
final class RawDoor {
  private static final String SUBPROTOCOL = "Sec-WebSocket-Protocol";
  private static final List<RawCodec> CODECS = List.of(new JsonCodec(), new ProtobufCodec());

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
    var codec = codec(request.request().getHeader(SUBPROTOCOL));
    if (codec.isPresent()) {
      upgrades.accept(
          request,
          FanoutMetrics.Transport.WEBSOCKET,
          (socket, sink) -> connect(socket, sink, codec.get()));
    } else {
      Upgrades.refuse(request, 400, "request.unknown_subprotocol");
    }
  }

  /** The first known one of those that the client names; JSON if it names none. */
  private static Optional<RawCodec> codec(String subprotocols) {
    if (subprotocols == null) {
      return Optional.of(CODECS.getFirst());
    }
    return Arrays.stream(subprotocols.split(",", -1))
        .flatMap(name -> CODECS.stream().filter(codec -> codec.subprotocol().equals(name.trim())))
        .findFirst();
  }

  private void connect(ServerWebSocket socket, FrameSink sink, RawCodec codec) {
    var session = new RawSession(engine, sink, codec);
    socket.closeHandler(closed -> session.ended());
    sink.onRefused(session::refuse);
    socket.textMessageHandler(session::receive);
    socket.binaryMessageHandler(session::receive);
    socket.frameHandler(session::heard);
    engine.join(session, RawSession.DEFAULT_WINDOW_MS);
  }
}
