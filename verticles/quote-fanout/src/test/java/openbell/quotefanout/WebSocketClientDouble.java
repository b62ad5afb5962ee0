package openbell.quotefanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.Json;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A client that keeps what it receives, and can follow a transcript of what it should. */
final class WebSocketClientDouble {
  private final WebSocket socket;
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private Predicate<String> ignored = text -> text.startsWith("{\"type\":\"heartbeat\"");

  private WebSocketClientDouble(WebSocket socket) {
    this.socket = socket;
  }

  static WebSocketClientDouble open(Vertx vertx, int port, String path) {
    return open(
        vertx, new WebSocketConnectOptions().setPort(port).setHost("localhost").setURI(path));
  }

  static WebSocketClientDouble open(Vertx vertx, WebSocketConnectOptions options) {
    var client =
        vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(10_000));
    var opened =
        client
            .connect(options)
            .map(
                socket -> {
                  var mine = new WebSocketClientDouble(socket);
                  socket.textMessageHandler(mine.received::add);
                  socket.binaryMessageHandler(
                      bytes -> mine.received.add("binary " + bytes.toString()));
                  socket.closeHandler(
                      closed -> mine.received.add("close " + socket.closeStatusCode()));
                  return mine;
                });
    return FanoutServer.await(opened);
  }

  WebSocketClientDouble keepingHeartbeats() {
    ignored = text -> false;
    return this;
  }

  void send(String text) {
    FanoutServer.await(socket.writeTextMessage(text));
  }

  void sendBinary(String text) {
    FanoutServer.await(socket.writeBinaryMessage(Buffer.buffer(text)));
  }

  /** The next message; heartbeats are passed over. */
  String next() {
    try {
      while (true) {
        var text = received.poll(10, TimeUnit.SECONDS);
        assertThat(text).as("a message within 10 s").isNotNull();
        if (!ignored.test(text)) {
          return text;
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    }
  }

  /** Reads on until a message fits; returns it. */
  String nextWhere(Predicate<String> fits) {
    while (true) {
      var text = next();
      if (fits.test(text)) {
        return text;
      }
      assertThat(text).doesNotStartWith("close ");
    }
  }

  /** Lines {@code > sent} and {@code < received}; JSON is compared as JSON. */
  void follow(String transcript) {
    for (var line : transcript.lines().toList()) {
      var text = line.substring(2);
      switch (line.charAt(0)) {
        case '>' -> send(text);
        case '<' -> expect(text);
        default -> throw new IllegalArgumentException(line);
      }
    }
  }

  private void expect(String wanted) {
    var actual = next();
    if (wanted.startsWith("{") && actual.startsWith("{")) {
      assertThat(Json.decodeValue(actual)).isEqualTo(Json.decodeValue(wanted));
    } else {
      assertThat(actual).isEqualTo(wanted);
    }
  }

  void close() {
    FanoutServer.await(socket.close());
  }

  WebSocket socket() {
    return socket;
  }
}
