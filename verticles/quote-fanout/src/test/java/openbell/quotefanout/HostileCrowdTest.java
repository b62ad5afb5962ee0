package openbell.quotefanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * Many at once, and those that never finish; as many as {@code -Dfanout.crowd=} says, up to 10,000 by
 * the usual limit of descriptors, which takes some 20 s on a busy machine of two cores.
 */
class HostileCrowdTest {
  private static final int CROWD = Integer.getInteger("fanout.crowd", 2_000);

  @Test
  void aCrowdThatReconnectsAtOnceIsServedEachTime() throws IOException {
    try (var server = FanoutServer.start(2, QuoteFanout::fastest);
        var crowd = Crowd.of(CROWD, server.port())) {
      var neighbour = Neighbour.of(server);
      for (var round = 0; round < 2; round++) {
        crowd.connect();
        neighbour.isServed();
        crowd.read();
        assertThat(server.connections()).isEqualTo(CROWD + 1);
        neighbour.isServed();

        crowd.breakAway();
        Awaiting.until(() -> server.connections() == 1);
        neighbour.isServed();
      }
    }
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
