package openbell.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stays of the data and of the processes when the program ends, well or badly. */
class StoresLifecycleIT {
  @TempDir Path folder;

  @Test
  void cleanCloseKeepsDataAndLeavesNoProcess() throws Exception {
    try (var stores = EmbeddedStores.start(TestConfigs.kept(folder))) {
      write(new StoreClients(stores.endpoints()));
    }
    assertThat(servers()).isEmpty();
    assertThat(folder.resolve("endpoints.json")).doesNotExist();
    try (var stores = EmbeddedStores.start(TestConfigs.kept(folder))) {
      assertAllThere(new StoreClients(stores.endpoints()));
    }
  }

  @Test
  void killedProgramLeavesNoProcessAndItsDataAreRecovered() throws Exception {
    var program = startProgram();
    try {
      write(new StoreClients(endpointsOf(program)));
    } finally {
      program.destroyForcibly();
    }
    Await.until("servers of the killed program ended", () -> servers().isEmpty());
    var next = startProgram();
    try {
      assertAllThere(new StoreClients(endpointsOf(next)));
    } finally {
      next.destroyForcibly().waitFor();
    }
    // Without waiting: the servers of the program just killed are still ending.
    try (var stores = EmbeddedStores.start(TestConfigs.kept(folder))) {
      assertAllThere(new StoreClients(stores.endpoints()));
    }
  }

  @Test
  void ephemeralDataAreDeletedAtClose() throws Exception {
    var ephemeral = folder.resolve("ephemeral");
    var config = StoresConfig.ephemeral(ephemeral).only(Set.of(Store.REDIS));
    try (var stores = EmbeddedStores.start(config)) {
      assertThat(new StoreClients(stores.endpoints()).redis("PING")).isEqualTo("+PONG");
    }
    assertThat(ephemeral).doesNotExist();
  }

  private static void write(StoreClients clients) throws Exception {
    clients.sql("CREATE TABLE kept (value text)");
    clients.sql("INSERT INTO kept VALUES ('row')");
    assertThat(clients.redis("SET kept value")).isEqualTo("+OK");
    clients.createTopic("kept");
    clients.produce("kept", "record");
  }

  private static void assertAllThere(StoreClients clients) throws Exception {
    assertThat(clients.sql("SELECT value FROM kept")).isEqualTo("row");
    assertThat(clients.redis("GET kept")).isEqualTo("value");
    assertThat(clients.consume("kept", 1)).containsExactly("record");
  }

  private Process startProgram() throws IOException {
    var program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StoresMain.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var output = program.inputReader(UTF_8);
    assertThat(output.readLine()).isEqualTo(StoresMain.STARTED);
    return program;
  }

  /** What another process of this user reads in endpoints.json. */
  private StoreEndpoints endpointsOf(Process program) throws IOException {
    var json = Files.readString(folder.resolve("endpoints.json"));
    assertThat(json).contains("\"pid\":" + program.pid());
    return StoreClients.parse(json);
  }

  private List<ProcessHandle> servers() {
    var programs = List.of("postgres", "redis-server", "java");
    return Arrays.stream(Store.values())
        .map(store -> folder.resolve(store.key()))
        .flatMap(home -> programs.stream().flatMap(name -> Leftovers.find(home, name).stream()))
        .toList();
  }
}
