package openbell.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class EndpointsFileTest {
  private static final StoreEndpoints ENDPOINTS =
      new StoreEndpoints(
          new StoreEndpoints.Postgres("127.0.0.1", 1, "openbell", "openbell", "pg\"\\\n"),
          new StoreEndpoints.Redis("127.0.0.1", 2, "secret"),
          new StoreEndpoints.Kafka("127.0.0.1:3"));

  @Test
  void namesEachRunningStore() {
    assertThat(EndpointsFile.json(42, ENDPOINTS, Set.of(Store.values())))
        .isEqualTo(
            """
            {"pid":42,\
            "postgres":{"host":"127.0.0.1","port":1,"database":"openbell","user":"openbell",\
            "password":"pg\\"\\\\\\u000a"},\
            "redis":{"host":"127.0.0.1","port":2,"password":"secret"},\
            "kafka":{"bootstrap":"127.0.0.1:3"}}
            """);
  }

  @Test
  void leavesOutStoresThatWereNotAskedFor() {
    assertThat(EndpointsFile.json(42, ENDPOINTS, Set.of(Store.KAFKA)))
        .isEqualTo("{\"pid\":42,\"kafka\":{\"bootstrap\":\"127.0.0.1:3\"}}\n");
  }

  @Test
  void passwordsAreNotPrinted() {
    assertThat(ENDPOINTS.toString()).doesNotContain("secret").doesNotContain("pg\"");
  }
}
