package openbell.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Depth from the feed to a client, and what a client hears of a node that is stopped. */
final class StreamsIT {
  @TempDir Path folder;

  @Test
  void depthReachesClientsAndAStopIsAnnounced() {
    var platform = PlatformProcess.start(folder.resolve("data"));
    try {
      platform.awaitReady();
      watchUntilTheStop(platform);
    } finally {
      platform.close();
    }
  }

  private static void watchUntilTheStop(PlatformProcess platform) {
    var trader = Trader.login(platform.url(), "trader1@openbell.test");
    try (var socket = StreamClient.open(platform.url(), trader.token())) {
      socket.send(
          new JsonObject()
              .put("action", "subscribe")
              .put("symbols", List.of("RELIANCE"))
              .put("mode", "full"));
      var told = socket.awaitMessage("bids", StreamsIT::hasBids);
      assertThat(fragment(told).getJsonArray("bs").getJsonArray(0)).hasSize(2);
      var asked = trader.get("/depth/RELIANCE?levels=5");
      assertThat(asked.body().getJsonArray("bids")).hasSizeBetween(1, 5);

      platform.close();

      var notice = socket.awaitMessage("a notice", message -> hasType(message, "notice"));
      assertThat(notice.getString("code")).isEqualTo("system.draining");
      assertThat(notice.getInteger("reconnectInMs")).isBetween(0, 5_000);
      var closed = socket.awaitMessage("a close", message -> hasType(message, "closed"));
      assertThat(closed.getInteger("code")).isEqualTo(1001);
    }
  }

  private static boolean hasType(JsonObject message, String type) {
    return type.equals(message.getString("type"));
  }

  private static boolean hasBids(JsonObject message) {
    return message.containsKey("d")
        && !fragment(message).getJsonArray("bs", new JsonArray()).isEmpty();
  }

  private static JsonObject fragment(JsonObject message) {
    return message.getJsonArray("d").getJsonObject(0);
  }
}
