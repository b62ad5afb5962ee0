package openbell.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import openbell.systemtest.torture.Torture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run of what {@code openbell.jar torture} does at length. */
final class TortureIT {
  private static final long SEED = Long.getLong("torture.seed", 1);
  private static final int ROUNDS = Integer.getInteger("torture.rounds", 6);

  @TempDir Path folder;

  @Test
  void nothingAcknowledgedIsLostOrDoubledWhateverIsKilled() throws Exception {
    System.out.println("torture.seed " + SEED);

    assertThat(Torture.run(folder.resolve("data"), SEED, ROUNDS)).isEmpty();
  }
}
