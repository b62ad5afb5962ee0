package openbell.feedhandler.itch.domain;

import static org.assertj.core.api.Assertions.assertThat;

import openbell.feedhandler.itch.domain.GapRecovery.Step;
import org.junit.jupiter.api.Test;

class GapRecoveryTest {
  private final GapRecovery recovery = new GapRecovery(new GapRecovery.Bounds(10, 50, 2, 1_000));

  @Test
  void theOtherLineComesFirstThenRequestsThenRecovery() {
    assertThat(recovery.step(0, 5, 1)).isEqualTo(Step.NOTHING);
    assertThat(recovery.step(9, 5, 1)).isEqualTo(Step.NOTHING);
    assertThat(recovery.step(10, 5, 1)).isEqualTo(Step.REQUEST);
    assertThat(recovery.step(59, 5, 1)).isEqualTo(Step.NOTHING);
    assertThat(recovery.step(60, 5, 1)).isEqualTo(Step.REQUEST);
    assertThat(recovery.step(109, 5, 1)).isEqualTo(Step.NOTHING);
    assertThat(recovery.step(110, 5, 1)).isEqualTo(Step.RECOVER);
  }

  @Test
  void anAnswerThatFillsAPartIsFollowedByTheNextRequestAtOnce() {
    recovery.step(0, 5, 100);
    assertThat(recovery.step(10, 5, 100)).isEqualTo(Step.REQUEST);
    assertThat(recovery.step(12, 30, 75)).isEqualTo(Step.REQUEST);
    assertThat(recovery.step(13, 105, 0)).isEqualTo(Step.NOTHING);
  }

  @Test
  void theNextGapWaitsAgain() {
    recovery.step(0, 5, 1);
    recovery.step(5, 6, 0);
    assertThat(recovery.step(10, 9, 1)).isEqualTo(Step.NOTHING);
  }

  @Test
  void anHourLongGapIsNotAskedForPieceByPiece() {
    assertThat(recovery.step(0, 5, 1_001)).isEqualTo(Step.RECOVER);
  }
}
