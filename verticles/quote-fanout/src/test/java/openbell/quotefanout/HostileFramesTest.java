package openbell.quotefanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Frames and messages made to hurt: an error first, the end on repetition, and no neighbour hurt.
 */
class HostileFramesTest {
  private static final int TEXT = 0x81;
  private static final int FIRST_OF_TEXT = 0x01;
  private static final int CONTINUATION = 0x00;
  private static final int PING = 0x89;
  private static final int PONG = 0x8a;

  private FanoutServer server;
  private Neighbour neighbour;

  @BeforeEach
  void start() {
    server = FanoutServer.start();
    neighbour = Neighbour.of(server);
  }

  /** Whatever was done, the neighbour is served, and its socket is the last. */
  @AfterEach
  void stop() {
    neighbour.isServed();
    Awaiting.until(() -> server.connections() == 1);
    neighbour.isServed();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ws/v1", "/eventbus/websocket", "/eventbus/0/1/websocket"})
  void tenMegabytesInOneFrame(String path) throws IOException {
    try (var client = PlainSocket.upgrade(server.port(), path)) {
      Thread.startVirtualThread(() -> tenMegabytes(client));

      assertThat(client.framesUntil("request.too_large")).contains("err");
      assertThat(client.lastFrame()).endsWith(" 1009");
    }
  }

  private static void tenMegabytes(PlainSocket client) {
    try {
      client.frame(TEXT, new byte[10 * 1024 * 1024]);
    } catch (IOException closed) {
      // The server need not take all of it.
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ws/v1", "/eventbus/websocket"})
  void bytesThatAreNoUtf8(String path) throws IOException {
    var message = "{\"action\":\"ping\",\"type\":\"ping\",\"x\":\"?\"}";
    var bytes = message.getBytes(StandardCharsets.ISO_8859_1);
    bytes[bytes.length - 3] = (byte) 0xc3;
    try (var client = PlainSocket.upgrade(server.port(), path)) {
      for (var i = 0; i < 10; i++) {
        client.frame(TEXT, bytes);
      }

      var frames =
          client.framesUntil(path.startsWith("/ws") ? "request.malformed" : "invalid_json");
      assertThat(frames).doesNotContain("pong");
      assertThat(client.lastFrame()).endsWith(" 4004");
    }
  }

  static Stream<Arguments> bombs() {
    var digits = "9".repeat(40_000);
    return Stream.of(
        Arguments.of("deep arrays", "[".repeat(45_000)),
        Arguments.of("deep objects", "{\"a\":".repeat(8_000)),
        Arguments.of("a deep field", "{\"action\":\"ping\",\"x\":" + "[".repeat(20_000)),
        Arguments.of("a long number", "{\"action\":\"orders\",\"since\":" + digits + "}"),
        Arguments.of("a huge number", "{\"action\":\"orders\",\"since\":1e999999999}"),
        Arguments.of(
            "a number beyond 64 bits", "{\"action\":\"orders\",\"since\":18446744073709551616}"),
        Arguments.of("a fraction", "{\"action\":\"orders\",\"since\":0.5}"),
        Arguments.of(
            "a window beyond 64 bits",
            "{\"action\":\"subscribe\",\"symbols\":[\"M&M\"],\"windowMs\":18446744073709551616}"),
        Arguments.of(
            "a ratio of many digits",
            "{\"action\":\"subscribe\",\"symbols\":[\"M&M\"],\"minChange\":\"0."
                + "0".repeat(40_000)
                + "1\"}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bombs")
  void jsonBombs(String name, String bomb) {
    var client = server.connect("/ws/v1");

    for (var i = 0; i < 9; i++) {
      client.send(bomb);
      assertThat(client.next())
          .as(name)
          .contains("\"type\":\"error\",\"code\":\"request.malformed\"");
    }
    client.send("{\"action\":\"ping\"}");
    assertThat(client.next()).contains("pong");
    client.send(bomb);

    assertThat(client.next()).contains("request.malformed");
    assertThat(client.next()).isEqualTo("close 4004");
  }

  @Test
  void ofAKeyGivenTwiceTheLastCounts() {
    var client = server.connect("/ws/v1");

    client.send("{\"action\":\"fly\",\"action\":\"ping\"}");

    assertThat(client.next()).contains("pong");
    client.close();
  }

  @Test
  void moreSymbolsThanASocketMayWatch() {
    var names = IntStream.range(0, 1_500).mapToObj(i -> "S" + i).toList();
    names.forEach(name -> server.list("XNSE:" + name));
    var client = server.connect("/ws/v1");

    for (var from = 0; from < 1_500; from += 500) {
      client.send(subscribe(names.subList(from, from + 500)));
    }

    assertThat(client.nextWhere(text -> text.contains("error"))).contains("too_many_subscriptions");
    assertThat(client.next()).isEqualTo("close 4013");
    Awaiting.until(() -> server.watchedSymbols() == 1);
  }

  @Test
  void aHundredThousandSymbolsThatDoNotExist() {
    var client = server.connect("/ws/v1");

    for (var i = 0; i < 200; i++) {
      var from = i * 500;
      var names = IntStream.range(from, from + 500).mapToObj(n -> "N" + n).toList();
      client.socket().writeTextMessage(subscribe(names));
    }

    assertThat(client.nextWhere(text -> text.contains("error"))).contains("quota.rate_exceeded");
    assertThat(client.nextWhere(text -> text.startsWith("close"))).isEqualTo("close 4029");
    assertThat(server.watchedSymbols()).isEqualTo(1);
  }

  private static String subscribe(java.util.List<String> names) {
    return "{\"action\":\"subscribe\",\"symbols\":[\"" + String.join("\",\"", names) + "\"]}";
  }

  @Test
  void aMessageOfEmptyPiecesWithoutEnd() throws IOException {
    try (var client = PlainSocket.upgrade(server.port(), "/ws/v1")) {
      client.frame(FIRST_OF_TEXT, new byte[0]);
      for (var i = 0; i < 250; i++) {
        client.frame(CONTINUATION, new byte[0]);
      }

      assertThat(client.framesUntil("quota.rate_exceeded")).contains("error");
      assertThat(client.lastFrame()).endsWith(" 4029");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ws/v1", "/eventbus/websocket", "/eventbus/0/1/websocket"})
  void aFloodOfPings(String path) throws IOException {
    try (var client = PlainSocket.upgrade(server.port(), path)) {
      for (var i = 0; i < 300; i++) {
        client.frame(i % 2 == 0 ? PING : PONG, new byte[125]);
      }

      assertThat(client.framesUntil("quota.rate_exceeded")).contains("err");
      assertThat(client.lastFrame()).endsWith(" 4029");
    }
  }

  @Test
  void aControlFrameThatIsTooLong() throws IOException {
    try (var client = PlainSocket.upgrade(server.port(), "/ws/v1")) {
      client.frame(PING, new byte[126]);

      assertThat(client.framesUntil("request.malformed")).contains("error");
      assertThat(client.lastFrame()).endsWith(" 1002");
    }
  }

  @Test
  void aSocketThatIsResetInTheMiddleOfAFrame() throws IOException {
    for (var i = 0; i < 50; i++) {
      try (var client = PlainSocket.upgrade(server.port(), "/ws/v1")) {
        client.send("{\"action\":\"subscribe\",\"symbols\":[\"M&M\"],\"windowMs\":0}");
        client.half(TEXT, 40_000);
        client.reset();
      }
    }
  }
}
