package openbell.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StoresConfigTest {
  @Test
  void defaultsAreTheDocumentedPorts() {
    var config = StoresConfig.at(Path.of("data"));
    assertThat(config.dataDir()).isAbsolute();
    assertThat(config.postgresPort()).isEqualTo(15_432);
    assertThat(config.redisPort()).isEqualTo(16_379);
    assertThat(config.kafkaPort()).isEqualTo(19_092);
    assertThat(config.ephemeral()).isFalse();
    assertThat(config.stores()).containsExactlyInAnyOrder(Store.values());
  }

  @Test
  void kafkasPortLeavesRoomForItsController() {
    assertThatThrownBy(
            () -> new StoresConfig(Path.of("data"), 0, 0, 65_535, true, Set.of(Store.KAFKA)))
        .hasMessage("kafka.port must be from 0 to 65534, not 65535");
  }

  @Test
  void nothingToRunIsRefused() {
    assertThatThrownBy(() -> StoresConfig.at(Path.of("data")).only(Set.of()))
        .hasMessage("at least one store must be chosen");
  }
}
