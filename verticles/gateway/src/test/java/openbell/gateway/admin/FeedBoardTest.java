package openbell.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import openbell.wire.feed.FeedStatus;
import org.junit.jupiter.api.Test;

class FeedBoardTest {
  private final FeedBoard board = new FeedBoard();

  @Test
  void ownerIsShownWithThoseWhoStandBy() {
    board.hear(owner("n1", 100).setAccepted(7).build(), seconds(0));
    board.hear(standby("n3"), seconds(0));
    board.hear(standby("n2"), seconds(0));

    var feed = only(seconds(1));
    assertThat(feed.lost()).isFalse();
    assertThat(feed.status().getAccepted()).isEqualTo(7);
    assertThat(feed.standby()).containsExactly("n2", "n3");
  }

  @Test
  void silentOwnerIsLostAndKeepsWhatItSaid() {
    board.hear(owner("n1", 100).setAccepted(7).build(), seconds(0));
    board.hear(standby("n2"), seconds(4));

    assertThat(only(seconds(5)).lost()).isFalse();
    var feed = only(seconds(6));
    assertThat(feed.lost()).isTrue();
    assertThat(feed.status().getAccepted()).isEqualTo(7);
    assertThat(feed.standby()).containsExactly("n2");
    assertThat(only(seconds(60)).standby()).isEmpty();
  }

  @Test
  void nextOwnerTakesThePlaceOfALostOne() {
    board.hear(owner("n1", 100).build(), seconds(0));
    board.hear(owner("n2", 90).build(), seconds(10));

    assertThat(only(seconds(10)).lost()).isFalse();
    assertThat(only(seconds(10)).status().getNode()).isEqualTo("n2");
  }

  @Test
  void ofTwoOwnersTheLaterOneCounts() {
    board.hear(owner("n1", 100).build(), seconds(0));
    board.hear(owner("n2", 200).build(), seconds(0));
    board.hear(owner("n1", 100).build(), seconds(1));

    assertThat(only(seconds(1)).status().getNode()).isEqualTo("n2");
  }

  @Test
  void ownerThatStepsBackStandsBy() {
    board.hear(owner("n1", 100).build(), seconds(0));
    board.hear(standby("n1"), seconds(1));

    var feed = only(seconds(1));
    assertThat(feed.lost()).isTrue();
    assertThat(feed.status().getSession()).isEqualTo("simulator");
    assertThat(feed.standby()).containsExactly("n1");
  }

  @Test
  void feedsAreListedBySessionAndShard() {
    for (var shard : new int[] {10, 2, 0}) {
      board.hear(owner("n", 1).setShard(shard).build(), seconds(0));
    }
    board.hear(owner("n", 1).setSession("itch").build(), seconds(0));

    assertThat(board.all(seconds(0)))
        .extracting(feed -> feed.status().getSession() + feed.status().getShard())
        .containsExactly("itch0", "simulator0", "simulator2", "simulator10");
    assertThat(board.find("simulator", 2, seconds(0))).isPresent();
    assertThat(board.find("simulator", 3, seconds(0))).isEmpty();
  }

  @Test
  void memoryIsBounded() {
    for (var shard = 0; shard < 2 * FeedBoard.MAX_FEEDS; shard++) {
      board.hear(owner("n", 1).setShard(shard).build(), seconds(0));
    }
    for (var node = 0; node < 2 * FeedBoard.MAX_NODES; node++) {
      board.hear(standby("n" + node), seconds(0));
    }
    assertThat(board.all(seconds(0))).hasSize(FeedBoard.MAX_FEEDS);
    assertThat(board.all(seconds(0)).getFirst().standby()).hasSizeLessThan(FeedBoard.MAX_NODES + 1);

    // Those who fell silent make room.
    board.hear(standby("late"), seconds(10));
    assertThat(board.all(seconds(10)).getFirst().standby()).containsExactly("late");
  }

  private FeedBoard.Feed only(long nowNanos) {
    var all = board.all(nowNanos);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private static FeedStatus.Builder owner(String node, long since) {
    return FeedStatus.newBuilder()
        .setSession("simulator")
        .setNode(node)
        .setOwner(true)
        .setSince(since);
  }

  private static FeedStatus standby(String node) {
    return FeedStatus.newBuilder().setSession("simulator").setNode(node).build();
  }

  private static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }
}
