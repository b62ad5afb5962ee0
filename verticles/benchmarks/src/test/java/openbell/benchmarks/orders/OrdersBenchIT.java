package openbell.benchmarks.orders;

import static java.util.stream.Collectors.toMap;
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
    var bars =
        json.getJsonArray("bars").stream()
            .map(JsonObject.class::cast)
            .collect(toMap(bar -> bar.getString("name"), bar -> bar.getBoolean("met")));
    assertThat(bars)
        .containsOnlyKeys(
            "orders.feed_updates_per_s",
            "orders.ack_p99_ms",
            "orders.engine_p99_ms",
            "orders.fill_p99_ms",
            "orders.filled_percent",
            "orders.lost")
        .containsEntry("orders.filled_percent", true)
        .containsEntry("orders.lost", true);
  }
}
