package openbell.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole story of an order over HTTP, told by every part that it passed. */
final class OrderExplainIT {
  @TempDir static Path folder;
  private static PlatformProcess platform;
  private static Trader trader;

  @BeforeAll
  static void startPlatform() {
    platform = PlatformProcess.start(folder.resolve("data")).awaitReady();
    trader = Trader.login(platform.url(), "trader1@openbell.test");
  }

  @AfterAll
  static void stopPlatform() {
    platform.close();
  }

  @Test
  void anOrderThatRestsTellsItsPlaceInTheQueue() {
    var last =
        new BigDecimal(
            trader
                .get("/quotes?symbols=TCS")
                .body()
                .getJsonArray("data")
                .getJsonObject(0)
                .getString("ltp"));
    var price = last.multiply(new BigDecimal("0.9")).setScale(0, RoundingMode.DOWN).toPlainString();
    var before = placed(Orders.limit("BUY", "TCS", 3, price));
    awaitOpen(before);
    var orderId = placed(Orders.limit("BUY", "TCS", 2, price));
    awaitOpen(orderId);

    var story = explain(trader, orderId).body();

    assertThat(story.getString("status")).isEqualTo("OPEN");
    assertThat(story.getJsonArray("levels")).isEmpty();
    var opened = objects(story.getJsonArray("timeline")).get(1);
    var arrival = opened.getJsonObject("arrival");
    assertThat(arrival.getString("quantityAhead")).isEqualTo("3");
    assertThat(arrival.getInteger("ordersAhead")).isEqualTo(1);
    assertThat(trader.cancel(before).status()).isEqualTo(202);
    assertThat(trader.cancel(orderId).status()).isEqualTo(202);
  }

  @Test
  void anothersOrderIsUnknown() {
    var orderId = placed(Orders.market("BUY", "INFY", 1));
    var other = Trader.login(platform.url(), "trader2@openbell.test");

    assertThat(explain(trader, orderId).status()).isEqualTo(200);
    assertThat(explain(other, orderId).status()).isEqualTo(404);
    assertThat(explain(other, orderId).body().getString("code")).isEqualTo("order.unknown");
    assertThat(explain(trader, "none").status()).isEqualTo(404);
    assertThat(explain(trader.withToken(""), orderId).status()).isEqualTo(401);
    assertThat(trader.get("/orders/" + orderId + "/explain?depth=9").status()).isEqualTo(400);
  }

  private static Trader.Answer explain(Trader who, String orderId) {
    return who.get("/orders/" + orderId + "/explain");
  }

  private static String placed(JsonObject order) {
    var answer = trader.place(order);
    assertThat(answer.status()).as("%s", answer).isEqualTo(202);
    return answer.body().getString("orderId");
  }

  private static void awaitOpen(String orderId) {
    Await.until(
        "the order is open",
        Duration.ofSeconds(30),
        () -> trader.order(orderId).getString("status").equals("OPEN"));
  }

  private static List<JsonObject> objects(JsonArray array) {
    return IntStream.range(0, array.size()).mapToObj(array::getJsonObject).toList();
  }
}
