package openbell.quotefanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of the Protobuf door that mean harm, or do not know better. */
class ProtobufHostileClientTest {
  private static final String SUBPROTOCOL = "Sec-WebSocket-Protocol: openbell.v1.protobuf\r\n";

  private FanoutServer server;

  @BeforeEach
  void start() {
    server = FanoutServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private ProtobufClientDouble connect() {
    return ProtobufClientDouble.open(server, "/ws/v1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "subscribe { }",
        "subscribe { symbols: \"M&M\" mode: 9 }",
        "subscribe { symbols: \"M&M\" window_ms: 5 }",
        "subscribe { symbols: \"M&M\" window_ms: 4294967295 }",
        "subscribe { symbols: \"M&M\" min_change_ppm: 1000001 }",
        "subscribe { symbols: \"M&M\" min_change_ppm: 4294967295 }",
        "unsubscribe { }",
        "orders { since: -1 }",
        "place { json: '{}' }",
        "place { id: 'a' }",
        "place { id: 'a' json: '[]' }"
      })
  void whatIsMalformedIsAnsweredSo(String message) {
    connect()
        .follow(
            "> " + message + "\n< error { code: \"request.malformed\" }\n> ping { }\n< pong { }");
  }

  @Test
  void bytesThatAreNoMessageAreAnsweredAndTenOfThemEndTheSocket() {
    var client = connect();
    // A field of 100 bytes that ends at once; the wire type 7; a varint without end.
    var malformed = new byte[][] {{0x12, 100}, {0x0f}, {(byte) 0xff, (byte) 0xff, (byte) 0xff}};

    for (var i = 0; i < 9; i++) {
      client.send(malformed[i % malformed.length]);
    }
    client.sendText("{\"action\":\"ping\"}");

    for (var i = 0; i < 10; i++) {
      assertThat(client.next().getError().getCode()).isEqualTo("request.malformed");
    }
    assertThat(client.closeCode()).isEqualTo(4004);
  }

  @Test
  void anEmptyMessageAsksNothingKnown() {
    var client = connect();

    client.send(new byte[0]);

    assertThat(client.next().getError().getCode()).isEqualTo("request.unknown_action");
  }

  @Test
  void binaryAtTheJsonDoorIsMalformed() {
    var client = server.connect("/ws/v1");

    client.sendBinary("{\"action\":\"ping\"}");

    assertThat(client.next()).isEqualTo("{\"type\":\"error\",\"code\":\"request.malformed\"}");
  }

  @Test
  void moreNamesThanTheAllowanceAreRefused() {
    var client = connect();
    var names = new StringBuilder("> subscribe { ");
    for (var i = 0; i < 10_000; i++) {
      names.append("symbols: \"\" ");
    }

    client.follow(names + "}\n< error { code: \"quota.rate_exceeded\" }");
  }

  @Test
  void aMessageBeyondTheDoorsLimitIsRefused() {
    var client = connect();

    client.send(new byte[50_000]);

    assertThat(client.next().getError().getCode()).isEqualTo("request.too_large");
  }

  @Test
  void aFrameOfTenMegabytesEndsTheSocketWithAWordAndOthersAreUndisturbed() throws IOException {
    var other = connect();
    try (var client = PlainSocket.upgrade(server.port(), "/ws/v1", SUBPROTOCOL)) {
      Thread.startVirtualThread(() -> tenMegabytes(client));

      assertThat(client.framesUntil("request.too_large")).contains("request.too_large");
      assertThat(client.lastFrame()).endsWith(" 1009");
    }

    other.follow("> ping { }\n< pong { }");
  }

  private static void tenMegabytes(PlainSocket client) {
    try {
      client.frame(0x82, new byte[10_000_000]);
    } catch (IOException closed) {
      // The server need not take all of it.
    }
  }
}
