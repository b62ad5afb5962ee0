package openbell.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of the whole process in the middle of orders; then everything acknowledged is there. */
final class KillRecoveryIT {
  private static final int SEEDS = Integer.getInteger("kill.seeds", 10);
  private static final int ORDERS = 500;
  private static final int WORKERS = 25;
  private static final List<String> SYMBOLS = List.of("RELIANCE", "TCS", "INFY", "AAPL", "MSFT");

  @TempDir Path folder;

  @Test
  void everyAcknowledgedOrderIsThereExactlyOnceAfterAKill() throws Exception {
    var data = folder.resolve("data");
    var platform = PlatformProcess.start(data).awaitReady();
    try {
      for (var seed = 1; seed <= SEEDS; seed++) {
        var acknowledged = new ConcurrentHashMap<String, String>();
        placeUntilKilled(platform, seed, acknowledged);
        platform = PlatformProcess.start(data).awaitReady();
        assertAllThereOnce(platform, acknowledged);
        assertBooksTrade(platform);
        assertBooksVerify(data);
      }
    } finally {
      platform.close();
    }
  }

  /** Sends orders from many workers; kills when a seeded number of them is answered. */
  private static void placeUntilKilled(
      PlatformProcess platform, int seed, Map<String, String> acknowledged)
      throws InterruptedException {
    var random = new Random(seed);
    var killAfter = 20 + random.nextInt(ORDERS - 60);
    var traders = new ArrayList<Trader>();
    for (var number = 1; number <= 5; number++) {
      traders.add(Trader.login(platform.url(), "trader" + number + "@openbell.test"));
    }
    var untilKill = new CountDownLatch(killAfter);
    var bodies = new ArrayList<JsonObject>();
    for (var index = 0; index < ORDERS; index++) {
      var symbol = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
      bodies.add(
          Orders.market(random.nextBoolean() ? "BUY" : "SELL", symbol, 1)
              .put("clientOrderId", "kill-" + seed + "-" + index));
    }
    try (var executor = Executors.newFixedThreadPool(WORKERS, Thread.ofVirtual().factory())) {
      for (var index = 0; index < ORDERS; index++) {
        var trader = traders.get(index % 5);
        var body = bodies.get(index);
        executor.execute(
            () -> {
              placeOne(trader, body, acknowledged);
              untilKill.countDown();
            });
      }
      untilKill.await();
      platform.kill();
    }
    System.out.printf("seed %d: killed after %d acknowledged%n", seed, acknowledged.size());
  }

  private static void placeOne(Trader trader, JsonObject body, Map<String, String> acknowledged) {
    try {
      var answer = trader.place(body);
      if (answer.status() == 202) {
        acknowledged.put(body.getString("clientOrderId"), answer.body().getString("orderId"));
      }
    } catch (UncheckedIOException killed) {
      System.out.println("unknown: " + body.getString("clientOrderId"));
    }
  }

  private static void assertAllThereOnce(
      PlatformProcess platform, Map<String, String> acknowledged) {
    var found = new HashMap<String, Integer>();
    for (var number = 1; number <= 5; number++) {
      var trader = Trader.login(platform.url(), "trader" + number + "@openbell.test");
      Await.until(
          "every order ends",
          Duration.ofSeconds(60),
          () -> trader.orders().stream().allMatch(Orders::isTerminal));
      var orders = trader.orders();
      for (var order : orders) {
        found.merge(order.getString("clientOrderId"), 1, Integer::sum);
        var expected = acknowledged.get(order.getString("clientOrderId"));
        if (expected != null) {
          assertThat(order.getString("orderId")).isEqualTo(expected);
        }
      }
      Books.assertEventsTellTheSame(
          trader,
          orders.stream().limit(50).map(o -> trader.order(o.getString("orderId"))).toList());
      assertThat(trader.funds("INR", "held")).isZero();
      assertThat(trader.funds("USD", "held")).isZero();
    }
    assertThat(found).containsKeys(acknowledged.keySet().toArray(String[]::new));
    assertThat(found.values()).allMatch(count -> count == 1);
  }

  /** The books were rebuilt: a new order meets them and fills. */
  private static void assertBooksTrade(PlatformProcess platform) {
    var trader = Trader.login(platform.url(), "trader2@openbell.test");
    var answer = trader.place(Orders.market("BUY", "TCS", 1));
    assertThat(answer.status()).as("%s", answer).isEqualTo(202);
    var orderId = answer.body().getString("orderId");
    Await.until(
        "an order fills",
        Duration.ofSeconds(20),
        () -> trader.order(orderId).getString("status").equals("FILLED"));
  }

  private static void assertBooksVerify(Path data) {
    var verified =
        PlatformProcess.run("ledger", "verify", "--from-journal", "--set", "data.dir=" + data);
    assertThat(verified.exitCode()).as(verified.output()).isZero();
  }
}
