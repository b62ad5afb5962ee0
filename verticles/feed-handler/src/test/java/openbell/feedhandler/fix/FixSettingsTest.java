package openbell.feedhandler.fix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import openbell.runtime.Config;
import openbell.runtime.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FixSettingsTest {
  @Test
  void hostsAreLinesInTheirOrder() {
    var settings = FixSettings.of(config("feed.fix.hosts=one:9880,10.0.0.2:9881"));

    assertThat(settings.hosts())
        .containsExactly(
            new FixSettings.Host("A", "one", 9880), new FixSettings.Host("B", "10.0.0.2", 9881));
    assertThat(settings.trustStore()).isEmpty();
  }

  @Test
  void aPasswordShowsNowhere() {
    assertThat(FixSettings.of(config("feed.fix.password=secret")).toString())
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "feed.fix.hosts=",
        "feed.fix.hosts=one",
        "feed.fix.hosts=one:x",
        "feed.fix.hosts=:9880",
        "feed.fix.hosts=one:99999",
        "feed.fix.mics=",
        "feed.fix.senderCompId=",
        "feed.fix.targetCompId=with space",
        "feed.fix.heartbeatSeconds=0",
        "feed.fix.batch=100000",
      })
  void nonsenseIsRefusedWithItsKey(String setting) {
    assertThatThrownBy(() -> FixSettings.of(config(setting)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(setting.substring(0, setting.indexOf('=')));
  }

  /** Without one the engine would believe every certificate. */
  @Test
  void tlsNeedsATrustStore() {
    assertThatThrownBy(() -> FixSettings.of(config("feed.fix.tls=true")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("feed.fix.trustStore");
  }

  private static Config config(String setting) {
    return Config.load("demo", null, Map.of(), List.of(setting));
  }
}
