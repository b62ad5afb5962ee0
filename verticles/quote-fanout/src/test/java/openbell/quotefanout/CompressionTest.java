package openbell.quotefanout;

import static openbell.quotefanout.FanoutServer.quote;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import openbell.quotefanout.PlainSocket.Frame;
import openbell.wire.marketdata.Quote;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** permessage-deflate (RFC 7692) as clients of plain TCP see it. */
class CompressionTest {
  private static final String ON = "http.webSocketCompression=1";
  private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate\r\n";
  private static final String PING = "{\"action\":\"ping\"}";
  private static final String PONG = "{\"type\":\"pong\"}";
  private static final int TEXT = 0x81;
  private static final int COMPRESSED_TEXT = 0xc1;
  private static final byte[] LEFT_OUT = {0, 0, -1, -1};

  private static final FrameSink.Factory PUBLIC_API =
      (connection, socket) -> new VertxFrameSink(socket);

  @Test
  void isNotAgreedWhereItIsOff() throws IOException {
    try (var server = FanoutServer.start();
        var client = PlainSocket.upgrade(server.port(), "/ws/v1", OFFER)) {
      assertThat(client.head()).doesNotContain("permessage-deflate");
      client.send(PING);
      assertThat(client.frame()).isEqualTo("810f " + PONG);

      client.frame(COMPRESSED_TEXT, deflate(PING, new Deflater(6, true)));

      assertThat(client.lastFrame()).endsWith(" 1002");
    }
  }

  @Test
  void isNotAgreedWithWhoDoesNotOfferIt() throws IOException {
    try (var server = FanoutServer.start(ON);
        var client = PlainSocket.upgrade(server.port(), "/ws/v1")) {
      assertThat(client.head()).doesNotContain("permessage-deflate");
      client.send(PING);
      assertThat(client.frame()).isEqualTo("810f " + PONG);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "permessage-deflate; server_max_window_bits=9",
        "permessage-deflate; unheard_of",
        "x-webkit-deflate-frame"
      })
  void termsThatCannotBeKeptAreNotAgreedTo(String offer) throws IOException {
    try (var server = FanoutServer.start(ON);
        var client =
            PlainSocket.upgrade(
                server.port(), "/ws/v1", "Sec-WebSocket-Extensions: " + offer + "\r\n")) {
      assertThat(client.head()).doesNotContain("Extensions");
      client.send(PING);
      assertThat(client.frame()).isEqualTo("810f " + PONG);
    }
  }

  /** The same messages, whether they are compressed or not and on whichever path. */
  @ParameterizedTest
  @ValueSource(strings = {"/ws/v1", "/eventbus/000/abc/websocket", "/eventbus/websocket"})
  void compressedMessagesAreThoseThatAreNot(String path) throws IOException {
    var plain = messages(QuoteFanout::fastest, path, "");

    assertThat(messages(QuoteFanout::fastest, path, OFFER)).isEqualTo(plain);
    assertThat(messages(PUBLIC_API, path, OFFER)).isEqualTo(plain);
  }

  /** What a client is told that watches 600 symbols, which takes several frames. */
  private static String messages(FrameSink.Factory sinks, String path, String offer)
      throws IOException {
    try (var server = FanoutServer.start(1, sinks, ON);
        var client = PlainSocket.upgrade(server.port(), path, offer)) {
      assertThat(client.head().contains("permessage-deflate")).isEqualTo(!offer.isEmpty());
      server.feed(manyQuotes(server));
      for (var request : requests(path)) {
        client.send(request);
      }
      var told = new StringBuilder();
      var compressed = 0;
      while (told.indexOf("1.0599") < 0) {
        var frame = client.rawFrame();
        compressed += isCompressed(frame) ? 1 : 0;
        var message = inflate(frame);
        if (!message.contains("heartbeat")) {
          told.append(message).append('\n');
        }
      }
      assertThat(compressed > 0).isEqualTo(!offer.isEmpty());
      return told.toString();
    }
  }

  private static Quote.Builder[] manyQuotes(FanoutServer server) {
    var quotes = new Quote.Builder[600];
    for (var i = 0; i < quotes.length; i++) {
      server.list("XNSE:S" + i);
      quotes[i] = quote("XNSE:S" + i, 1, 10_000 + i).setBidPx(9_000).setAskPx(11_000);
    }
    return quotes;
  }

  private static List<String> requests(String path) {
    if (path.equals("/ws/v1")) {
      var symbols = new StringBuilder("\"S0\"");
      for (var i = 1; i < 600; i++) {
        symbols.append(",\"S").append(i).append('"');
      }
      return List.of("{\"action\":\"subscribe\",\"symbols\":[" + symbols + "]}");
    }
    var one = "{\"type\":\"register\",\"address\":\"quotes.S599\"}";
    return List.of(
        path.endsWith("abc/websocket") ? "[\"" + one.replace("\"", "\\\"") + "\"]" : one);
  }

  @Test
  void aShortMessageStaysAsItIsAndALongOneIsHalfAsLongAtMost() throws IOException {
    try (var server = FanoutServer.start(ON);
        var client = PlainSocket.upgrade(server.port(), "/ws/v1", OFFER)) {
      server.feed(manyQuotes(server));
      client.send(PING);
      assertThat(client.frame()).isEqualTo("810f " + PONG);
      client.send(requests("/ws/v1").getFirst());

      var subscribed = client.rawFrame();

      assertThat(isCompressed(subscribed)).isTrue();
      assertThat(subscribed.payload().length()).isLessThan(inflate(subscribed).length() / 2);
    }
  }

  @Test
  void aClientsMessagesMayReferToThoseBefore() throws IOException {
    try (var server = FanoutServer.start(ON);
        var client = PlainSocket.upgrade(server.port(), "/ws/v1", OFFER)) {
      var window = new Deflater(9, true);
      var first = deflate(PING, window);
      var second = deflate(PING, window);
      assertThat(second.length).as("refers to the first").isLessThan(first.length);

      client.frame(COMPRESSED_TEXT, first);
      client.frame(TEXT, PING.getBytes(StandardCharsets.US_ASCII));
      client.frame(COMPRESSED_TEXT, second);
      client.frame(COMPRESSED_TEXT, deflate(PING, window));

      for (var answer = 0; answer < 4; answer++) {
        assertThat(nextButHeartbeat(client)).isEqualTo("810f " + PONG);
      }
    }
  }

  /** Far more than a window: what is kept of it is what the client's compressor still has. */
  @Test
  void aWindowThatIsFullGoesOn() throws IOException {
    var seed = System.nanoTime();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    try (var server = FanoutServer.start(ON);
        var client = PlainSocket.upgrade(server.port(), "/ws/v1", OFFER)) {
      var window = new Deflater(9, true);
      for (var message = 0; message < 60; message++) {
        var padding = new byte[random.nextInt(2_000)];
        for (var i = 0; i < padding.length; i++) {
          padding[i] = (byte) ('a' + random.nextInt(26));
        }
        var id = new String(padding, StandardCharsets.US_ASCII);
        client.frame(
            COMPRESSED_TEXT, deflate("{\"action\":\"ping\",\"x\":\"" + id + "\"}", window));
        assertThat(nextButHeartbeat(client)).isEqualTo("810f " + PONG);
      }
    }
  }

  @Test
  void withoutContextNothingOfAClientIsKept() throws IOException {
    var offer = "Sec-WebSocket-Extensions: permessage-deflate; client_no_context_takeover\r\n";
    try (var server = FanoutServer.start(ON);
        var client = PlainSocket.upgrade(server.port(), "/ws/v1", offer)) {
      assertThat(client.head()).contains("client_no_context_takeover");
      for (var message = 0; message < 3; message++) {
        client.frame(COMPRESSED_TEXT, deflate(PING, new Deflater(9, true)));
        assertThat(nextButHeartbeat(client)).isEqualTo("810f " + PONG);
      }
    }
  }

  @Test
  void aCompressedMessageMayComeInPiecesWithPingsBetween() throws IOException {
    try (var server = FanoutServer.start(ON);
        var client = PlainSocket.upgrade(server.port(), "/ws/v1", OFFER)) {
      var message = deflate(PING, new Deflater(6, true));
      client.frame(0x41, Arrays.copyOfRange(message, 0, 5));
      client.frame(0x89, new byte[] {'!'});
      client.frame(0x00, Arrays.copyOfRange(message, 5, 9));
      client.frame(0x80, Arrays.copyOfRange(message, 9, message.length));

      assertThat(nextButHeartbeat(client)).isEqualTo("8a01 !");
      assertThat(nextButHeartbeat(client)).isEqualTo("810f " + PONG);
    }
  }

  @Test
  void whatInflatesBeyondTheBoundIsTooLarge() throws IOException {
    try (var server = FanoutServer.start(ON);
        var client = PlainSocket.upgrade(server.port(), "/ws/v1", OFFER)) {
      var neighbour = Neighbour.of(server);
      var bomb = deflate(" ".repeat(40 * 1024 * 1024), new Deflater(9, true));
      assertThat(bomb.length).isLessThan(64 * 1024);

      client.frame(COMPRESSED_TEXT, bomb);

      assertThat(client.framesUntil("request.too_large")).contains("error");
      assertThat(client.lastFrame()).endsWith(" 1009");
      neighbour.isServed();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0xc1, 0xa1, 0x91, 0xf1})
  void bytesThatDoNotInflateAndUnknownBitsAreAProtocolError(int firstByte) throws IOException {
    try (var server = FanoutServer.start(ON);
        var client = PlainSocket.upgrade(server.port(), "/ws/v1", OFFER)) {
      client.frame(firstByte, new byte[] {-1, -1, -1, -1});
      client.frame(firstByte, new byte[] {-1, -1, -1, -1});

      assertThat(client.lastFrame()).endsWith(" 1002");
    }
  }

  private static String nextButHeartbeat(PlainSocket client) throws IOException {
    var frame = client.frame();
    while (frame.contains("heartbeat")) {
      frame = client.frame();
    }
    return frame;
  }

  private static boolean isCompressed(Frame frame) {
    return (Integer.parseInt(frame.header().substring(0, 2), 16) & 0x40) != 0;
  }

  private static byte[] deflate(String message, Deflater window) {
    window.setInput(message.getBytes(StandardCharsets.US_ASCII));
    var out = new byte[128 * 1024];
    var length = window.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
    return Arrays.copyOf(out, length - LEFT_OUT.length);
  }

  private static String inflate(Frame frame) {
    if (!isCompressed(frame)) {
      return frame.payload().toString();
    }
    var inflater = new Inflater(true);
    inflater.setInput(Buffer.buffer(frame.payload().getBytes()).appendBytes(LEFT_OUT).getBytes());
    var message = new ByteArrayOutputStream();
    var piece = new byte[4_096];
    try {
      for (var count = inflater.inflate(piece); count > 0; count = inflater.inflate(piece)) {
        message.write(piece, 0, count);
      }
      return message.toString(StandardCharsets.UTF_8);
    } catch (DataFormatException malformed) {
      throw new AssertionError("the server's message does not inflate", malformed);
    } finally {
      inflater.end();
    }
  }
}
