package openbell.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers that accept connections and answer nothing, the worst kind of outage: it shows in health,
 * money is refused or kept with an honest outcome, and all goes on by itself when they return.
 */
final class StoreOutageIT {
  private static final Duration SOON = Duration.ofSeconds(30);

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
  void ordersAreAcceptedWhileKafkaIsAwayAndFillWhenItReturns() {
    var trader = Trader.login(platform.url(), "trader1@openbell.test");
    var price = priceAbove(trader, "RELIANCE");
    Stores.KAFKA.freeze(platform);
    String orderId;
    try {
      Await.until("health tells", SOON, () -> !isReady());
      var answer = trader.place(Orders.limit("BUY", "RELIANCE", 1, price));
      assertThat(answer.status()).as("%s", answer).isEqualTo(202);
      orderId = answer.body().getString("orderId");
      assertThat(trader.order(orderId).getString("status")).isEqualTo("PENDING");
    } finally {
      Stores.KAFKA.thaw(platform);
    }
    Await.until("the order ends", SOON, () -> Orders.isTerminal(trader.order(orderId)));
    assertThat(trader.order(orderId).getString("status")).isEqualTo("FILLED");
    Await.until("health is well", SOON, StoreOutageIT::isReady);
  }

  @Test
  void tradingGoesOnWhileRedisIsAway() {
    var trader = Trader.login(platform.url(), "trader2@openbell.test");
    Stores.REDIS.freeze(platform);
    try {
      Await.until("health tells", SOON, () -> !isReady());
      var answer = trader.place(Orders.market("BUY", "INFY", 1));
      assertThat(answer.status()).as("%s", answer).isEqualTo(202);
      var orderId = answer.body().getString("orderId");
      Await.until("it fills", SOON, () -> Orders.isTerminal(trader.order(orderId)));
    } finally {
      Stores.REDIS.thaw(platform);
    }
    Await.until("health is well", SOON, StoreOutageIT::isReady);
  }

  @Test
  void aFrozenDatabaseIsAnUnknownOutcomeAndTheSameKeyTellsItLater() {
    var trader = Trader.login(platform.url(), "trader3@openbell.test");
    var before = trader.orders().size();
    var order = Orders.market("BUY", "TCS", 1);
    var key = UUID.randomUUID().toString();
    Stores.POSTGRES.freeze(platform);
    try {
      var answer = trader.placeOnce(order, key);
      assertThat(answer.status()).as("%s", answer).isEqualTo(503);
      assertThat(answer.body().getString("outcome")).isIn("UNKNOWN", "NOT_APPLIED");
      assertThat(answer.body().getBoolean("retryable")).isTrue();
      Await.until("health tells", SOON, () -> !isReady());
    } finally {
      Stores.POSTGRES.thaw(platform);
    }
    Await.until("health is well", SOON, StoreOutageIT::isReady);
    Await.until(
        "the same key is answered", SOON, () -> trader.placeOnce(order, key).status() == 202);
    assertThat(trader.orders()).hasSize(before + 1);
  }

  private static String priceAbove(Trader trader, String symbol) {
    var quote = trader.get("/quotes?symbols=" + symbol).body().getJsonArray("data");
    var last = new java.math.BigDecimal(((JsonObject) quote.getValue(0)).getString("ltp"));
    return last.multiply(new java.math.BigDecimal("1.05"))
        .setScale(0, java.math.RoundingMode.DOWN)
        .toPlainString();
  }

  private static boolean isReady() {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(platform.managementUrl() + "/health/ready"))
              .timeout(SOON)
              .build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
