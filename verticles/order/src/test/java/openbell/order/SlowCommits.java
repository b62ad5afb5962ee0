package openbell.order;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import openbell.runtime.Endpoints;

/**
 * A TCP proxy before a Postgres whose commits take a while: what a client sends with a COMMIT in it
 * is passed on later, and everything behind it on the same connection. Thread-safe.
 */
final class SlowCommits {
  private final Vertx vertx;
  private final Endpoints.Postgres server;
  private final AtomicInteger delayed = new AtomicInteger();
  private volatile long delayMs;
  private int port;

  private SlowCommits(Vertx vertx, Endpoints.Postgres server) {
    this.vertx = vertx;
    this.server = server;
  }

  /** A proxy that does not delay yet. */
  static SlowCommits before(Vertx vertx, Endpoints.Postgres server) {
    var proxy = new SlowCommits(vertx, server);
    var listening =
        OrderPlatform.await(
            vertx.createNetServer().connectHandler(proxy::arrived).listen(0, "127.0.0.1"));
    proxy.port = listening.actualPort();
    return proxy;
  }

  /** Where clients find the database. */
  Endpoints.Postgres endpoint() {
    return new Endpoints.Postgres(
        "127.0.0.1", port, server.database(), server.user(), server.password());
  }

  /** From now on each commit takes so much longer; 0: no more. */
  void delay(long millis) {
    delayMs = millis;
  }

  /** Commits that were delayed so far. */
  int delayed() {
    return delayed.get();
  }

  private void arrived(NetSocket client) {
    client.pause();
    vertx
        .createNetClient()
        .connect(server.port(), server.host())
        .onFailure(refused -> client.close())
        .onSuccess(
            there -> {
              there.handler(client::write);
              client.handler(bytes -> pass(bytes, client, there));
              client.closeHandler(closed -> there.close());
              there.closeHandler(closed -> client.close());
              client.resume();
            });
  }

  private void pass(Buffer bytes, NetSocket client, NetSocket there) {
    var wait = delayMs;
    if (wait == 0 || !bytes.toString("ISO-8859-1").contains("COMMIT")) {
      there.write(bytes);
      return;
    }
    delayed.incrementAndGet();
    client.pause();
    vertx
        .timer(wait, TimeUnit.MILLISECONDS)
        .onSuccess(
            waited -> {
              there.write(bytes);
              client.resume();
            });
  }
}
