package openbell.quotefanout;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import openbell.wire.stream.ClientMessage;
import openbell.wire.stream.Quotes;
import openbell.wire.stream.ServerMessage;

/**
 * A client of the Protobuf door that knows the published schema and no more. Its transcripts are in
 * Protobuf's text format; stamps are made absolute, so that the base time need not be known.
 */
final class ProtobufClientDouble {
  private final WebSocket socket;
  private final BlockingQueue<ServerMessage> received = new LinkedBlockingQueue<>();
  private final BlockingQueue<Short> closes = new LinkedBlockingQueue<>();

  private ProtobufClientDouble(WebSocket socket) {
    this.socket = socket;
  }

  static ProtobufClientDouble open(FanoutServer server, String path) {
    var client = server.clients().createWebSocketClient(new WebSocketClientOptions());
    var options =
        new WebSocketConnectOptions()
            .setPort(server.port())
            .setHost("localhost")
            .setURI(path)
            .addSubProtocol("openbell.v1.protobuf");
    return FanoutServer.await(
        client
            .connect(options)
            .map(
                socket -> {
                  var mine = new ProtobufClientDouble(socket);
                  socket.binaryMessageHandler(mine::received);
                  socket.closeHandler(closed -> mine.closes.add(socket.closeStatusCode()));
                  return mine;
                }));
  }

  private void received(Buffer message) {
    try {
      received.add(ServerMessage.parseFrom(message.getBytes()));
    } catch (InvalidProtocolBufferException malformed) {
      throw new AssertionError("the server's message is malformed", malformed);
    }
  }

  String subprotocol() {
    return socket.subProtocol();
  }

  void send(byte[] bytes) {
    FanoutServer.await(socket.writeBinaryMessage(Buffer.buffer(bytes)));
  }

  void sendText(String text) {
    FanoutServer.await(socket.writeTextMessage(text));
  }

  /** The next message, as it came; heartbeats are passed over. */
  ServerMessage next() {
    var message = poll();
    while (message.hasHeartbeat()) {
      message = poll();
    }
    return message;
  }

  ServerMessage nextHeartbeat() {
    var message = poll();
    while (!message.hasHeartbeat()) {
      message = poll();
    }
    return message;
  }

  private ServerMessage poll() {
    try {
      var message = received.poll(10, TimeUnit.SECONDS);
      assertThat(message).as("a message within 10 s").isNotNull();
      return message;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    }
  }

  /** The code that the server closed with. */
  int closeCode() {
    try {
      var code = closes.poll(20, TimeUnit.SECONDS);
      assertThat(code).as("a close within 20 s").isNotNull();
      return code;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    }
  }

  /** Lines {@code > sent} and {@code < received}, each a message in text format. */
  void follow(String transcript) {
    for (var line : transcript.lines().toList()) {
      var text = line.substring(2);
      switch (line.charAt(0)) {
        case '>' -> send(parse(text, ClientMessage.newBuilder()).build().toByteArray());
        case '<' ->
            assertThat(absolute(next())).isEqualTo(parse(text, ServerMessage.newBuilder()).build());
        default -> throw new IllegalArgumentException(line);
      }
    }
  }

  private static <B extends com.google.protobuf.Message.Builder> B parse(String text, B builder) {
    try {
      TextFormat.merge(text, builder);
      return builder;
    } catch (TextFormat.ParseException malformed) {
      throw new IllegalArgumentException(text, malformed);
    }
  }

  private static ServerMessage absolute(ServerMessage message) {
    if (!message.hasQuotes()) {
      return message;
    }
    return message.toBuilder().setQuotes(absolute(message.getQuotes())).build();
  }

  /** With stamps since 1970, and without their base. */
  static Quotes absolute(Quotes quotes) {
    var base = quotes.getBaseTime();
    var absolute = quotes.toBuilder().clearBaseTime();
    for (var quote : absolute.getSnapshotsBuilderList()) {
      absolute(quote, base);
    }
    for (var quote : absolute.getUpdatesBuilderList()) {
      absolute(quote, base);
    }
    for (var change : absolute.getChangesBuilderList()) {
      if (change.hasTime()) {
        change.setTime(base + change.getTime());
      }
      if (change.hasDepthTime()) {
        change.setDepthTime(base + change.getDepthTime());
      }
    }
    return absolute.build();
  }

  private static void absolute(openbell.wire.stream.Quote.Builder quote, long base) {
    if (quote.hasTime()) {
      quote.setTime(base + quote.getTime());
    }
    if (quote.hasDepthTime()) {
      quote.setDepthTime(base + quote.getDepthTime());
    }
  }
}
