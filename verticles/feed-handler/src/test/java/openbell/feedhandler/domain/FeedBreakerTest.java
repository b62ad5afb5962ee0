package openbell.feedhandler.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import openbell.feedhandler.domain.FeedBreaker.Decision;
import org.junit.jupiter.api.Test;

/** Lines 0 (A), 1 (B), 2 (the fallback); a sample a second; 5 % over a minute. */
class FeedBreakerTest {
  private static final int ALL = 10_000;
  private static final FeedBreaker.Limits LIMITS = new FeedBreaker.Limits(500, 60, 5_000);

  private final FeedBreaker breaker = new FeedBreaker(LIMITS, 3);
  private final List<String> said = new ArrayList<>();
  private long second;

  @Test
  void fourSecondsOfSilenceLeaveALine() {
    run(3, ALL, false);
    assertThat(said).isEmpty();

    run(1, ALL, false);
    assertThat(said).containsExactly("4: use 1");
    assertThat(breaker.isOpen()).isTrue();
  }

  @Test
  void aFewStaleSymbolsLeaveALineOnlyAboveFivePercentOfAMinute() {
    run(300, 500, false);
    assertThat(said).isEmpty();

    run(60, 520, false);
    assertThat(said).contains("303: use 1");
  }

  @Test
  void aSilenceThatEndedIsForgottenAfterAMinute() {
    run(3, ALL, false);
    run(60, 0, false);
    run(3, ALL, false);

    assertThat(said).isEmpty();
    assertThat(breaker.meanStaleBps()).isEqualTo(500);
  }

  @Test
  void fromLineToLineToTheFallbackAndBack() {
    run(4, ALL, false);
    run(4, ALL, false);
    assertThat(breaker.active()).isEqualTo(2);
    run(5, 0, false);
    run(6, 0, true);

    assertThat(said).containsExactly("4: use 1", "8: use 2", "13: try 0", "19: use 0");
    assertThat(breaker.isOpen()).isFalse();
  }

  @Test
  void theLastLineIsNeverLeftDownwards() {
    run(8, ALL, false);
    run(4, ALL, false);

    assertThat(said).containsExactly("4: use 1", "8: use 2");
  }

  @Test
  void aLineThatDoesNotComeUpIsTriedLessAndLess() {
    run(8, ALL, false);
    run(70, 0, false);

    assertThat(said)
        .containsExactly(
            "4: use 1", "8: use 2", "13: try 0", "28: end", "38: try 1", "53: end", "73: try 0");
  }

  @Test
  void aTrialThatFaltersBeginsItsWaitAnew() {
    run(4, ALL, false);
    run(5, 0, false);
    run(4, 0, true);
    run(1, 0, false);
    run(5, 0, true);
    assertThat(breaker.active()).isEqualTo(1);

    run(1, 0, true);
    assertThat(breaker.active()).isZero();
  }

  @Test
  void aTrialEndsWhenTheLineInUseFails() {
    run(4, ALL, false);
    run(5, 0, false);
    run(4, ALL, false);

    assertThat(said).containsExactly("4: use 1", "9: try 0", "13: use 2");
  }

  @Test
  void whatStaffChoseStaysUntilTheyReturn() {
    assertThat(breaker.next(0)).isEqualTo(new Decision.Use(1));
    run(100, 0, false);
    assertThat(said).isEmpty();

    assertThat(breaker.returnToFirst(second * 1_000)).isEqualTo(new Decision.Use(0));
    assertThat(breaker.returnToFirst(second * 1_000)).isEqualTo(new Decision.Stay());
  }

  @Test
  void thereIsNoLineAfterTheLast() {
    var only = new FeedBreaker(LIMITS, 1);

    assertThat(only.next(0)).isEqualTo(new Decision.Stay());
    for (var i = 0; i < 100; i++) {
      assertThat(only.sample(ALL, false, i * 1_000L)).isEqualTo(new Decision.Stay());
    }
  }

  private void run(int seconds, int staleBps, boolean trialUp) {
    for (var i = 0; i < seconds; i++) {
      second++;
      switch (breaker.sample(staleBps, trialUp, second * 1_000)) {
        case Decision.Stay() -> {}
        case Decision.Use(var line) -> said.add(second + ": use " + line);
        case Decision.Try(var line) -> said.add(second + ": try " + line);
        case Decision.EndTrial() -> said.add(second + ": end");
      }
    }
  }
}
