package openbell.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinariesTest {
  @TempDir Path folder;

  @AfterEach
  void forgetHome() {
    System.clearProperty("openbell.home");
  }

  @Test
  void unpacksIntoTheConfiguredHomeOnce() throws Exception {
    var home = folder.resolve("home");
    System.setProperty("openbell.home", home.toString());
    var redis = Binaries.in(folder).redis().resolve("redis-server");
    assertThat(redis).startsWith(home).isExecutable();
    var unpacked = Files.getLastModifiedTime(redis);
    assertThat(Binaries.in(folder).redis().resolve("redis-server")).isEqualTo(redis);
    assertThat(Files.getLastModifiedTime(redis)).isEqualTo(unpacked);
    assertThat(home).isDirectoryNotContaining("glob:**redis-*-*");
  }

  @Test
  void homeThatCannotBeMadeIsReplacedByTheDataFolder() throws Exception {
    var file = Files.writeString(folder.resolve("file"), "");
    System.setProperty("openbell.home", file.resolve("home").toString());
    assertThat(Binaries.in(folder).redis()).startsWith(folder.resolve("binaries"));
  }
}
