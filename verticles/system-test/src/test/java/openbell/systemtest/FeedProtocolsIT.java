package openbell.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each real protocol carries the simulated exchange from the venue to a client's socket: an order
 * of a size that nobody else trades fills in the venue, and its print comes back over the feed.
 */
final class FeedProtocolsIT {
  private static final String SYMBOL = "AAPL";
  private static final String QUANTITY = "37";

  @TempDir Path folder;

  @Test
  void fixCarriesTheExchangeToASocket() {
    var port = Ports.free();
    assertCarried("fix", "fix.port=" + port, "feed.fix.hosts=127.0.0.1:" + port);
  }

  @Test
  void aVendorCarriesTheExchangeToASocket() {
    var port = Ports.free();
    assertCarried("vendor", "vendor.port=" + port, "feed.vendor.hosts=127.0.0.1:" + port);
  }

  @Test
  void moldUdp64CarriesTheExchangeToASocketThoughALineLosesPackets() {
    var soup = Ports.free();
    var requests = Ports.free();
    var lines = "127.0.0.1:" + Ports.free() + ",127.0.0.1:" + Ports.free();
    assertCarried(
        "itch",
        "simulator.itch.enabled=true",
        "feed.itch.transport=mold",
        "itch.soup.port=" + soup,
        "feed.itch.hosts=127.0.0.1:" + soup,
        "itch.mold.port=" + requests,
        "feed.itch.requests=127.0.0.1:" + requests,
        "simulator.itch.lines=" + lines,
        "feed.itch.lines=" + lines,
        "simulator.itch.faults.a.dropPercent=10",
        "simulator.itch.faults.b.reorderPercent=10");
  }

  @Test
  void soupBinTcpCarriesTheExchangeToASocketAndItsRecordingFeedsAnotherPlatform() {
    var port = Ports.free();
    var recording = folder.resolve("day.itch50");
    assertCarried(
        "itch",
        "simulator.itch.enabled=true",
        "simulator.itch.record=" + recording,
        "itch.soup.port=" + port,
        "feed.itch.hosts=127.0.0.1:" + port);
    assertThat(Files.exists(recording)).isTrue();

    try (var platform =
        start("other", "feed.sessions=replay,simulator", "feed.replay.file=" + recording)) {
      try (var socket = watch(platform)) {
        socket.awaitMessage(
            "what was traded in the recording",
            anyQuote(quote -> Long.parseLong(quote.getString("v", "0")) >= 37));
      }
    }
  }

  private void assertCarried(String session, String... settings) {
    var all = new ArrayList<>(List.of(settings));
    all.add("feed.sessions=" + session + ",simulator");
    try (var platform = start("data", all.toArray(String[]::new))) {
      var trader = Trader.login(platform.url(), "trader1@openbell.test");
      try (var socket = watch(platform)) {
        socket.awaitMessage("a fresh quote", quote(quote -> quote.containsKey("b")));
        var placed = trader.place(Orders.market("BUY", SYMBOL, Long.parseLong(QUANTITY)));
        assertThat(placed.status()).as("%s", placed).isEqualTo(202);
        socket.awaitMessage(
            "the print of " + QUANTITY, quote(quote -> QUANTITY.equals(quote.getString("lq"))));
      }
    }
  }

  private PlatformProcess start(String data, String... settings) {
    var arguments = new ArrayList<String>();
    for (var setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    return PlatformProcess.start(folder.resolve(data), arguments.toArray(String[]::new))
        .awaitReady();
  }

  private static StreamClient watch(PlatformProcess platform) {
    var token = Trader.login(platform.url(), "trader1@openbell.test").token();
    var socket = StreamClient.open(platform.url(), token);
    socket.send(
        new JsonObject()
            .put("action", "subscribe")
            .put("symbols", new JsonArray().add(SYMBOL))
            .put("mode", "quote")
            .put("windowMs", 0));
    return socket;
  }

  /** A frame with a fresh quote of the symbol that the condition holds for. */
  private static Predicate<JsonObject> quote(Predicate<JsonObject> condition) {
    return anyQuote(condition.and(quote -> !quote.getBoolean("stale", false)));
  }

  /** As above, also of a recording that is over. */
  private static Predicate<JsonObject> anyQuote(Predicate<JsonObject> condition) {
    return frame ->
        frame.containsKey("d")
            && frame.getJsonArray("d").stream()
                .map(JsonObject.class::cast)
                .filter(quote -> SYMBOL.equals(quote.getString("s")))
                .anyMatch(condition);
  }
}
