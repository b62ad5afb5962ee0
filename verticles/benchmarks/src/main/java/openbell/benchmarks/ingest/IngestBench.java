package openbell.benchmarks.ingest;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import openbell.benchmarks.Child;
import openbell.benchmarks.Report;

/**
 * 100,000 updates a second over 10,000 symbols through one feed handler on one core, into the bus,
 * Kafka and Redis; stores on the other core. Nothing may be lost.
 */
public final class IngestBench {
  private static final int NODE_CORE = 0;
  private static final int STORES_CORE = 1;
  private static final int RATE = 100_000;
  private static final int WARM_UP_SECONDS = 15;

  private static final int BURST = 10;

  private static final List<String> LOSSES =
      List.of("board", "redis", "latest", "bbo", "tradesMissing", "tradesDoubled");

  /** The launcher's 512 MB, most of it young: what waits up to a second for Redis dies there. */
  private static final List<String> NODE_FLAGS =
      List.of(
          "-Xms512m",
          "-Xmx512m",
          "-Xmn320m",
          "-XX:SurvivorRatio=6",
          "-XX:+UseSerialGC",
          "-XX:MaxDirectMemorySize=256m",
          "-XX:+ExitOnOutOfMemoryError");

  private static final List<String> STORES_FLAGS = List.of("-Xmx64m", "-XX:+UseSerialGC");

  private final int seconds;
  private final Report report =
      new Report(
          "ingest",
          "feed",
          "updates/s",
          "cores",
          "of it load",
          "load idle %",
          "collecting %",
          "p50 ms",
          "p99 ms",
          "p99.9 ms",
          "max ms",
          "settled ms",
          "lost");

  private IngestBench(int seconds) {
    this.seconds = seconds;
  }

  /** Runs on stores of its own below the folder, removed at the end. */
  public static Report run(Path dataDir, int seconds) {
    if (!Child.canPin()) {
      System.out.println("ingest: no taskset or one core only; nothing is pinned");
    }
    var bench = new IngestBench(seconds);
    var folder = dataDir.resolve("bench-stores-" + ProcessHandle.current().pid());
    try (var stores = Child.startOn(STORES_CORE, StoresProcess.class, STORES_FLAGS, folder)) {
      var endpoints = stores.answer();
      bench.simulator(endpoints);
      stores.tell("stop");
      stores.answer();
    }
    return bench.report;
  }

  private void simulator(String endpoints) {
    System.out.println("ingest: simulator");
    try (var node = Child.startOn(NODE_CORE, FeedNode.class, NODE_FLAGS, endpoints)) {
      node.answer();
      ask(node, "run " + RATE + " " + WARM_UP_SECONDS);
      var result = measure(node, "simulator", RATE, seconds);
      measure(node, "simulator, " + BURST + "x for 1 s", BURST * RATE, 1);
      report.atMost("ingest.simulator.lost", result.getLong("lost"), 0);
      report.atMost("ingest.simulator.cores", result.getDouble("cores"), 1);
      report.atMost("ingest.simulator.p99_ms", result.getDouble("p99Ms"), 20);
    }
  }

  private JsonObject measure(Child node, String name, int rate, int runSeconds) {
    var result = ask(node, "run " + rate + " " + runSeconds);
    var check = ask(node, "check");
    var lost = LOSSES.stream().mapToLong(check::getLong).sum();
    System.out.println("ingest: " + name + " " + check.encode() + " " + result.encode());
    report.row(
        name,
        result.getDouble("updatesPerSecond"),
        result.getDouble("cores"),
        result.getDouble("loadCores"),
        (1 - result.getDouble("loadCores")) * 100,
        result.getDouble("collecting") * 100,
        result.getDouble("p50Ms"),
        result.getDouble("p99Ms"),
        result.getDouble("p999Ms"),
        result.getDouble("maxMs"),
        check.getDouble("settledMs"),
        lost);
    return result.put("lost", lost);
  }

  private static JsonObject ask(Child node, String line) {
    node.tell(line);
    return new JsonObject(node.answer());
  }
}
