package openbell.quotefanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many at once, and those that never finish; as many as {@code -Dfanout.crowd=} says. */
class HostileCrowdTest {
  private static final int CROWD = Integer.getInteger("fanout.crowd", 2_000);
  private static final String SUBSCRIBE =
      "{\"action\":\"subscribe\",\"symbols\":[\"M&M\"],\"mode\":\"ltp\"}";

  @Test
  void aCrowdThatReconnectsAtOnceIsServedEachTime() throws IOException {
    try (var server = FanoutServer.start(2, QuoteFanout::fastest)) {
      var neighbour = Neighbour.of(server);
      for (var round = 0; round < 2; round++) {
        var crowd = connect(server);
        neighbour.isServed();
        for (var client : crowd) {
          assertThat(client.framesUntil("snapshot")).contains("M&M");
        }
        neighbour.isServed();

        for (var client : crowd) {
          client.reset();
        }
        Awaiting.until(() -> server.connections() == 1);
        neighbour.isServed();
      }
    }
  }

  private static List<PlainSocket> connect(FanoutServer server) throws IOException {
    var crowd = new ArrayList<PlainSocket>(CROWD);
    for (var i = 0; i < CROWD; i++) {
      crowd.add(PlainSocket.connect(server.port()));
    }
    for (var client : crowd) {
      client.askForUpgrade("/ws/v1");
    }
    for (var client : crowd) {
      client.awaitUpgrade();
      client.send(SUBSCRIBE);
    }
    return crowd;
  }

  @Test
  void aSocketNeedsNoFurtherHead() {
    try (var server = FanoutServer.withHeadIn(300)) {
      var client = server.connect("/ws/v1").keepingHeartbeats();

      for (var second = 0; second < 5; second++) {
        assertThat(client.next()).contains("heartbeat");
      }
    }
  }

  @Test
  void aHeadThatDripsInIsNotWaitedFor() throws IOException {
    try (var server = FanoutServer.withHeadIn(300)) {
      var neighbour = Neighbour.of(server);
      var idle = PlainSocket.connect(server.port());
      var slow = PlainSocket.connect(server.port());

      Awaiting.until(
          () -> {
            neighbour.isServed();
            return !slow.drip("G") && !idle.drip("");
          });

      neighbour.isServed();
      assertThat(server.connections()).isEqualTo(1);
    }
  }
}
