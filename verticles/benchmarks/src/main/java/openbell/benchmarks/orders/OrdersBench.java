package openbell.benchmarks.orders;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import openbell.benchmarks.Child;
import openbell.benchmarks.ProcessUse;
import openbell.benchmarks.Report;
import openbell.benchmarks.orders.PlatformFigures.Scrape;

/**
 * The whole platform in one process, its stores beside it, the load in a third on the same cores:
 * how long a market order takes from the REST door to its fill at the customer's socket, part by
 * part, while quotes flow and customers read; and the highest rate that holds.
 */
public final class OrdersBench {
  private static final int PACE = 300;
  private static final List<Integer> HIGHER = List.of(450, 600, 900, 1_200, 1_800, 2_400);
  private static final List<Integer> LOWER = List.of(200, 150, 100, 50);

  /** Of the pace, in percent, one after the other: a cold platform takes little. */
  private static final List<Integer> WARMING = List.of(15, 50, 100, 100, 100, 100, 100, 100, 100);

  private static final int SETTLE_SECONDS = 30;
  private static final int QUOTES = 5_000;

  /**
   * Of the street, for each update that the feed shall have: the venue tells the public of several
   * changes of a symbol as one.
   */
  private static final double STREET_ORDERS = 2.2;

  /** One engine is enough for one machine; four are four threads, logs and transactions. */
  private static final String PARTITIONS = "1";

  /** The other of the two cores is the stores' and the load's. */
  private static final String HTTP_LOOPS = "1";

  private static final double ACK_P99_MS = 50;
  private static final double ENGINE_P99_MS = 5;
  private static final double FILL_P99_MS = 200;
  private static final double FILLED_PERCENT = 95;
  private static final List<Stage> SEEN_AT_EVERY_RATE =
      List.of(Stage.ACK, Stage.ENGINE, Stage.FILL);

  /**
   * The load leaves the processors to the platform: no collector's threads, and compiled behind all
   * other work as the platform is. What a run of a minute leaves behind fits: it is collected
   * between the runs, for a collection of the log of the orders is a stop of the clock, up to a
   * tenth of a second long, that would count as the platform's.
   */
  private static final List<String> LOAD_FLAGS =
      List.of(
          "-Xms2560m",
          "-Xmx2560m",
          "-Xmn2g",
          "-XX:+UseSerialGC",
          "-XX:ThreadPriorityPolicy=1",
          "-XX:CompilerThreadPriority=19");

  private static final String NONE = "";

  /**
   * How much of it.
   *
   * @param readsPerSecond at the pace of the bars; at other rates in proportion
   * @param warmUp seconds of each of its steps
   * @param stepSeconds of each further rate
   */
  public record Scale(
      int customers,
      int quotesPerSecond,
      int readsPerSecond,
      int warmUp,
      int seconds,
      int stepSeconds) {

    /** That of the bars. */
    public static Scale full(int seconds) {
      return new Scale(5_000, QUOTES, 1_000, 40, seconds, Math.max(1, seconds / 2));
    }

    /** Shows that it works; says nothing of speed. */
    public static Scale quick() {
      return new Scale(50, 200, 50, 1, 2, 1);
    }
  }

  private final PlatformUnderTest platform;
  private final Child load;
  private final Scale scale;
  private final Report report =
      new Report("orders", "orders/s", "what", "count", "p50 ms", "p99 ms", "p99.9 ms", "max ms");

  private OrdersBench(PlatformUnderTest platform, Child load, Scale scale) {
    this.platform = platform;
    this.load = load;
    this.scale = scale;
  }

  /** Runs on stores of its own below the folder, removed at the end. */
  public static Report run(Path dataDir, Scale scale) {
    var folder = dataDir.resolve("bench-orders-" + ProcessHandle.current().pid());
    var settings =
        Map.of(
            "data.ephemeral",
            "true",
            "demo.users",
            "false",
            "venue.partitions",
            PARTITIONS,
            "http.eventLoops",
            HTTP_LOOPS,
            "simulator.ordersPerSecond",
            String.valueOf(Math.round(scale.quotesPerSecond * STREET_ORDERS)));
    try (var platform = PlatformUnderTest.start(folder, settings);
        var load =
            Child.start(
                OrdersLoad.class,
                LOAD_FLAGS,
                platform.endpointsFile(),
                platform.port(),
                scale.customers,
                scale.quotesPerSecond)) {
      load.answer();
      var bench = new OrdersBench(platform, load, scale);
      bench.run();
      return bench.report;
    }
  }

  private void run() {
    warmUp();
    var before = platform.figures().scrape();
    var cpu = ProcessUse.cpuSeconds(platform.pid());
    var startedAt = System.nanoTime();
    var result = ask(PACE, scale.seconds);
    result.put("elapsed", (System.nanoTime() - startedAt) / 1e9);
    parts(result, before, cpu);
    bars(result);
    var highest = holds(result) ? highest(PACE, HIGHER) : lower();
    report.row(highest, "the highest rate that holds", NONE, NONE, NONE, NONE, NONE);
  }

  private void warmUp() {
    System.out.println("orders: warming up");
    for (int percent : WARMING) {
      ask(Math.max(1, PACE * percent / 100), scale.warmUp);
      load.tell("analyze");
      load.answer();
    }
    settle();
  }

  private void parts(JsonObject result, Scrape before, double cpuBefore) {
    var now = platform.figures().scrape();
    var elapsed = result.getDouble("elapsed");
    for (var stage : Stage.values()) {
      row(PACE, stage.text(), result.getJsonObject("stages").getJsonObject(stage.name()));
    }
    row(PACE, "a read, intended to answer", result.getJsonObject("reads"));
    platformRow(
        "risk, of a batch (at most)", now.p99Ms("openbell_order_risk_seconds", NONE, before));
    platformRow(
        "POST /orders at the server (at most)",
        now.p99Ms("openbell_gateway_request_seconds", "/orders\",status=\"202\"", before));
    rateRow("left open by earlier steps", result.getLong("leftBefore"));
    rateRow("quotes/s at the sockets", result.getDouble("quotesPerSecond"));
    var updates =
        now.sum("openbell_feed_updates_total") - before.sum("openbell_feed_updates_total");
    rateRow("feed updates/s", updates / elapsed);
    report.atLeast("orders.feed_updates_per_s", updates / elapsed, scale.quotesPerSecond);
    rateRow("cores of the platform", (ProcessUse.cpuSeconds(platform.pid()) - cpuBefore) / elapsed);
    rateRow("cores of the load", result.getDouble("loadCores"));
  }

  private void bars(JsonObject result) {
    report.atMost("orders.ack_p99_ms", p99(result, Stage.ACK), ACK_P99_MS);
    report.atMost("orders.engine_p99_ms", p99(result, Stage.ENGINE), ENGINE_P99_MS);
    report.atMost("orders.fill_p99_ms", p99(result, Stage.FILL), FILL_P99_MS);
    report.atLeast("orders.filled_percent", filledPercent(result), FILLED_PERCENT);
    report.atMost("orders.lost", (double) lost(result), 0);
  }

  /** The last of the rates, upwards, up to which each holds. */
  private int highest(int held, List<Integer> rates) {
    var highest = held;
    for (int rate : rates) {
      if (!holds(step(rate))) {
        break;
      }
      highest = rate;
    }
    return highest;
  }

  /** The first of the lower rates that holds, or 0. */
  private int lower() {
    return LOWER.stream().filter(rate -> holds(step(rate))).findFirst().orElse(0);
  }

  private JsonObject step(int rate) {
    var result = ask(rate, scale.stepSeconds);
    for (var stage : SEEN_AT_EVERY_RATE) {
      row(rate, stage.text(), result.getJsonObject("stages").getJsonObject(stage.name()));
    }
    return result;
  }

  private static boolean holds(JsonObject result) {
    return result.getLong("leftBefore") == 0
        && lost(result) == 0
        && filledPercent(result) >= FILLED_PERCENT
        && p99(result, Stage.ACK) <= ACK_P99_MS
        && p99(result, Stage.ENGINE) <= ENGINE_P99_MS
        && p99(result, Stage.FILL) <= FILL_P99_MS;
  }

  /** Requests that were not answered as they should, and orders whose end no socket was told. */
  private static long lost(JsonObject result) {
    var failed =
        result.getJsonObject("failures").stream().mapToLong(each -> (int) each.getValue()).sum();
    return failed + result.getLong("unanswered") + result.getLong("unended");
  }

  /** Of all that were placed: else fast fills of a few would stand for all. */
  private static double filledPercent(JsonObject result) {
    return 100.0 * result.getInteger("filled") / Math.max(1, result.getInteger("placed"));
  }

  private static double p99(JsonObject result, Stage stage) {
    return result.getJsonObject("stages").getJsonObject(stage.name()).getDouble("p99Ms");
  }

  private JsonObject ask(int ordersPerSecond, int seconds) {
    var left = settle();
    var readsPerSecond = Math.max(1, scale.readsPerSecond * ordersPerSecond / PACE);
    load.tell("run " + ordersPerSecond + " " + readsPerSecond + " " + seconds);
    var result = new JsonObject(load.answer()).put("leftBefore", left);
    System.out.println("orders: " + ordersPerSecond + "/s " + result.encode());
    return result;
  }

  /** Waits until nothing of an earlier step is open; how much still is when patience ends. */
  private long settle() {
    load.tell("settle " + SETTLE_SECONDS);
    return new JsonObject(load.answer()).getLong("left");
  }

  private void row(int rate, String what, JsonObject latencies) {
    report.row(
        rate,
        what,
        latencies.getLong("count"),
        latencies.getDouble("p50Ms"),
        latencies.getDouble("p99Ms"),
        latencies.getDouble("p999Ms"),
        latencies.getDouble("maxMs"));
  }

  private void platformRow(String what, double p99Ms) {
    report.row(PACE, what, NONE, NONE, p99Ms, NONE, NONE);
  }

  private void rateRow(String what, double value) {
    report.row(PACE, what, value, NONE, NONE, NONE, NONE);
  }
}
