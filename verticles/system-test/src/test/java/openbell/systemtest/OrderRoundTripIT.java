package openbell.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders from the REST door to the ledger and back, on real components in one process. */
final class OrderRoundTripIT {
  private static final Map<String, String> CURRENCY_OF =
      Map.of(
          "XNSE:RELIANCE", "INR",
          "XNSE:TCS", "INR",
          "XNSE:INFY", "INR",
          "XBOM:RELIANCE", "INR",
          "XNAS:AAPL", "USD",
          "XNAS:MSFT", "USD");
  private static final List<String> SYMBOLS = CURRENCY_OF.keySet().stream().sorted().toList();
  private static final int ORDERS = 200;

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
  void everyHoldTransferAndEventOfConcurrentOrdersAddsUp() throws Exception {
    var traders = new ArrayList<Trader>();
    var books = new ArrayList<Books>();
    for (var number = 1; number <= 5; number++) {
      var trader = Trader.login(platform.url(), "trader" + number + "@openbell.test");
      traders.add(trader);
      books.add(Books.open(trader, List.of("INR", "USD"), SYMBOLS));
    }
    var tasks = new ArrayList<Callable<Trader.Answer>>();
    for (var index = 0; index < ORDERS; index++) {
      var trader = traders.get(index % 5);
      var order = Orders.market("BUY", SYMBOLS.get(index / 5 % SYMBOLS.size()), 1 + index % 3);
      tasks.add(() -> trader.place(order));
    }
    var answers = inParallel(tasks);
    assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(202));
    for (var number = 0; number < 5; number++) {
      var trader = traders.get(number);
      Await.until(
          "all orders of a trader end",
          Duration.ofSeconds(30),
          () -> trader.orders().stream().allMatch(Orders::isTerminal));
      var orders =
          trader.orders().stream().map(order -> trader.order(order.getString("orderId"))).toList();
      assertThat(orders).hasSize(ORDERS / 5);
      assertThat(orders).anyMatch(order -> order.getString("status").equals("FILLED"));
      books.get(number).assertMovedBy(orders, CURRENCY_OF);
      Books.assertEventsTellTheSame(trader, orders);
    }
    assertBooksVerify();
  }

  @Test
  void bothListingsOfAShareAreFoundAndPricedCloseToEachOther() {
    var trader = Trader.login(platform.url(), "trader1@openbell.test");
    var found = trader.get("/instruments/search?q=RELIANCE&limit=5").body().getJsonArray("data");
    assertThat(found)
        .extracting(listing -> ((JsonObject) listing).getString("symbol"))
        .startsWith("XNSE:RELIANCE", "XBOM:RELIANCE");

    var quotes = trader.get("/quotes?symbols=RELIANCE,XBOM:RELIANCE").body().getJsonArray("data");
    var first = new BigDecimal(quotes.getJsonObject(0).getString("ltp"));
    var second = new BigDecimal(quotes.getJsonObject(1).getString("ltp"));
    assertThat(second).isCloseTo(first, Percentage.withPercentage(1));
  }

  @Test
  void bothListingsOfAShareShowOneAveragePrice() {
    var trader = Trader.login(platform.url(), "trader1@openbell.test");
    Await.until(
        "both quotes show the same average, which one venue alone has not",
        Duration.ofSeconds(30),
        () -> {
          var data = trader.get("/quotes?symbols=TCS,XBOM:TCS,WIPRO,MRF").body();
          var quotes = data.getJsonArray("data");
          var first = quotes.getJsonObject(0).getString("consolidatedVwap", "none");
          var second = quotes.getJsonObject(1).getString("consolidatedVwap");
          return first.equals(second)
              && quotes.getJsonObject(2).containsKey("consolidatedVwap")
              && !quotes.getJsonObject(3).containsKey("consolidatedVwap");
        });
  }

  @Test
  void aSocketSeesOneAveragePriceOnBothListings() {
    var trader = Trader.login(platform.url(), "trader1@openbell.test");
    var averages = new HashMap<String, String>();
    try (var socket = StreamClient.open(platform.url(), trader.token())) {
      socket.send(
          new JsonObject()
              .put("action", "subscribe")
              .put("symbols", new JsonArray().add("INFY").add("XBOM:INFY").add("MRF"))
              .put("mode", "quote")
              .put("windowMs", 100));
      socket.awaitMessage(
          "one average of two venues, none of one",
          message -> {
            for (var each : message.getJsonArray("d", new JsonArray())) {
              var quote = (JsonObject) each;
              averages.put(quote.getString("s"), quote.getString("cvw", ""));
            }
            return averages.size() == 3
                && averages.get("MRF").isEmpty()
                && !averages.get("INFY").isEmpty()
                && averages.get("INFY").equals(averages.get("XBOM:INFY"));
          });
    }
  }

  @Test
  void aRetryStormOfOneKeyMakesOneOrder() throws Exception {
    var trader = Trader.login(platform.url(), "trader1@openbell.test");
    var before = trader.orders().size();
    var key = UUID.randomUUID().toString();
    var order = Orders.market("BUY", "INFY", 1);
    var tasks = new ArrayList<Callable<Trader.Answer>>();
    for (var retry = 0; retry < 20; retry++) {
      tasks.add(() -> trader.place(order, key));
    }
    var answers = inParallel(tasks);
    var ids = new HashSet<String>();
    for (var answer : answers) {
      assertThat(answer.status()).as("%s", answer).isIn(202, 409);
      if (answer.status() == 202) {
        ids.add(answer.body().getString("orderId"));
      }
    }
    assertThat(ids).hasSize(1);
    assertThat(trader.orders()).hasSize(before + 1);
  }

  @Test
  void aReusedKeyWithAnotherBodyIsRefused() {
    var trader = Trader.login(platform.url(), "trader1@openbell.test");
    var key = UUID.randomUUID().toString();
    assertThat(trader.place(Orders.market("BUY", "INFY", 1), key).status()).isEqualTo(202);
    var refused = trader.place(Orders.market("BUY", "INFY", 2), key);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body().getString("code")).isEqualTo("idempotency.key_reused");
    assertThat(refused.body().getString("outcome")).isEqualTo("NOT_APPLIED");
  }

  @Test
  void ordersRacingForTheFundsOfOneLetExactlyOnePass() throws Exception {
    var trader = Trader.login(platform.url(), "trader5@openbell.test");
    var available = trader.funds("INR", "available");
    var price = belowTheMarket(trader, "RELIANCE");
    var quantity =
        available.multiply(new BigDecimal("0.6")).divideToIntegralValue(price).longValueExact();
    var order = Orders.limit("BUY", "RELIANCE", quantity, price.toPlainString());
    var tasks = new ArrayList<Callable<Trader.Answer>>();
    for (var racer = 0; racer < 64; racer++) {
      tasks.add(() -> trader.place(order));
    }
    var answers = inParallel(tasks);
    var accepted = answers.stream().filter(answer -> answer.status() == 202).toList();
    assertThat(accepted).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.status() != 202)
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(422);
              assertThat(answer.body().getString("code")).isEqualTo("funds.insufficient");
            });
    var orderId = accepted.getFirst().body().getString("orderId");
    assertThat(trader.cancel(orderId).status()).isEqualTo(202);
    Await.until(
        "the hold is released",
        Duration.ofSeconds(10),
        () ->
            Orders.isTerminal(trader.order(orderId)) && trader.funds("INR", "held").signum() == 0);
    assertThat(trader.order(orderId).getString("status")).isEqualTo("CANCELLED");
    assertThat(trader.funds("INR", "available")).isEqualByComparingTo(available);
  }

  /** Far enough below the market not to trade, inside the price band, on the tick. */
  private static BigDecimal belowTheMarket(Trader trader, String symbol) {
    var quote = trader.get("/quotes?symbols=" + symbol).body().getJsonArray("data");
    var last = new BigDecimal(quote.getJsonObject(0).getString("ltp"));
    return last.multiply(new BigDecimal("0.85")).setScale(0, java.math.RoundingMode.DOWN);
  }

  private static void assertBooksVerify() {
    var verified =
        PlatformProcess.run(
            "ledger", "verify", "--from-journal", "--set", "data.dir=" + folder.resolve("data"));
    assertThat(verified.exitCode()).as(verified.output()).isZero();
  }

  private static List<Trader.Answer> inParallel(List<Callable<Trader.Answer>> tasks)
      throws InterruptedException, ExecutionException {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Trader.Answer>();
      for (var future : executor.invokeAll(tasks)) {
        answers.add(future.get());
      }
      return answers;
    }
  }
}
