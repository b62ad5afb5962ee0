package openbell.quotefanout;

import static org.assertj.core.api.Assertions.assertThat;

import openbell.model.Addresses;
import openbell.wire.gateway.SessionEnded;
import org.junit.jupiter.api.Test;

/** A session that ends while its sockets are open: they are closed, by the hint or without it. */
class RevocationTest {
  private static final String NEVER = "fanout.sessionCheckMs=3600000";
  private static final String EACH_SECOND = "fanout.sessionCheckMs=1000";

  @Test
  void theGatewaysHintClosesEveryDoorOfTheSessionAndNoOther() {
    try (var server = FanoutServer.start(NEVER);
        var reader = new ReadClient(server.port())) {
      var raw = authenticated(server, "token-1");
      var another = authenticated(server, "token-1b");
      var bridge = server.connect("/eventbus/websocket");
      bridge.send(
          "{\"type\":\"register\",\"address\":\"quotes.M&M\","
              + "\"headers\":{\"authorization\":\"Bearer token-1\"}}");
      assertThat(bridge.next()).contains("quotes.M&M");
      var stream = reader.stream("/api/v1/stream/quotes?symbols=RELIANCE", "token-1");
      assertThat(stream.next()).startsWith("subscribed");
      assertThat(stream.next()).startsWith("snapshot");

      server.gateway().revoke("token-1");
      hint(server, "token-1");

      assertThat(raw.next()).isEqualTo("close 4001");
      assertThat(bridge.next()).isEqualTo("close 4001");
      assertThat(stream.next()).startsWith("close").contains("4001");
      another.follow("> {\"action\":\"ping\"}\n< {\"type\":\"pong\"}");
    }
  }

  @Test
  void afterTheHintARememberedTokenOpensNothing() {
    try (var server = FanoutServer.start(NEVER)) {
      var raw = authenticated(server, "token-1");
      server.gateway().revoke("token-1");
      hint(server, "token-1");
      assertThat(raw.next()).isEqualTo("close 4001");

      server
          .connect("/ws/v1")
          .follow(
              """
              > {"action":"auth","token":"token-1"}
              < {"type":"error","code":"auth.invalid_token"}
              """);
    }
  }

  @Test
  void withoutAHintTheNextRoundClosesIt() {
    try (var server = FanoutServer.start(EACH_SECOND)) {
      var raw = authenticated(server, "token-1");
      var another = authenticated(server, "token-1b");

      server.gateway().revoke("token-1");

      assertThat(raw.next()).isEqualTo("close 4001");
      another.follow("> {\"action\":\"ping\"}\n< {\"type\":\"pong\"}");
    }
  }

  @Test
  void aGatewayThatDoesNotAnswerClosesNothingUntilItDoes() {
    try (var server = FanoutServer.start(EACH_SECOND)) {
      server.gateway().silent(true);
      var raw = authenticated(server, "token-1");
      server.gateway().revoke("token-1");
      var before = server.gateway().rounds();
      Awaiting.until(() -> server.gateway().rounds() >= before + 2);
      raw.follow("> {\"action\":\"ping\"}\n< {\"type\":\"pong\"}");

      server.gateway().silent(false);

      assertThat(raw.next()).isEqualTo("close 4001");
    }
  }

  private static WebSocketClientDouble authenticated(FanoutServer server, String token) {
    var client = server.connect("/ws/v1");
    client.send("{\"action\":\"auth\",\"token\":\"" + token + "\"}");
    assertThat(client.next()).contains("authenticated");
    return client;
  }

  private static void hint(FanoutServer server, String token) {
    server
        .node()
        .bus()
        .publish(
            Addresses.GATEWAY_SESSION_ENDED,
            SessionEnded.newBuilder().setSessionId("session of " + token).build());
  }
}
