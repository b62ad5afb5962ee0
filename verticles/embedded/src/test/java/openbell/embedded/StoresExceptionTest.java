package openbell.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StoresExceptionTest {
  private static final Path FOLDER = Path.of("/data");

  @Test
  void fullDiskIsNamedWhereverItShows() {
    var full = "The disk that holds /data is full: free some space or choose another data.dir.";
    var cause = new FileSystemException("/data/x", null, "No space left on device");
    assertThat(StoresException.unwritable(FOLDER, cause)).hasMessage(full);
    assertThat(failedPostgres("initdb: could not write: No space left on device")).hasMessage(full);
    assertThat(failedPostgres("FATAL: wrote only 4096 bytes\nHINT:  Check free disk space."))
        .hasMessage(full);
  }

  @Test
  void refusedAccessNamesTheFile() {
    assertThat(StoresException.unwritable(FOLDER, new AccessDeniedException("/data/VERSION")))
        .hasMessage(
            "The data folder /data cannot be written (AccessDenied /data/VERSION): choose another"
                + " data.dir.");
  }

  @Test
  void otherPlatformsAreRefused() {
    assertThatThrownBy(() -> Platform.require("Mac OS X", "aarch64"))
        .hasMessage(
            "The embedded stores run on Linux x86_64 only, not on Mac OS X aarch64: configure"
                + " external servers.");
  }

  @Test
  void logTailPrefersTheErrorToTheLastLine() {
    assertThat(
            new LogTail("starting\nFATAL:  lock file exists\nHINT: look\n\tat x.Y\n").tellingLine())
        .isEqualTo("FATAL:  lock file exists");
    assertThat(new LogTail("one\ntwo\n\tat x.Y\n").tellingLine()).isEqualTo("two");
    assertThat(new LogTail("").tellingLine()).isEqualTo("it said nothing");
  }

  private static StoresException failedPostgres(String output) {
    return StoresException.failedStart(Store.POSTGRES, FOLDER, new IOException(output));
  }
}
