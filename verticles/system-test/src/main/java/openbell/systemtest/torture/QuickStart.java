package openbell.systemtest.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import openbell.systemtest.Cluster;
import openbell.systemtest.Orders;
import openbell.systemtest.PlatformJvm;
import openbell.systemtest.Trader;

/**
 * Lets the processes of many rounds start with less work: one platform is started, used a little
 * and ended, and its JVM writes its classes, loaded and linked, into a cache from which the others
 * take them (JEP 514). They are compiled by C1 alone: most live ten seconds. Where no jar was built
 * there is no cache, and they start as they are.
 */
final class QuickStart {
  private static final Duration WRITING = Duration.ofMinutes(3);

  private QuickStart() {}

  /** Makes the cache and says how to start with it. */
  static PlatformJvm prepare() {
    return PlatformJvm.ofJar()
        .map(jvm -> jvm.with("-XX:TieredStopAtLevel=1").with("-XX:+UseSerialGC"))
        .map(QuickStart::trained)
        .orElseGet(PlatformJvm::asTested);
  }

  private static PlatformJvm trained(PlatformJvm jvm) {
    try {
      var folder = Files.createTempDirectory("openbell-start");
      var cache = folder.resolve("openbell.aot");
      folder.toFile().deleteOnExit();
      cache.toFile().deleteOnExit();
      train(jvm.with("-XX:AOTCacheOutput=" + cache), folder.resolve("data"));
      return Files.exists(cache) ? jvm.with("-XX:AOTCache=" + cache) : jvm;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void train(PlatformJvm jvm, Path data) {
    var platform =
        Cluster.of(data, 1)
            .on(jvm)
            .start(
                0,
                "stores,venue,feed-handler,exchange-simulator,"
                    + "gateway,order,risk,ledger,quote-fanout,search",
                "data.ephemeral=true")
            .awaitReady();
    use(Trader.login(platform.url(), "trader1@openbell.test"));
    platform.endWithin(WRITING);
  }

  private static void use(Trader trader) {
    var placed = trader.place(Orders.limit("BUY", "XNSE:INFY", 1, "1")).body();
    if (placed.containsKey("orderId")) {
      trader.cancel(placed.getString("orderId"));
    }
    trader.orders();
    trader.events();
    trader.positions();
    trader.funds("posted");
  }
}
