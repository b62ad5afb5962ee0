package openbell.feedhandler.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FeedSharesTest {
  private static final long SETTLED = 20_000;

  private final FeedShares shares = new FeedShares("me", 0);

  @Test
  void oneOfTwoGoesToANodeThatHasNone() {
    two();

    assertThat(shares.toGive(SETTLED)).contains("feed.itch.1");
  }

  @Test
  void nothingIsGivenSoonAfterTheStartOrTheLastTime() {
    two();
    assertThat(shares.toGive(9_999)).isEmpty();
    assertThat(shares.toGive(SETTLED)).isPresent();

    hear("feed.itch.0", "me", true, SETTLED);
    hear("feed.itch.1", "me", true, SETTLED);
    hear("feed.itch.1", "other", false, SETTLED);
    assertThat(shares.toGive(SETTLED)).isEmpty();
  }

  @Test
  void aNodeThatHasAsManyButOneGetsNothing() {
    two();
    hear("feed.itch.2", "other", true, SETTLED);

    assertThat(shares.toGive(SETTLED)).isEmpty();
  }

  @Test
  void aNodeThatDoesNotStandByGetsNothing() {
    hear("feed.itch.0", "me", true, SETTLED);
    hear("feed.itch.1", "me", true, SETTLED);
    hear("feed.other.0", "other", false, SETTLED);

    assertThat(shares.toGive(SETTLED)).isEmpty();
  }

  @Test
  void aNodeThatFellSilentIsForgotten() {
    two();
    hear("feed.itch.0", "me", true, SETTLED + 5_000);
    hear("feed.itch.1", "me", true, SETTLED + 5_000);

    assertThat(shares.toGive(SETTLED + 5_000)).isEmpty();
  }

  @Test
  void aNodeAloneKeepsAll() {
    hear("feed.itch.0", "me", true, SETTLED);
    hear("feed.itch.1", "me", true, SETTLED);

    assertThat(shares.toGive(SETTLED)).isEmpty();
  }

  private void two() {
    hear("feed.itch.0", "me", true, SETTLED);
    hear("feed.itch.1", "me", true, SETTLED);
    hear("feed.itch.0", "other", false, SETTLED);
    hear("feed.itch.1", "other", false, SETTLED);
  }

  private void hear(String feed, String node, boolean owner, long nowMs) {
    shares.hear(feed, node, owner, nowMs);
  }
}
