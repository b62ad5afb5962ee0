package openbell.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole story of an order over HTTP, told by every part that it passed. */
final class OrderExplainIT {
  private static final BigDecimal TICK = new BigDecimal("0.05");
  private static final int ATTEMPTS = 15;

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
  void anOrderThatCrossesTwoLevelsTellsThem() {
    var story = crossing();

    var levels = objects(story.getJsonArray("levels"));
    assertThat(levels).extracting(level -> level.getString("quantity")).containsExactly("1", "1");
    // A buy takes the cheapest first.
    var prices = levels.stream().map(level -> new BigDecimal(level.getString("price"))).toList();
    assertThat(prices.get(1).subtract(prices.get(0))).isEqualByComparingTo(TICK);
    var timeline = objects(story.getJsonArray("timeline"));
    assertThat(timeline)
        .extracting(entry -> entry.getString("event"))
        .containsExactly("order.accepted", "order.open", "order.partial_fill", "order.fill");
    var accepted = timeline.getFirst();
    assertThat(hops(accepted)).containsExactly("received", "checked", "stored");
    assertThat(accepted.getJsonObject("rules").getString("tickSize"))
        .isEqualTo(TICK.toPlainString());
    var opened = timeline.get(1);
    assertThat(hops(opened)).containsExactly("logged", "dequeued", "decided", "applied");
    // The book at arrival is the book that filled it.
    var asks = opened.getJsonObject("arrival").getJsonArray("asks");
    for (var level = 0; level < levels.size(); level++) {
      assertThat(asks.getJsonArray(level).getString(0))
          .isEqualTo(levels.get(level).getString("price"));
    }
  }

  /**
   * Another customer offers a share a tick below the street; an order takes it and one of the
   * street's. Again, where the street took the offer or moved its own.
   */
  private static JsonObject crossing() {
    var seller = Trader.login(platform.url(), "trader3@openbell.test");
    var story = new JsonObject();
    for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
      var ask = askAboveAFreeTick();
      var offer =
          placed(seller, Orders.limit("SELL", "TCS", 1, ask.subtract(TICK).toPlainString()));
      awaitApplied(seller, offer);
      var orderId =
          placed(trader, Orders.limit("BUY", "TCS", 2, ask.toPlainString()).put("validity", "IOC"));
      awaitEnd(trader, orderId);
      story = explain(trader, orderId).body();
      var levels = story.getJsonArray("levels");
      if (levels.size() == 2
          && new BigDecimal(levels.getJsonObject(1).getString("price")).compareTo(ask) == 0) {
        return story;
      }
      seller.cancel(offer);
      awaitEnd(seller, offer);
    }
    throw new AssertionError("the street always came first: " + story);
  }

  /** The best ask, while nobody bids a tick below it: an offer there would trade at once. */
  private static BigDecimal askAboveAFreeTick() {
    var found = new AtomicReference<BigDecimal>();
    Await.until(
        "a free tick between bid and ask",
        Duration.ofSeconds(30),
        () -> {
          var depth = trader.get("/depth/TCS").body();
          var ask = best(depth.getJsonArray("asks"));
          found.set(ask);
          return ask.subtract(best(depth.getJsonArray("bids"))).compareTo(TICK) > 0;
        });
    return found.get();
  }

  private static BigDecimal best(JsonArray levels) {
    return new BigDecimal(levels.getJsonArray(0).getString(0));
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
    return placed(trader, order);
  }

  private static String placed(Trader who, JsonObject order) {
    var answer = who.place(order);
    assertThat(answer.status()).as("%s", answer).isEqualTo(202);
    return answer.body().getString("orderId");
  }

  private static void awaitOpen(String orderId) {
    Await.until(
        "the order is open",
        Duration.ofSeconds(30),
        () -> trader.order(orderId).getString("status").equals("OPEN"));
  }

  /** The venue has spoken of it: it rests, or it is filled already. */
  private static void awaitApplied(Trader who, String orderId) {
    Await.until(
        "the venue took the order",
        Duration.ofSeconds(30),
        () -> who.order(orderId).getInteger("version") > 1);
  }

  private static void awaitEnd(Trader who, String orderId) {
    Await.until(
        "the order ends", Duration.ofSeconds(30), () -> Orders.isTerminal(who.order(orderId)));
  }

  private static List<String> hops(JsonObject entry) {
    return objects(entry.getJsonArray("hops")).stream().map(hop -> hop.getString("hop")).toList();
  }

  private static List<JsonObject> objects(JsonArray array) {
    return IntStream.range(0, array.size()).mapToObj(array::getJsonObject).toList();
  }
}
