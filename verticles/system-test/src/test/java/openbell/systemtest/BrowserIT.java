package openbell.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people use: the page in Chromium, and the stock SockJS event-bus client in Node. */
@RequiresBrowser
final class BrowserIT {
  private static final long SECONDS = 180;

  @TempDir static Path folder;
  private static PlatformProcess platform;

  @BeforeAll
  static void startPlatform() {
    platform = PlatformProcess.start(folder.resolve("data")).awaitReady();
  }

  @AfterAll
  static void stopPlatform() {
    platform.close();
  }

  @Test
  void aPersonLogsInSeesAPriceChangeBuysAndSeesTheFillAndTheHolding() throws Exception {
    var pictures =
        Path.of(System.getProperty("project.root"), "verticles/system-test/target/pictures");
    var chromium = RequiresBrowser.Means.chromium().orElseThrow();
    assertPasses("page.mjs", platform.url(), chromium.toString(), pictures.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"websocket", "xhr-streaming"})
  void theStockClientSeesPricesBuysAndSeesItsFill(String transport) throws Exception {
    assertPasses("stock-client.mjs", platform.url(), transport);
  }

  private static void assertPasses(String script, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("node", script));
    command.addAll(List.of(arguments));
    var output = Files.createTempFile(folder, "node", ".log");
    var process =
        new ProcessBuilder(command)
            .directory(RequiresBrowser.Means.SCRIPTS.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    var ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    var printed = Files.readString(output);
    assertThat(ended).as("%s ends: %s", script, printed).isTrue();
    assertThat(process.exitValue()).as(printed + platform.errors()).isZero();
    assertThat(printed).endsWith("1 passed, 0 failed\n");
  }
}
