package openbell.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

class EmbeddedStoresIT {
  private final EmbeddedStores stores = EmbeddedStores.forTests();
  private final StoreClients clients = new StoreClients(stores.endpoints());

  @Test
  void postgresAnswersItsOwner() throws Exception {
    assertThat(clients.sql("SELECT current_user || ' ' || current_database()"))
        .isEqualTo("openbell openbell");
    assertThat(clients.sql("SELECT count(*) > 0 FROM pg_stat_statements")).isEqualTo("t");
  }

  @Test
  void redisAnswersWithThePasswordOnly() throws Exception {
    assertThat(clients.redis("PING")).isEqualTo("+PONG");
    var endpoints = stores.endpoints();
    var redis = endpoints.redis();
    var intruder = new StoreEndpoints.Redis(redis.host(), redis.port(), "guessed");
    var uninvited =
        new StoreClients(new StoreEndpoints(endpoints.postgres(), intruder, endpoints.kafka()));
    assertThat(uninvited.redis("PING")).startsWith("-NOAUTH");
  }

  @Test
  void kafkaGivesBackWhatWasSent() throws Exception {
    clients.createTopic("round-trip");
    clients.produce("round-trip", "one");
    assertThat(clients.consume("round-trip", 1)).containsExactly("one");
  }

  @Test
  void endpointsFileIsForItsOwnerOnly() throws Exception {
    assertThat(Files.getPosixFilePermissions(stores.endpointsFile()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.readString(stores.endpointsFile()))
        .startsWith("{\"pid\":" + ProcessHandle.current().pid())
        .contains(stores.endpoints().postgres().password());
  }
}
