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
  private static final int ATTEMPTS = 20;

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
  void anOrderThatCrossesTwoLevelsTellsThem() {
    var story = crossing();
    var filled = trader.order(story.getString("orderId"));
    var levels = objects(story.getJsonArray("levels"));
    assertThat(levels).hasSizeGreaterThanOrEqualTo(2);
    assertThat(sum(levels, "quantity")).isEqualTo(filled.getString("filledQuantity"));
    // A buy takes the cheapest first.
    assertThat(levels).extracting(level -> new BigDecimal(level.getString("price"))).isSorted();

    var timeline = objects(story.getJsonArray("timeline"));
    assertThat(timeline)
        .extracting(entry -> entry.getString("event"))
        .startsWith("order.accepted", "order.open")
        .endsWith("order.fill");
    var accepted = timeline.getFirst();
    assertThat(hops(accepted)).containsExactly("received", "checked", "stored");
    assertThat(accepted.getJsonObject("rules").getString("phase")).isNotBlank();
    assertThat(accepted.getJsonObject("rules").getString("tickSize")).isEqualTo("0.05");
    var opened = timeline.get(1);
    assertThat(hops(opened)).containsExactly("logged", "dequeued", "decided", "applied");
    assertThat(opened.getJsonArray("hops").getJsonObject(1).getLong("latencyUs")).isNotNull();
    // The book at arrival is the book that filled it.
    var asks = opened.getJsonObject("arrival").getJsonArray("asks");
    assertThat(asks.getJsonArray(0).getString(0)).isEqualTo(levels.getFirst().getString("price"));
    assertThat(timeline.subList(2, timeline.size()))
        .allSatisfy(fill -> assertThat(fill.containsKey("fill")).isTrue())
        .allSatisfy(fill -> assertThat(hops(fill)).contains("decided", "applied"));
  }

  /** Buys one more than the best level asks, until the book stands still for long enough. */
  private static JsonObject crossing() {
    var story = new JsonObject();
    for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
      var asks = trader.get("/depth/WIPRO").body().getJsonArray("asks");
      var order =
          Orders.limit("BUY", "WIPRO", bestQuantity(asks) + 1, asks.getJsonArray(3).getString(0))
              .put("validity", "IOC");
      var orderId = placed(order);
      Await.until(
          "the order ends", Duration.ofSeconds(30), () -> Orders.isTerminal(trader.order(orderId)));
      story = explain(trader, orderId).body();
      var filled = trader.order(orderId).getString("status").equals("FILLED");
      if (filled && story.getJsonArray("levels").size() > 1) {
        return story;
      }
    }
    throw new AssertionError("the book never stood still: " + story);
  }

  private static long bestQuantity(JsonArray levels) {
    return Long.parseLong(levels.getJsonArray(0).getString(1));
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

  private static List<String> hops(JsonObject entry) {
    return objects(entry.getJsonArray("hops")).stream().map(hop -> hop.getString("hop")).toList();
  }

  private static String sum(List<JsonObject> levels, String field) {
    return Long.toString(
        levels.stream().mapToLong(level -> Long.parseLong(level.getString(field))).sum());
  }
}
