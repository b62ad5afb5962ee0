package openbell.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stops a start: one clear sentence on standard error, exit code 1. */
final class StartRefusedIT {
  @TempDir Path folder;

  @Test
  void aTakenPortIsNamed() throws IOException {
    try (var taken = new ServerSocket(0)) {
      var port = String.valueOf(taken.getLocalPort());
      var data = folder.resolve("data");
      assertRefused(
          PlatformProcess.start(data, "--set", "management.port=" + port), port, "management.port");
      assertRefused(PlatformProcess.start(data, "--set", "redis.port=" + port), port, "redis.port");
    }
  }

  @Test
  void aDataFolderThatCannotBeWrittenIsNamed() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "not a folder");
    assertRefused(PlatformProcess.start(file.resolve("data")), file.resolve("data").toString());
  }

  @Test
  void aDataFolderOfAnotherVersionIsNamed() throws IOException {
    var data = Files.createDirectory(folder.resolve("data"));
    Files.writeString(data.resolve("VERSION"), "openbell-data 999 postgres 3");
    assertRefused(PlatformProcess.start(data), data.toString(), "999");
  }

  @Test
  void anUnknownKeyProfileOrRoleIsNamed() {
    var data = folder.resolve("data");
    assertRefused(PlatformProcess.start(data, "--set", "no.such=1"), "no.such");
    assertRefused(PlatformProcess.start(data, "--profile", "none"), "none");
    assertRefused(PlatformProcess.start(data, "--roles", "oracle"), "oracle");
  }

  @Test
  void wrongUsageEndsWithTwo() {
    assertThat(PlatformProcess.run("no-such-command").exitCode()).isEqualTo(2);
  }

  private static void assertRefused(PlatformProcess process, String... named) {
    assertThat(process.awaitEnd()).isEqualTo(1);
    var sentences = process.errors().lines().filter(line -> line.startsWith("openbell: ")).toList();
    assertThat(sentences).as(process.errors()).hasSize(1);
    assertThat(sentences.getFirst()).contains(named);
    assertThat(process.errors()).doesNotContain("\tat ");
  }
}
