package openbell.benchmarks.intake;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import openbell.benchmarks.Child;
import openbell.benchmarks.Report;
import openbell.embedded.EmbeddedStores;
import openbell.embedded.Store;
import openbell.embedded.StoresConfig;
import openbell.embedded.StoresException;
import openbell.runtime.Endpoints;
import openbell.runtime.Migrations;

/**
 * Orders committed a second on one real Postgres, by the platform's micro-batched intake and by a
 * transaction per order, in turns; and how soon an order is acknowledged at an intended rate. Both
 * leave their outbox rows lying: the bench holds the leases of the platform's relays.
 */
public final class IntakeBench {
  private static final int ROUNDS = 3;
  private static final int WARM_UP_SECONDS = 6;
  private static final int SWEEP_SECONDS = 3;
  private static final List<Integer> PEER_CONCURRENCY = List.of(8, 16, 32, 64);

  /** Orders that callers of the platform wait for at the same time. */
  private static final int CALLERS = 512;

  private static final int PACE = 1_000;
  private static final List<String> FLAGS = List.of("-Xms256m", "-Xmx512m");

  private final Child platform;
  private final Child peer;
  private final int seconds;
  private final Report report =
      new Report(
          "intake", "intake", "in flight", "orders/s", "p50 ms", "p99 ms", "p99.9 ms", "max ms");

  private IntakeBench(Child platform, Child peer, int seconds) {
    this.platform = platform;
    this.peer = peer;
    this.seconds = seconds;
  }

  /** Runs on a Postgres of its own below the folder, removed at the end. */
  public static Report run(Path dataDir, int seconds) throws StoresException, SQLException {
    var folder = dataDir.resolve("bench-stores-" + ProcessHandle.current().pid());
    var config = StoresConfig.ephemeral(folder).only(EnumSet.of(Store.POSTGRES));
    try (var stores = EmbeddedStores.start(config)) {
      var file = stores.endpointsFile();
      var postgres = PostgresAlone.read(file).postgres();
      List.of("runtime", "ledger", "orders", "risk")
          .forEach(schema -> Migrations.run(postgres, schema));
      try (var platform = Child.start(PlatformIntake.class, FLAGS, file);
          var peer = Child.start(PeerIntake.class, FLAGS, file)) {
        platform.answer();
        peer.answer();
        var bench = new IntakeBench(platform, peer, seconds);
        bench.warmUp();
        analyze(PostgresAlone.read(file).postgres());
        bench.run();
        return bench.report;
      }
    }
  }

  private void warmUp() {
    System.out.println("intake: warming up, then the peer's best concurrency");
    measure(platform, "closed", CALLERS, WARM_UP_SECONDS);
    measure(peer, "closed", PEER_CONCURRENCY.getFirst(), WARM_UP_SECONDS);
  }

  /** What autovacuum does within the first minutes: until then plans are those of empty tables. */
  private static void analyze(Endpoints.Postgres postgres) throws SQLException {
    var url =
        "jdbc:postgresql://%s:%d/%s"
            .formatted(postgres.host(), postgres.port(), postgres.database());
    try (var connection = DriverManager.getConnection(url, postgres.user(), postgres.password());
        var statement = connection.createStatement()) {
      statement.execute("ANALYZE");
    }
  }

  private void run() {
    var best = bestConcurrency();
    var ourRate = 0.0;
    var peerRate = 0.0;
    for (var round = 1; round <= ROUNDS; round++) {
      System.out.println("intake: round " + round + " of " + ROUNDS);
      var ours = measure(platform, "closed", CALLERS, seconds);
      var theirs = measure(peer, "closed", best, seconds);
      row("Openbell, round " + round, CALLERS, ours);
      row("a transaction per order, round " + round, best, theirs);
      ourRate += ours.getDouble("ordersPerSecond") / ROUNDS;
      peerRate += theirs.getDouble("ordersPerSecond") / ROUNDS;
    }
    System.out.println("intake: acknowledgements at " + PACE + " orders/s");
    var paced = measure(platform, "paced", PACE, seconds);
    row("Openbell at 1,000 orders/s", "-", paced);
    report.row("ratio", "", ourRate / peerRate, "", "", "", "");
    report.atLeast("intake.ratio", ourRate / peerRate, 4);
    report.atMost("intake.ack_p99_ms", paced.getDouble("p99Ms"), 50);
  }

  private int bestConcurrency() {
    var best = 0;
    var bestRate = 0.0;
    for (int concurrency : PEER_CONCURRENCY) {
      var result = measure(peer, "closed", concurrency, SWEEP_SECONDS);
      row("a transaction per order, sweep", concurrency, result);
      if (result.getDouble("ordersPerSecond") > bestRate) {
        best = concurrency;
        bestRate = result.getDouble("ordersPerSecond");
      }
    }
    return best;
  }

  private static JsonObject measure(Child intake, String how, int number, int seconds) {
    intake.tell(how + " " + number + " " + seconds);
    return new JsonObject(intake.answer());
  }

  private void row(String name, Object inFlight, JsonObject result) {
    report.row(
        name,
        inFlight,
        result.getDouble("ordersPerSecond"),
        result.getDouble("p50Ms"),
        result.getDouble("p99Ms"),
        result.getDouble("p999Ms"),
        result.getDouble("maxMs"));
  }
}
