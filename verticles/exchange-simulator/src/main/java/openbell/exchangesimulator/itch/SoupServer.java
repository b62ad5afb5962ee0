package openbell.exchangesimulator.itch;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import openbell.exchangesimulator.itch.ItchDoorSettings.Login;

/**
 * Serves the session's log over SoupBinTCP 3.00: from any number on, then as it grows. A client
 * that takes nothing waits at its place in the log and costs no memory. On the tape's event loop.
 */
final class SoupServer {
  private static final int MAX_CLIENTS = 64;

  private final Vertx vertx;
  private final Supplier<ItchFeed> feed;
  private final Login login;
  private final Set<SoupSubscriber> clients = new LinkedHashSet<>();
  private NetServer server;

  SoupServer(Vertx vertx, Supplier<ItchFeed> feed, Login login) {
    this.vertx = vertx;
    this.feed = feed;
    this.login = login;
  }

  /** Answers the port in use. */
  Future<Integer> listen(String host, int port) {
    server = vertx.createNetServer().connectHandler(this::welcome);
    return server.listen(port, host).map(NetServer::actualPort);
  }

  /** The log has grown. */
  void pump() {
    clients.forEach(SoupSubscriber::pump);
  }

  /** Once a second: heartbeats, unless the feed may be old; the silent and the slow go. */
  void beat(boolean isLive) {
    var now = System.nanoTime();
    for (var client : List.copyOf(clients)) {
      if (client.isOverdue(now)) {
        client.close();
      } else if (isLive) {
        client.beat();
      }
    }
  }

  /** The session is over: whoever is logged in is told once it has all of it, and let go. */
  void endSession() {
    List.copyOf(clients).forEach(SoupSubscriber::end);
  }

  Future<Void> close() {
    return server == null ? Future.succeededFuture() : server.close();
  }

  private void welcome(NetSocket socket) {
    if (clients.size() == MAX_CLIENTS) {
      socket.close();
      return;
    }
    var client = new SoupSubscriber(socket, feed, login);
    clients.add(client);
    socket.closeHandler(closed -> clients.remove(client));
  }
}
