package openbell.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import openbell.systemtest.torture.Torture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two rounds of what {@code openbell.jar torture} does at length; one seed is a new one. */
final class TortureIT {
  private static final long POSTGRES_KILLED = 2;
  private static final long FRESH =
      Long.getLong("torture.seed", new SplittableRandom().nextLong(1_000_000));

  @TempDir Path folder;

  @Test
  void nothingAcknowledgedIsLostOrDoubledWhateverIsKilled() throws Exception {
    System.out.println("torture.seed " + FRESH);

    var breaks = Torture.run(folder.resolve("data"), List.of(POSTGRES_KILLED, FRESH));

    assertThat(breaks).isEmpty();
  }
}
