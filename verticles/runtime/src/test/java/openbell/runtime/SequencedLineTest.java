package openbell.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import openbell.runtime.SequencedLine.Outcome;
import org.junit.jupiter.api.Test;

class SequencedLineTest {
  private final SequencedLine<String> line = new SequencedLine<>(3);

  @Test
  void holdsEverythingUntilTheFirstSnapshot() {
    assertThat(line.offer(1, 5, "five")).isEqualTo(Outcome.HELD);
    assertThat(line.offer(1, 6, "six")).isEqualTo(Outcome.HELD);

    assertThat(line.recover(1, 4)).containsExactly("five", "six");
    assertThat(line.isLive()).isTrue();
    assertThat(line.offer(1, 7, "seven")).isEqualTo(Outcome.APPLY);
  }

  @Test
  void whatTheSnapshotHoldsIsNotAppliedAgain() {
    line.offer(1, 5, "five");
    line.offer(1, 6, "six");

    assertThat(line.recover(1, 5)).containsExactly("six");
  }

  @Test
  void gapHoldsUntilASnapshotThatCoversIt() {
    line.recover(1, 1);

    assertThat(line.offer(1, 3, "three")).isEqualTo(Outcome.GAP);
    assertThat(line.offer(1, 4, "four")).isEqualTo(Outcome.HELD);
    assertThat(line.recover(1, 1)).isEmpty();
    assertThat(line.isLive()).isFalse();
    assertThat(line.recover(1, 3)).containsExactly("four");
    assertThat(line.isLive()).isTrue();
  }

  @Test
  void duplicatesAndOlderMessagesAreToldApart() {
    line.recover(2, 5);

    assertThat(line.offer(2, 5, "same")).isEqualTo(Outcome.DUPLICATE);
    assertThat(line.offer(2, 4, "older")).isEqualTo(Outcome.OUT_OF_ORDER);
    assertThat(line.offer(1, 99, "of the owner before")).isEqualTo(Outcome.OUT_OF_ORDER);
    assertThat(line.offer(2, 6, "next")).isEqualTo(Outcome.APPLY);
  }

  @Test
  void newEpochIsAGap() {
    line.recover(1, 100);

    assertThat(line.offer(2, 1, "first")).isEqualTo(Outcome.GAP);
    assertThat(line.recover(2, 1)).isEmpty();
    assertThat(line.isLive()).isTrue();
  }

  @Test
  void heldMessagesAreBoundedAndTheOldestGo() {
    for (var seq = 1; seq <= 5; seq++) {
      line.offer(1, seq, "m" + seq);
    }

    assertThat(line.recover(1, 1)).isEmpty();
    assertThat(line.isLive()).isFalse();
    assertThat(line.recover(1, 2)).containsExactly("m3", "m4", "m5");
  }

  @Test
  void snapshotThatALiveLineHasPassedIsNoNews() {
    line.recover(1, 10);

    assertThat(line.isNews(1, 9)).isFalse();
    assertThat(line.isNews(1, 10)).isFalse();
    assertThat(line.isNews(1, 11)).isTrue();
    line.lose();
    assertThat(line.isNews(1, 10)).isTrue();
  }
}
