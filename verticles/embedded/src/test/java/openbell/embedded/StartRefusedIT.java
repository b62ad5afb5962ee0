package openbell.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each start that cannot be says why in one sentence and leaves nothing running. */
class StartRefusedIT {
  @TempDir Path folder;

  @Test
  void takenPortIsNamed() throws Exception {
    try (var taken = new ServerSocket(0, 1, Ports.LOOPBACK)) {
      int port = taken.getLocalPort();
      var config = new StoresConfig(folder, 0, port, 0, false, Set.of(Store.values()));
      assertRefused(
          config,
          "Port " + port + " is taken, so Redis cannot start: free it or set another redis.port.");
    }
  }

  @Test
  void kafkasControllerPortIsNamedToo() throws Exception {
    try (var taken = new ServerSocket(0, 1, Ports.LOOPBACK)) {
      int port = taken.getLocalPort();
      var config = new StoresConfig(folder, 0, 0, port - 1, false, Set.of(Store.KAFKA));
      assertThatThrownBy(() -> EmbeddedStores.start(config))
          .isInstanceOf(StoresException.class)
          .hasMessageContaining(" is taken, so Kafka cannot start");
    }
  }

  @Test
  void folderThatCannotBeMadeIsNamed() throws Exception {
    var file = Files.writeString(folder.resolve("file"), "");
    var below = file.resolve("data");
    assertThatThrownBy(() -> EmbeddedStores.start(TestConfigs.kept(below)))
        .isInstanceOf(StoresException.class)
        .hasMessageStartingWith("The data folder " + below + " cannot be written (")
        .hasMessageEndingWith("): choose another data.dir.");
  }

  @Test
  void folderOfAnotherVersionIsLeftAlone() throws Exception {
    var version = Files.writeString(folder.resolve("VERSION"), "openbell-data 0 postgres 17\n");
    assertRefused(
        TestConfigs.kept(folder),
        "The data folder "
            + folder
            + " is of another version ('openbell-data 0 postgres 17', this program needs '"
            + DataFolder.VERSION
            + "'): choose another data.dir.");
    assertThat(version).hasContent("openbell-data 0 postgres 17");
    assertThat(folder.resolve("postgres")).doesNotExist();
  }

  @Test
  void ephemeralDataNeverReplaceOthers() throws Exception {
    var precious = Files.writeString(folder.resolve("precious"), "kept");
    assertRefused(
        StoresConfig.ephemeral(folder),
        "The data folder "
            + folder
            + " is not empty and data.ephemeral would delete it: choose another data.dir.");
    assertThat(precious).hasContent("kept");
  }

  @Test
  void folderInUseNamesItsUser() throws Exception {
    var redisOnly = TestConfigs.kept(folder).only(Set.of(Store.REDIS));
    try (var first = EmbeddedStores.start(redisOnly)) {
      assertRefused(
          redisOnly,
          "The data folder "
              + folder
              + " is in use by another process (pid "
              + ProcessHandle.current().pid()
              + ").");
      assertThat(first.alive(Store.REDIS)).isTrue();
    }
  }

  @Test
  void serverThatFailsToStartIsQuoted() throws Exception {
    Files.createDirectories(folder.resolve("redis/appendonly.aof"));
    assertThatThrownBy(
            () -> EmbeddedStores.start(TestConfigs.kept(folder).only(Set.of(Store.REDIS))))
        .isInstanceOf(StoresException.class)
        .hasMessageMatching("Redis ended with exit code \\d+: .*\\(log: .*redis\\.log\\)\\.");
  }

  private static void assertRefused(StoresConfig config, String sentence) {
    assertThatThrownBy(() -> EmbeddedStores.start(config))
        .isInstanceOf(StoresException.class)
        .hasMessage(sentence);
  }
}
