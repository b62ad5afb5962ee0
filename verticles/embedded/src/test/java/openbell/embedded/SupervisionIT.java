package openbell.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that end while the program lives: killed ones come back, stopped ones stay away. */
class SupervisionIT {
  @TempDir static Path folder;
  private static EmbeddedStores stores;
  private static StoreClients clients;

  @BeforeAll
  static void start() throws Exception {
    stores = EmbeddedStores.start(TestConfigs.kept(folder));
    clients = new StoreClients(stores.endpoints());
  }

  @AfterAll
  static void close() {
    stores.close();
  }

  @Test
  void killedPostgresComesBackWithWhatItCommitted() throws Exception {
    clients.sql("CREATE TABLE committed (value text)");
    clients.sql("INSERT INTO committed VALUES ('row')");
    stores.kill(Store.POSTGRES);
    Await.until("Postgres is back", () -> stores.alive(Store.POSTGRES));
    assertThat(clients.sql("SELECT value FROM committed")).isEqualTo("row");
  }

  @Test
  void killedRedisComesBack() throws Exception {
    stores.kill(Store.REDIS);
    Await.until("Redis is back", () -> stores.alive(Store.REDIS));
    assertThat(clients.redis("PING")).isEqualTo("+PONG");
  }

  @Test
  void killedKafkaComesBackWithWhatItAcknowledged() throws Exception {
    clients.createTopic("acknowledged");
    clients.produce("acknowledged", "record");
    stores.kill(Store.KAFKA);
    Await.until("Kafka is back", () -> stores.alive(Store.KAFKA));
    assertThat(clients.consume("acknowledged", 1)).containsExactly("record");
  }

  @Test
  void serverKilledFromOutsideComesBackAsANewProcess() {
    var home = folder.resolve(Store.REDIS.key());
    var killed = Leftovers.find(home, "redis-server").getFirst();
    assertThat(killed.destroyForcibly()).isTrue();
    Await.until("another process runs", () -> isRunByAnother(home, killed));
    Await.until("it answers", () -> clients.redis("PING").equals("+PONG"));
    Await.until("it is seen as alive", () -> stores.alive(Store.REDIS));
  }

  @Test
  void serverWhoseWatchdogWasKilledEndsAndComesBack() {
    var home = folder.resolve(Store.REDIS.key());
    var unwatched = Leftovers.find(home, "redis-server").getFirst();
    assertThat(unwatched.parent().orElseThrow().destroyForcibly()).isTrue();
    Await.until("another process runs", () -> isRunByAnother(home, unwatched));
    Await.until("it is seen as alive", () -> stores.alive(Store.REDIS));
  }

  @Test
  void stoppedServerStaysDownUntilRestarted() throws Exception {
    stores.stop(Store.REDIS);
    assertThat(stores.alive(Store.REDIS)).isFalse();
    assertThatThrownBy(() -> clients.redis("PING")).isInstanceOf(IOException.class);
    stores.restart(Store.REDIS);
    assertThat(clients.redis("PING")).isEqualTo("+PONG");
  }

  private static boolean isRunByAnother(Path home, ProcessHandle killed) {
    var running = Leftovers.find(home, "redis-server");
    return !running.isEmpty() && !running.contains(killed);
  }
}
