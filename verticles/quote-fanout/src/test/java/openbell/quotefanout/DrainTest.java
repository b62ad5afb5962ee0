package openbell.quotefanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** A node that stops: its clients are told, nobody is let in, then sockets are closed. */
class DrainTest {
  @Test
  void everySocketIsToldThenClosed() {
    try (var server = FanoutServer.start()) {
      var raw = server.connect("/ws/v1");
      var bridge = server.connect("/eventbus/websocket");
      bridge.send("{\"type\":\"register\",\"address\":\"system.notice\"}");
      bridge.send("{\"type\":\"register\",\"address\":\"nonsense\"}");
      assertThat(bridge.next()).contains("access_denied");
      var deaf = server.connect("/eventbus/000/abc/websocket");
      assertThat(deaf.next()).isEqualTo("o");

      var stopped = server.stop();

      assertNotice(new JsonObject(raw.next()));
      assertThat(raw.next()).isEqualTo("close 1001");
      var rec = new JsonObject(bridge.next().substring("binary ".length()));
      assertThat(rec.getString("address")).isEqualTo("system.notice");
      assertNotice(rec.getJsonObject("body"));
      assertThat(bridge.next()).isEqualTo("close 1001");
      assertThat(deaf.next()).startsWith("c[1001");
      assertThat(deaf.next()).isEqualTo("close 1001");
      FanoutServer.await(stopped);
      assertThat(server.connections()).isZero();
    }
  }

  private static void assertNotice(JsonObject notice) {
    assertThat(notice.getString("type")).isEqualTo("notice");
    assertThat(notice.getString("code")).isEqualTo("system.draining");
    assertThat(notice.getInteger("reconnectInMs")).isBetween(0, 5_000);
  }

  @Test
  void nobodyIsLetInWhileTheOthersHaveTime() {
    try (var server = FanoutServer.start("fanout.drainMs=2000")) {
      var client = server.connect("/ws/v1");

      var stopped = server.stop();
      assertThat(client.next()).contains("system.draining");

      assertThatThrownBy(() -> server.connect("/ws/v1"))
          .isInstanceOfSatisfying(
              UpgradeRejectedException.class,
              refused -> {
                assertThat(refused.getStatus()).isEqualTo(503);
                assertThat(refused.getHeaders().get("Retry-After")).isEqualTo("5");
                assertThat(refused.getBody().toString()).contains("system.draining");
              });
      client.follow(
          """
          > {"action":"ping"}
          < {"type":"pong"}
          < close 1001
          """);
      FanoutServer.await(stopped);
    }
  }

  @Test
  void aPeerThatDoesNotReadDoesNotHoldTheNode() throws Exception {
    try (var server = FanoutServer.start();
        var client = PlainSocket.upgrade(server.port(), "/ws/v1")) {
      Awaiting.until(() -> server.connections() == 1);

      FanoutServer.await(server.stop());

      assertThat(client.lastFrame()).endsWith(" 1001");
    }
  }
}
