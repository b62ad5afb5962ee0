package openbell.benchmarks.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quick form, on a real platform: every order is followed to its end; no speed is asserted. */
final class OrdersBenchIT {
  @TempDir private Path data;

  @Test
  void everyPartOfEveryOrderIsSeen() throws Exception {
    OrdersBench.run(data, OrdersBench.Scale.quick()).publish(data);

    var json = new JsonObject(Files.readString(data.resolve("bench/orders.json")));
    var rows = json.getJsonArray("table").stream().map(JsonArray.class::cast).toList();
    for (var stage : Stage.values()) {
      assertThat(rows)
          .as(stage.text())
          .anySatisfy(
              row -> {
                assertThat(row.getString(1)).isEqualTo(stage.text());
                assertThat(row.getString(2)).isNotEqualTo("0");
              });
    }
    assertThat(json.getJsonArray("bars"))
        .extracting(bar -> ((JsonObject) bar).getString("name"))
        .containsExactly(
            "orders.ack_p99_ms", "orders.engine_p99_ms", "orders.fill_p99_ms", "orders.lost");
    var lost = json.getJsonArray("bars").getJsonObject(3);
    assertThat(lost.getBoolean("met")).as(lost.encode()).isTrue();
  }
}
