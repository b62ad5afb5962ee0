package openbell.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three processes on one machine: the stores; A with feed, venue and simulated exchange; B with the
 * doors and the money. A is stopped and rejoins, and trading goes on.
 */
final class TwoNodesIT {
  private static final String A_ROLES = "feed-handler,venue,exchange-simulator";
  private static final String B_ROLES = "quote-fanout,order,risk,ledger,search,gateway";

  @TempDir Path folder;

  @Test
  void quotesAndFillsCrossTheClusterAndSurviveARestartOfTheFeedAndVenueNode() throws Exception {
    var data = folder.resolve("data");
    var cluster = Cluster.of(data, 2);
    try (var stores = PlatformProcess.start(data, "--roles", "stores").awaitReady();
        var b = cluster.start(1, B_ROLES)) {
      var a = cluster.start(0, A_ROLES);
      try {
        b.awaitReady();
        var trader = Trader.login(b.url(), "trader1@openbell.test");
        assertQuotesFlow(b, trader);
        assertOrderFills(b, trader);
        a.close();
        assertThat(b.isAlive()).isTrue();
        a = cluster.start(0, A_ROLES);
        a.awaitReady();
        assertQuotesFlow(b, trader);
        assertOrderFills(b, trader);
      } finally {
        a.close();
      }
      assertThat(stores.isAlive()).isTrue();
    }
  }

  /** A quote from A's feed reaches a socket on B: a snapshot, then a change. */
  private static void assertQuotesFlow(PlatformProcess b, Trader trader) {
    try (var socket = StreamClient.open(b.url(), trader.token())) {
      socket.send(
          new JsonObject()
              .put("action", "subscribe")
              .put("symbols", new io.vertx.core.json.JsonArray().add("RELIANCE").add("AAPL")));
      socket.awaitMessage(
          "a fresh snapshot or update",
          message ->
              message.containsKey("d")
                  && message.getJsonArray("d").stream()
                      .anyMatch(quote -> !((JsonObject) quote).getBoolean("stale", false)));
      socket.awaitMessage("an update", message -> "quotes".equals(message.getString("type")));
    }
  }

  /** An order placed on B fills on A, and its event reaches a socket on B. */
  private static void assertOrderFills(PlatformProcess b, Trader trader) {
    try (var socket = StreamClient.open(b.url(), trader.token())) {
      socket.send(new JsonObject().put("action", "orders").put("since", 0));
      var order = new JsonObject[1];
      Await.until(
          "an order is accepted",
          Duration.ofSeconds(30),
          () -> {
            var answer = trader.place(Orders.market("BUY", "RELIANCE", 1));
            order[0] = answer.body();
            return answer.status() == 202;
          });
      var orderId = order[0].getString("orderId");
      socket.awaitMessage(
          "the fill of " + orderId,
          message ->
              "order".equals(message.getString("type"))
                  && orderId.equals(message.getString("orderId"))
                  && "FILLED".equals(message.getString("status")));
    }
  }
}
