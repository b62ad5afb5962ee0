package openbell.feedhandler.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LobsterReplayTest {
  private static final String ROWS =
      """
      34200.0,1,1,10,1000000,1
      34201.0,1,2,10,1000100,-1
      34203.5,4,1,4,1000000,1
      """;

  @TempDir Path folder;
  private final List<Long> waits = new ArrayList<>();

  @Test
  void recordedSpeedWaitsAsLongAsTheRecording() throws Exception {
    assertThat(play("1", LocalTime.MIDNIGHT).visibleVolume()).isEqualTo(4);
    assertThat(waits).containsExactly(1_000_000_000L, 2_500_000_000L);
  }

  @Test
  void tenfoldSpeedWaitsATenth() throws Exception {
    play("10", LocalTime.MIDNIGHT);
    assertThat(waits).containsExactly(100_000_000L, 250_000_000L);
  }

  @Test
  void maxWaitsForNothing() throws Exception {
    assertThat(play("max", LocalTime.MIDNIGHT).messages()).isEqualTo(3);
    assertThat(waits).isEmpty();
  }

  @Test
  void whatIsBeforeTheStartOnlyBuildsTheBook() throws Exception {
    play("1", LocalTime.of(9, 30, 1));
    assertThat(waits).containsExactly(2_500_000_000L);
  }

  @Test
  void statisticsOfWhatWasPlayedStayAfterAFailure() throws Exception {
    var replay = replay(ROWS + "broken\n", "max", LocalTime.MIDNIGHT);

    assertThatThrownBy(replay::run)
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("Line 4");
    assertThat(replay.statistics().messages()).isEqualTo(3);
    assertThat(replay.statistics().toString()).contains("3 messages from 09:30 to 09:30:03.500");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "1.5", "MAX", "100001", "99999999999", " 1"})
  void otherSpeedsAreNone(String text) {
    assertThat(ReplaySpeed.parse(text)).isEmpty();
  }

  @Test
  void speedsAreFactorsOrMax() {
    assertThat(ReplaySpeed.parse("1")).isEqualTo(Optional.of(new ReplaySpeed(1)));
    assertThat(ReplaySpeed.parse("100000")).isEqualTo(Optional.of(new ReplaySpeed(100_000)));
    assertThat(ReplaySpeed.parse("max")).isEqualTo(Optional.of(ReplaySpeed.MAX));
  }

  private ReplayStatistics play(String speed, LocalTime from) throws Exception {
    var replay = replay(ROWS, speed, from);
    replay.run();
    return replay.statistics();
  }

  private LobsterReplay replay(String rows, String speed, LocalTime from) throws IOException {
    var file = Files.writeString(folder.resolve("x_message_1.csv"), rows);
    var options = new ReplayPlan(file, ReplaySpeed.parse(speed).orElseThrow(), from);
    return new LobsterReplay(options, new SteppingClock());
  }

  /** Time passes only by waiting. */
  private final class SteppingClock implements ReplayClock {
    private long now = 77;

    @Override
    public long nanoTime() {
      return now;
    }

    @Override
    public void await(long nanos) {
      waits.add(nanos);
      now += nanos;
    }
  }
}
