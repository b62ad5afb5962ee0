package openbell.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import openbell.runtime.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OpenbellTest {
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  @ParameterizedTest
  @ValueSource(strings = {"run", "bench", "replay", "instruments", "user", "ledger", "config"})
  void everySubcommandExplainsItself(String command) {
    assertThat(execute(command, "--help")).isZero();
    assertThat(sentences()).isEmpty();
  }

  @Test
  void theConfigurationOfEveryProfileChecks() {
    assertThat(execute("config", "check")).isZero();
    assertThat(execute("config", "check", "--profile", "cluster")).isZero();
    assertThat(execute("config", "check", "--profile", "production")).isZero();
  }

  @Test
  void aWrongConfigurationIsOneSentenceAndEndsWithOne() {
    assertThat(execute("config", "check", "--set", "no.such=1")).isEqualTo(1);
    assertThat(sentences())
        .containsExactly("openbell: The configuration key no.such (--set) is unknown.");
  }

  @Test
  void anUnknownCommandEndsWithTwo() {
    assertThat(execute("dance")).isEqualTo(2);
  }

  @Test
  void aReplayOfAFileThatIsNotThereIsOneSentence() {
    assertThat(execute("replay", "no-such-file.zip")).isEqualTo(1);
    assertThat(sentences()).hasSize(1);
    assertThat(sentences().getFirst()).startsWith("openbell: ").contains("no-such-file.zip");
  }

  @Test
  void aBenchmarkOutsideACheckoutIsOneSentence() {
    assertThat(execute("bench", "book")).isEqualTo(1);
    assertThat(sentences()).hasSize(1);
    assertThat(sentences().getFirst()).contains("source checkout");
  }

  @Test
  void rolesAreReadByName() {
    assertThat(Role.parse(List.of("venue", "stores"))).containsExactly(Role.STORES, Role.VENUE);
    assertThatThrownBy(() -> Role.parse(List.of("oracle")))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("The role oracle is unknown; known are stores, ledger,");
    assertThatThrownBy(() -> Role.parse(List.of())).isInstanceOf(ConfigException.class);
  }

  private int execute(String... arguments) {
    return Openbell.execute(arguments, new PrintStream(errors, true, StandardCharsets.UTF_8));
  }

  private List<String> sentences() {
    return errors.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
