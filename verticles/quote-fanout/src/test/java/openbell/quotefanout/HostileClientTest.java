package openbell.quotefanout;

import static openbell.quotefanout.FanoutServer.quote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import openbell.wire.marketdata.Quote;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that mean harm, or do not know better. */
class HostileClientTest {
  private static final String SUBSCRIBE =
      "{\"action\":\"subscribe\",\"symbols\":[\"RELIANCE\",\"M&M\",\"BRK.B\"]}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "7",
        "{",
        "{}",
        "{\"action\":7}",
        "{\"action\":\"subscribe\"}",
        "{\"action\":\"subscribe\",\"symbols\":[]}",
        "{\"action\":\"subscribe\",\"symbols\":[1]}",
        "{\"action\":\"subscribe\",\"symbols\":\"M&M\"}",
        "{\"action\":\"subscribe\",\"symbols\":[\"M&M\"],\"mode\":\"all\"}",
        "{\"action\":\"subscribe\",\"symbols\":[\"M&M\"],\"windowMs\":5}",
        "{\"action\":\"subscribe\",\"symbols\":[\"M&M\"],\"windowMs\":\"100\"}",
        "{\"action\":\"subscribe\",\"symbols\":[\"M&M\"],\"minChange\":\"2\"}",
        "{\"action\":\"subscribe\",\"symbols\":[\"M&M\"],\"minChange\":0.1}",
        "{\"action\":\"subscribe\",\"symbols\":[\"M&M\"],\"changedOnly\":1}",
        "{\"action\":\"unsubscribe\"}",
        "{\"action\":\"auth\"}",
        "{\"action\":\"orders\",\"since\":-1}",
        "{\"action\":\"orders\",\"since\":\"1\"}",
        "{\"action\":\"place\"}"
      })
  void whatIsMalformedIsAnsweredSo(String message) {
    try (var server = FanoutServer.start()) {
      var client = server.connect("/ws/v1");

      client.send(message);
      client.send("{\"action\":\"ping\"}");

      assertThat(client.next()).isEqualTo("{\"type\":\"error\",\"code\":\"request.malformed\"}");
      assertThat(client.next()).isEqualTo("{\"type\":\"pong\"}");
    }
  }

  @Test
  void aClientThatNeverMakesSenseIsClosed() {
    try (var server = FanoutServer.start()) {
      var client = server.connect("/ws/v1");

      for (var i = 0; i < 10; i++) {
        client.send("{\"action\":\"fly\"}");
      }

      for (var i = 0; i < 10; i++) {
        assertThat(client.next()).contains("request.unknown_action");
      }
      assertThat(client.next()).isEqualTo("close 4004");
    }
  }

  @Test
  void aClientThatFloodsIsClosed() {
    try (var server = FanoutServer.start()) {
      var client = server.connect("/ws/v1");

      for (var i = 0; i < 500; i++) {
        client.socket().writeTextMessage("{\"action\":\"ping\"}");
      }

      assertThat(client.nextWhere(text -> text.contains("error"))).contains("quota.rate_exceeded");
      assertThat(client.nextWhere(text -> text.startsWith("close"))).isEqualTo("close 4029");
    }
  }

  @Test
  void aMessageBeyondTheDoorsLimitIsRefused() {
    try (var server = FanoutServer.start()) {
      var client = server.connect("/ws/v1");

      client.send("x".repeat(50_000));

      assertThat(client.next()).contains("request.too_large");
    }
  }

  @Test
  void aFrameBeyondTheServersLimitEndsTheSocketWithAWord() throws IOException {
    try (var server = FanoutServer.start();
        var client = PlainSocket.upgrade(server.port(), "/ws/v1")) {
      client.frame(0x81, new byte[70_000]);

      assertThat(client.framesUntil("request.too_large")).contains("error");
      assertThat(client.frame()).endsWith(" 1009");
    }
  }

  @Test
  void aFrameThatBreaksTheProtocolEndsTheSocketWithAWord() throws IOException {
    try (var server = FanoutServer.start();
        var client = PlainSocket.upgrade(server.port(), "/eventbus/websocket")) {
      client.frame(0xf1, new byte[10]);

      assertThat(client.framesUntil("request.malformed")).contains("err");
      assertThat(client.frame()).endsWith(" 1002");
    }
  }

  @Test
  void aMessageOfManyFramesHasTheSameLimit() throws IOException {
    try (var server = FanoutServer.start();
        var client = PlainSocket.upgrade(server.port(), "/ws/v1")) {
      client.frame(0x01, new byte[40_000]);
      client.frame(0x80, new byte[40_000]);

      assertThat(client.framesUntil("request.too_large")).contains("error");
      assertThat(client.frame()).endsWith(" 1009");
    }
  }

  @Test
  void binaryFramesMeanNothingHere() {
    try (var server = FanoutServer.start()) {
      var client = server.connect("/ws/v1");

      client.sendBinary("{\"action\":\"ping\"}");

      assertThat(client.next()).contains("request.malformed");
    }
  }

  @Test
  void tooManySymbolsEndTheSocket() {
    try (var server = FanoutServer.start("fanout.maxSymbolsPerSocket=2")) {
      server
          .connect("/ws/v1")
          .follow(
              """
              > %s
              < {"type":"error","code":"quota.too_many_subscriptions"}
              < close 4013
              """
                  .formatted(SUBSCRIBE));
    }
  }

  @Test
  void theNodeTakesOnlySoManyConnections() {
    try (var server = FanoutServer.start("fanout.maxConnections=1")) {
      var first = server.connect("/ws/v1");

      assertThatThrownBy(() -> server.connect("/ws/v1"))
          .isInstanceOfSatisfying(
              UpgradeRejectedException.class,
              refused -> assertThat(refused.getStatus()).isEqualTo(503));

      first.close();
      Awaiting.until(() -> server.connections() == 0);
      server.connect("/ws/v1");
    }
  }

  @Test
  void aBrowserOfAForeignOriginIsRefused() {
    try (var server = FanoutServer.start("fanout.origins=https://friend.example")) {
      assertThatThrownBy(() -> connectFrom(server, "https://evil.example"))
          .isInstanceOfSatisfying(
              UpgradeRejectedException.class,
              refused -> assertThat(refused.getStatus()).isEqualTo(403));
      connectFrom(server, "https://friend.example")
          .follow("> {\"action\":\"ping\"}\n< {\"type\":\"pong\"}");
      connectFrom(server, "http://localhost:" + server.port())
          .follow("> {\"action\":\"ping\"}\n< {\"type\":\"pong\"}");
    }
  }

  private static WebSocketClientDouble connectFrom(FanoutServer server, String origin) {
    return WebSocketClientDouble.open(
        server.clients(),
        new WebSocketConnectOptions()
            .setHost("localhost")
            .setPort(server.port())
            .setURI("/ws/v1")
            .putHeader("Origin", origin));
  }

  @Test
  void quotesAreNotForAnybodyUnlessSoConfigured() {
    try (var server = FanoutServer.start("quotes.anonymous=false")) {
      server
          .connect("/ws/v1")
          .follow(
              """
              > {"action":"subscribe","symbols":["M&M"]}
              < {"type":"error","code":"auth.required"}
              > {"action":"orders"}
              < {"type":"error","code":"auth.required"}
              """);
    }
  }

  @Test
  void badTokensEndTheSocketAtTheThird() {
    try (var server = FanoutServer.start()) {
      server
          .connect("/ws/v1")
          .follow(
              """
              > {"action":"auth","token":"a"}
              < {"type":"error","code":"auth.invalid_token"}
              > {"action":"auth","token":"a"}
              < {"type":"error","code":"auth.invalid_token"}
              > {"action":"auth","token":""}
              < {"type":"error","code":"auth.invalid_token"}
              < close 4001
              """);
    }
  }

  @Test
  void anotherUsersTokenEndsTheSocketAndTheSameUsersExtendsIt() {
    try (var server = FanoutServer.start()) {
      var client = server.connect("/ws/v1");
      client.send("{\"action\":\"auth\",\"token\":\"token-1\"}");
      client.send("{\"action\":\"auth\",\"token\":\"token-1b\"}");
      assertThat(client.next()).contains("authenticated");
      assertThat(client.next()).contains("authenticated");
      client.follow(
          """
          > {"action":"auth","token":"token-2"}
          < {"type":"error","code":"access_denied"}
          < close 4003
          """);
    }
  }

  @Test
  void aTokenIsAskedForOnce() {
    try (var server = FanoutServer.start()) {
      for (var i = 0; i < 5; i++) {
        var client = server.connect("/ws/v1");
        client.send("{\"action\":\"auth\",\"token\":\"token-1\"}");
        assertThat(client.next()).contains("authenticated");
      }

      assertThat(server.gateway().checks()).isEqualTo(1);
    }
  }

  @Test
  void aTokenThatWasRevokedOpensNoSocketAfterTenSeconds() {
    try (var server = FanoutServer.start()) {
      var before = server.connect("/ws/v1");
      before.send("{\"action\":\"auth\",\"token\":\"token-1\"}");
      assertThat(before.next()).contains("authenticated");

      server.gateway().revoke("token-1");
      server.advance(Duration.ofSeconds(11));

      Awaiting.until(
          () -> {
            var after = server.connect("/ws/v1");
            after.send("{\"action\":\"auth\",\"token\":\"token-1\"}");
            return after.next().contains("auth.invalid_token");
          });
    }
  }

  @Test
  void aSocketOutlivesItsTokenByHalfAMinuteAtMost() {
    try (var server = FanoutServer.start()) {
      server.gateway().know("short", 1, 11, FanoutServer.nowMicros() + 60_000_000);
      var client = server.connect("/ws/v1");
      client.send("{\"action\":\"auth\",\"token\":\"short\"}");
      assertThat(client.next()).contains("authenticated");

      server.advance(Duration.ofSeconds(91));

      assertThat(client.next()).isEqualTo("close 4001");
    }
  }

  @Test
  void aSilentClientIsClosed() {
    try (var server = FanoutServer.start("fanout.silenceMs=300")) {
      assertThat(server.connect("/ws/v1").next()).isEqualTo("close 1001");
      assertThat(server.connect("/eventbus/websocket").next()).isEqualTo("close 1001");
      server.connect("/eventbus/1/2/websocket").follow("< o\n< c[1001,\"silent\"]\n< close 1001");
    }
  }

  @Test
  void aClientThatDoesNotReadIsClosedAndHoldsNothingBack() throws IOException {
    try (var server = FanoutServer.start("fanout.slowConsumerMs=200");
        var sleeper = PlainSocket.upgrade(server.port(), "/ws/v1")) {
      var symbols = IntStream.range(0, 900).mapToObj(i -> "S" + i).toList();
      symbols.forEach(symbol -> server.list("XNSE:" + symbol));
      var names = symbols.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
      sleeper.send("{\"action\":\"subscribe\",\"symbols\":" + names + "}");
      var reader = server.connect("/ws/v1");
      reader.send(SUBSCRIBE);

      var seq = new AtomicLong();
      Awaiting.until(
          () -> {
            seq.incrementAndGet();
            server.feed(
                symbols.stream()
                    .map(symbol -> quote("XNSE:" + symbol, seq.get(), 28_500_500).setBidPx(1))
                    .toArray(Quote.Builder[]::new));
            server.feed(quote("XNSE:M&M", seq.get(), 28_500_500));
            return server.fanout().metrics().slowCloses() > 0;
          });

      assertThat(sleeper.lastFrame()).endsWith(" 4008");
      Awaiting.until(() -> server.connections() == 1);
      assertThat(reader.nextWhere(text -> text.contains("\"q\":" + seq))).contains("M&M");
    }
  }

  @Test
  void stormsOfSubscriptionsLeaveNothingBehind() {
    try (var server = FanoutServer.start()) {
      var client = server.connect("/ws/v1");
      for (var i = 0; i < 60; i++) {
        client.send(SUBSCRIBE.replace("}", ",\"windowMs\":" + (i % 2 == 0 ? 0 : 250) + "}"));
        client.send("{\"action\":\"unsubscribe\",\"symbols\":[\"RELIANCE\",\"M&M\"]}");
        server.feed(quote("XNSE:RELIANCE", i + 1, 28_500_500));
      }
      client.nextWhere(text -> text.contains("unsubscribed"));
      assertThat(server.watchedSymbols()).isPositive();

      client.close();

      Awaiting.until(() -> server.connections() == 0);
      assertThat(server.watchedSymbols()).isZero();
    }
  }
}
