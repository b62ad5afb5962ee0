package openbell.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes with the role feed-handler; the one that owns the feed is killed with -9. The other
 * takes over, epochs rise, and no client is ever shown an old price as new.
 */
final class FeedTakeOverIT {
  private static final String REST =
      "quote-fanout,order,risk,ledger,search,gateway,venue,exchange-simulator";
  private static final List<String> SYMBOLS =
      List.of("RELIANCE", "TCS", "INFY", "HDFCBANK", "AAPL", "MSFT", "AMZN", "NVDA");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir Path folder;

  @Test
  void anotherNodeTakesTheFeedOverAndNoOldPriceIsShownAsNew() {
    takeOver(1);
  }

  @Test
  void twoNodesShareTheSymbolsAndOneTakesTheOthersShareOver() {
    takeOver(2);
  }

  private void takeOver(int shards) {
    var data = folder.resolve("data");
    var cluster = Cluster.of(data, 3);
    var setting = "feed.shards=" + shards;
    try (var stores = PlatformProcess.start(data, "--roles", "stores").awaitReady();
        var doors = cluster.start(0, REST)) {
      var one = cluster.start(1, "feed-handler", setting);
      var other = cluster.start(2, "feed-handler", setting);
      try {
        doors.awaitReady();
        Await.until("all feeds are owned", PATIENCE, () -> owners(one, other) == shards);
        var token = Trader.login(doors.url(), "trader1@openbell.test").token();
        try (var socket = StreamClient.open(doors.url(), token)) {
          watch(socket);
          kill(isOwner(one) ? one : other, socket, shards);
        }
        assertThat(one.isAlive() != other.isAlive()).as("exactly one feed node is left").isTrue();
      } finally {
        one.close();
        other.close();
      }
      assertThat(stores.isAlive()).isTrue();
    }
  }

  private static void kill(PlatformProcess owner, StreamClient socket, int shards) {
    var seen = new Seen();
    socket.awaitMessage("all are fresh", message -> seen.take(message).areFreshSince(0));
    var epochs = seen.epochs();
    var killedAt = Instant.now();
    owner.kill();
    var killedAtMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    socket.awaitMessage(
        "all are fresh again", message -> seen.take(message).areFreshSince(killedAtMicros));
    System.out.println(
        "take-over with "
            + shards
            + " shards: every symbol fresh again after "
            + killedAt.until(Instant.now(), ChronoUnit.MILLIS)
            + " ms");
    var risen = SYMBOLS.stream().filter(each -> seen.epochs().get(each) > epochs.get(each));
    assertThat(risen.toList())
        .as("symbols in a later epoch")
        .isNotEmpty()
        .satisfies(symbols -> assertThat(shards > 1 || symbols.containsAll(SYMBOLS)).isTrue());
  }

  private static void watch(StreamClient socket) {
    socket.send(
        new JsonObject()
            .put("action", "subscribe")
            .put("symbols", new JsonArray(SYMBOLS))
            .put("mode", "quote")
            .put("windowMs", 0));
  }

  private long owners(PlatformProcess... nodes) {
    return Arrays.stream(nodes).filter(this::isOwner).count();
  }

  /** Whether a node's feed has taken updates: the other one's stays at 0. */
  private boolean isOwner(PlatformProcess node) {
    return node.isAlive()
        && metrics(node)
            .lines()
            .filter(line -> line.startsWith("openbell_feed_updates_total"))
            .anyMatch(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))) > 0);
  }

  private String metrics(PlatformProcess node) {
    try {
      var request = HttpRequest.newBuilder(URI.create(node.managementUrl() + "/metrics")).build();
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /** What the client has been shown of each symbol; refuses what goes back. */
  private static final class Seen {
    private final Map<String, JsonObject> newest = new HashMap<>();
    private final Map<String, Long> newestFreshStamp = new HashMap<>();

    Seen take(JsonObject message) {
      var type = message.getString("type");
      if ("quotes".equals(type) || "snapshot".equals(type)) {
        message.getJsonArray("d").forEach(quote -> take((JsonObject) quote, message));
      }
      return this;
    }

    private void take(JsonObject quote, Object message) {
      var symbol = quote.getString("s");
      var before = newest.put(symbol, quote);
      if (before != null) {
        assertThat(isAfter(quote, before)).as("%s follows %s", message, before).isTrue();
      }
      if (isFresh(quote)) {
        var stamp = quote.getLong("t");
        var stampBefore = newestFreshStamp.put(symbol, stamp);
        if (stampBefore != null) {
          assertThat(stamp).as("stamp of %s", message).isGreaterThanOrEqualTo(stampBefore);
        }
      }
    }

    private static boolean isAfter(JsonObject quote, JsonObject before) {
      var byEpoch = Long.compare(quote.getLong("e"), before.getLong("e"));
      return byEpoch > 0 || (byEpoch == 0 && quote.getLong("q") >= before.getLong("q"));
    }

    private static boolean isFresh(JsonObject quote) {
      return quote.containsKey("t") && !quote.getBoolean("stale", false);
    }

    boolean areFreshSince(long micros) {
      return SYMBOLS.stream()
          .map(newest::get)
          .allMatch(quote -> quote != null && isFresh(quote) && quote.getLong("t") >= micros);
    }

    Map<String, Long> epochs() {
      return newest.values().stream()
          .collect(Collectors.toMap(quote -> quote.getString("s"), quote -> quote.getLong("e")));
    }
  }
}
