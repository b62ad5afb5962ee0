package openbell.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigTest {
  @TempDir Path folder;

  @Test
  void laterSourcesWin() throws IOException {
    var file = Files.writeString(folder.resolve("mine.yaml"), "http: {port: 1000}\n");
    assertThat(Config.load("demo", null, Map.of(), List.of()).integer("http.port")).isEqualTo(8080);
    assertThat(Config.load("demo", file, Map.of(), List.of()).integer("http.port")).isEqualTo(1000);
    var environment = Map.of("OPENBELL_HTTP_PORT", "2000");
    assertThat(Config.load("demo", file, environment, List.of()).integer("http.port"))
        .isEqualTo(2000);
    assertThat(
            Config.load("demo", file, environment, List.of("http.port=3000")).integer("http.port"))
        .isEqualTo(3000);
  }

  @Test
  void theProfileIsLaidOverTheDefaults() {
    assertThat(load().flag("market.alwaysOpen")).isTrue();
    assertThat(Config.load("production", null, Map.of(), List.of()).flag("demo.users")).isFalse();
  }

  @Test
  void anUnknownKeyIsRefusedWithItsSource() throws IOException {
    assertRefused("The configuration key http.prt (--set) is unknown.", "http.prt=1");
    var file = Files.writeString(folder.resolve("mine.yaml"), "nothing: 1\n");
    assertThatThrownBy(() -> Config.load("demo", file, Map.of(), List.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessage("The configuration key nothing (" + file + ") is unknown.");
  }

  @Test
  void whatIsNoSettingIsRefused() {
    assertRefused("--set takes key=value, not http.port.", "http.port");
    assertRefused("--set takes key=value, not =1.", "=1");
  }

  @Test
  void aValueOfAnotherKindIsRefusedWhenItIsRead() {
    var config = Config.load("demo", null, Map.of(), List.of("http.port=many"));
    assertThatThrownBy(() -> config.integer("http.port"))
        .hasMessage("The configuration key http.port takes a whole number, not many.");
    assertThatThrownBy(() -> config.flag("http.port"))
        .hasMessage("The configuration key http.port takes true or false, not many.");
  }

  @Test
  void aFileThatIsNoYamlOrAbsentIsRefusedInOneSentence() throws IOException {
    var broken = Files.writeString(folder.resolve("broken.yaml"), "a: [1\n");
    assertThatThrownBy(() -> Config.load("demo", broken, Map.of(), List.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("The configuration " + broken + " is no YAML");
    var absent = folder.resolve("absent.yaml");
    assertThatThrownBy(() -> Config.load("demo", absent, Map.of(), List.of()))
        .hasMessage("The configuration file " + absent + " cannot be read.");
    assertThatThrownBy(() -> Config.load("none", null, Map.of(), List.of()))
        .hasMessage("There is no configuration profiles/profile-none.yaml.");
  }

  private static Config load() {
    return Config.load("demo", null, Map.of(), List.of());
  }

  private static void assertRefused(String sentence, String setting) {
    assertThatThrownBy(() -> Config.load("demo", null, Map.of(), List.of(setting)))
        .isInstanceOf(ConfigException.class)
        .hasMessage(sentence);
  }
}
