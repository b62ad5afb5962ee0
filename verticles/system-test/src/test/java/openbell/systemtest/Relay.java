package openbell.systemtest;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The network between a feed and one door of the exchange: passes bytes on, goes silent without a
 * word, or is gone. A door's long poll passes as long as anything does. Thread-safe.
 */
final class Relay {
  private enum State {
    OPEN,
    SILENT,
    CLOSED
  }

  private final Vertx vertx;
  private final int port = Ports.free();
  private final int door;
  private final NetClient client;
  private final Set<NetSocket> streams = ConcurrentHashMap.newKeySet();
  private final Set<NetSocket> sockets = ConcurrentHashMap.newKeySet();
  private NetServer server;
  private volatile State state = State.CLOSED;

  /** Leads to a port of this machine; nothing passes yet. */
  Relay(Vertx vertx, int door) {
    this.vertx = vertx;
    this.door = door;
    this.client = vertx.createNetClient();
  }

  /** Where a feed finds it. */
  String host() {
    return "127.0.0.1:" + port;
  }

  /** Connections that went silent stay so; new ones pass. */
  Future<?> open() {
    var listening = state == State.SILENT;
    state = State.OPEN;
    if (listening) {
      return Future.succeededFuture();
    }
    server = vertx.createNetServer().connectHandler(this::arrived);
    return server.listen(port, "127.0.0.1");
  }

  /** Connections stay, new ones are taken, and nothing passes; polls do. */
  void goSilent() {
    state = State.SILENT;
    streams.forEach(NetSocket::pause);
  }

  /** Every connection ends, and new ones are refused. */
  Future<?> close() {
    state = State.CLOSED;
    sockets.forEach(NetSocket::close);
    return server.close();
  }

  private void arrived(NetSocket feed) {
    keep(feed);
    feed.handler(
        first -> {
          feed.pause();
          var isPoll = first.toString().startsWith("GET /v1/poll");
          if (isPoll || state == State.OPEN) {
            connect(feed, first, isPoll);
          }
        });
  }

  private void connect(NetSocket feed, Buffer first, boolean isPoll) {
    client
        .connect(door, "127.0.0.1")
        .onFailure(refused -> feed.close())
        .onSuccess(
            there -> {
              keep(there);
              if (!isPoll) {
                streams.add(feed);
                streams.add(there);
              }
              there.write(first);
              pass(feed, there);
              pass(there, feed);
            });
  }

  private static void pass(NetSocket from, NetSocket to) {
    from.handler(to::write);
    from.closeHandler(closed -> to.close());
    from.resume();
  }

  private void keep(NetSocket socket) {
    sockets.add(socket);
    socket.exceptionHandler(failure -> socket.close());
  }
}
