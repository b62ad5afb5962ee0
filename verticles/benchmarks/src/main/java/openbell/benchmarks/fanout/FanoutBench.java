package openbell.benchmarks.fanout;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import openbell.benchmarks.Child;
import openbell.benchmarks.Report;

/**
 * Conflated quotes to many sockets: our doors, the bridge that comes with Vert.x, and the limit of
 * the kernel, in turns; the server on one core, the generator on the other.
 */
public final class FanoutBench {
  private static final int WARM_UP_SECONDS = 15;

  /** Every symbol 100 times a second: each frame carries all that its client watches. */
  private static final int CHANGES = 100 * Universe.SYMBOLS;

  /** Every symbol once per window: nothing is skipped, so that ages hold the wait for the wheel. */
  private static final int SLOW_CHANGES = 10 * Universe.SYMBOLS;

  /** What is offered to the stock bridge: as much as it can carry, or its queues grow for ever. */
  private static final int STOCK_UPDATES = 40_000;

  /** What is pushed without a window: some 40,000 updates a second, each a frame of its own. */
  private static final int PUSHED_CHANGES = 200;

  /** Of compression; the levels above save no more of such messages, at more time. */
  private static final int FAST = 1;

  private static final int NOT_COMPRESSED = 0;

  /** What can be measured by itself. */
  public enum Row {
    JSON,
    PROTOBUF,
    SOCKJS,
    DEFLATE,
    PUSH,
    CROWD
  }

  private record Load(String name, Door door, int sockets) {}

  private record Outcome(Load load, Result result, double kbPerConnection) {}

  private final Set<Row> rows;
  private final int sockets;
  private final int seconds;
  private final Report report =
      new Report(
          "fanout",
          "server",
          "sockets",
          "updates/s",
          "updates/CPU s",
          "frames/CPU s",
          "bytes/frame",
          "bytes/update",
          "p50 ms",
          "p99 ms",
          "p99.9 ms",
          "max ms",
          "KB/socket",
          "generator idle %");

  private FanoutBench(Set<Row> rows, int sockets, int seconds) {
    this.rows = rows;
    this.sockets = sockets;
    this.seconds = seconds;
  }

  /** Runs the contenders of some rows, each with so many sockets, each measured for so long. */
  public static Report run(Set<Row> rows, int sockets, int seconds) {
    if (!Child.canPin()) {
      System.out.println("fanout: no taskset or one core only; nothing is pinned");
    }
    var bench = new FanoutBench(rows, sockets, seconds);
    bench.run();
    return bench.report;
  }

  private void run() {
    var json = when(Row.JSON, this::rawJson);
    var protobuf = when(Row.PROTOBUF, this::protobuf);
    var bridge = when(Row.SOCKJS, this::bridges);
    saving("Protobuf", protobuf, "raw JSON", json);
    saving("Protobuf", protobuf, "SockJS (full bodies)", bridge);
    when(Row.DEFLATE, () -> deflate(json));
    when(Row.PUSH, this::push);
    when(Row.CROWD, this::crowd);
  }

  private Optional<Result> when(Row row, Supplier<Result> measurement) {
    return rows.contains(row) ? Optional.of(measurement.get()) : Optional.empty();
  }

  private Result rawJson() {
    var full = ours("Openbell, raw JSON", Door.RAW_JSON, sockets, CHANGES);
    var half = ours("Openbell, raw JSON, 10 changes/s", Door.RAW_JSON, sockets / 2, SLOW_CHANGES);
    var limit = limit("kernel limit, bytes of raw JSON", full);
    report.atLeast(
        "fanout.json_updates_per_cpu_second", full.result.updatesPerCpuSecond(), 1_500_000);
    report.atLeast("fanout.json_frames_to_kernel_limit", framesRatio(full, limit), 0.30);
    report.atMost("fanout.p99_ms_with_half_the_sockets", half.result.p99Ms(), 130);
    report.atMost("fanout.kb_per_connection", full.kbPerConnection, 30);
    return full.result;
  }

  private Result protobuf() {
    var full = ours("Openbell, Protobuf", Door.PROTOBUF, sockets, CHANGES);
    var half = ours("Openbell, Protobuf, 10 changes/s", Door.PROTOBUF, sockets / 2, SLOW_CHANGES);
    var limit = limit("kernel limit, bytes of Protobuf", full);
    report.atLeast(
        "fanout.protobuf_updates_per_cpu_second", full.result.updatesPerCpuSecond(), 2_000_000);
    report.atLeast("fanout.protobuf_frames_of_kernel_limit", framesRatio(full, limit), 0.40);
    report.atMost("fanout.protobuf_p99_ms_with_half_the_sockets", half.result.p99Ms(), 130);
    report.atMost("fanout.protobuf_kb_per_connection", full.kbPerConnection, 30);
    return full.result;
  }

  /** Beside the uncompressed run of the same call, made for it if it was not asked for. */
  private Result deflate(Optional<Result> measured) {
    var plain =
        measured.orElseGet(
            () -> ours("Openbell, raw JSON", Door.RAW_JSON, sockets, CHANGES).result);
    var load = new Load("Openbell, raw JSON, deflate", Door.DEFLATED_JSON, sockets);
    var deflated = measure(load, PlatformServer.class, CHANGES, FAST).result;
    saving("permessage-deflate", Optional.of(deflated), "raw JSON", Optional.of(plain));
    System.out.printf(
        Locale.ROOT,
        "fanout: with permessage-deflate %.0f %% of the updates per CPU s are left%n",
        100 * deflated.updatesPerCpuSecond() / plain.updatesPerCpuSecond());
    return deflated;
  }

  /** Each change to each socket at once. */
  private Result push() {
    var load = new Load("Openbell, raw JSON, no window", Door.PUSHED_JSON, sockets);
    var pushed = measure(load, PlatformServer.class, PUSHED_CHANGES, NOT_COMPRESSED).result;
    System.out.printf(
        Locale.ROOT,
        "fanout: without a window the server uses %.0f %% of its core%n",
        100 * pushed.serverCpu() / pushed.seconds());
    report.atMost("fanout.push_p99_ms_without_a_window", pushed.p99Ms(), 50);
    return pushed;
  }

  /** Half as many sockets again, all idle; then all of them break and come back at once. */
  private Result crowd() {
    var load = new Load("Openbell, raw JSON, idle", Door.RAW_JSON, sockets / 2 * 3);
    System.out.println("fanout: " + load.name);
    try (var trial = new Trial(load.door, load.sockets, PlatformServer.class, 0, NOT_COMPRESSED)) {
      var idle = trial.measure(WARM_UP_SECONDS, seconds);
      var process = trial.kbPerSocket();
      var kernel = trial.kernelKbPerSocket();
      System.out.printf(
          Locale.ROOT,
          "fanout: an idle socket takes %.1f KB of the process and %.1f KB of the kernel; all of"
              + " them %.0f %% of the core for heartbeats%n",
          process,
          kernel,
          100 * idle.serverCpu() / idle.seconds());
      report.atMost("fanout.kb_per_idle_connection", process + kernel, 30);
      row(new Outcome(load, idle, process + kernel));
      storm(load, trial.storm(), trial);
      return idle;
    }
  }

  private void storm(Load load, Storm storm, Trial trial) {
    System.out.printf(
        Locale.ROOT,
        "fanout: %,d sockets are back with their snapshots in %.2f s (half of them in %.2f s, 99 %%"
            + " in %.2f s); server CPU %.2f s, %.0f us a socket; generator CPU %.2f s%n",
        load.sockets,
        storm.seconds(),
        storm.p50Ms() / 1e3,
        storm.p99Ms() / 1e3,
        storm.serverCpu(),
        1e6 * storm.serverCpu() / load.sockets,
        storm.generatorCpu());
    System.out.printf(
        Locale.ROOT, "fanout: after that a socket takes %.1f KB%n", trial.kbPerSocket());
    report.row(
        "Openbell, all reconnect at once",
        load.sockets,
        "-",
        "-",
        "-",
        "-",
        "-",
        storm.p50Ms(),
        storm.p99Ms(),
        "-",
        storm.seconds() * 1e3,
        trial.kbPerSocket(),
        100 * (1 - storm.generatorCpu() / storm.seconds()));
  }

  private Result bridges() {
    var ours = ours("Openbell, SockJS", Door.SOCKJS, sockets, CHANGES);
    var stock =
        measure(
            new Load("Vert.x SockJS bridge", Door.SOCKJS, sockets),
            StockBridgeServer.class,
            stockChanges());
    report.atLeast(
        "fanout.sockjs_updates_per_cpu_second", ours.result.updatesPerCpuSecond(), 1_000_000);
    report.atLeast(
        "fanout.sockjs_to_stock_bridge",
        ours.result.updatesPerCpuSecond() / stock.result.updatesPerCpuSecond(),
        10);
    return ours.result;
  }

  /** The sender that does nothing but write, with frames as long as those measured. */
  private Outcome limit(String name, Outcome measured) {
    return measure(
        new Load(name, measured.load.door, measured.load.sockets),
        KernelLimitServer.class,
        measured.load.door,
        Math.round(measured.result.bytesPerFrame()));
  }

  private static double framesRatio(Outcome ours, Outcome limit) {
    return ours.result.framesPerCpuSecond() / limit.result.framesPerCpuSecond();
  }

  /** Tells how many percent fewer bytes an update takes, if both were measured. */
  private static void saving(
      String name, Optional<Result> small, String otherName, Optional<Result> large) {
    if (small.isPresent() && large.isPresent()) {
      System.out.printf(
          Locale.ROOT,
          "fanout: %s saves %.0f %% of the bytes of %s%n",
          name,
          100 * (1 - small.get().bytesPerUpdate() / large.get().bytesPerUpdate()),
          otherName);
    }
  }

  /** So many changes of all symbols that the stock bridge gets what it can carry. */
  private int stockChanges() {
    var receivers = Math.max(1, sockets * Universe.WATCHED / Universe.SYMBOLS);
    return Math.max(100, STOCK_UPDATES / receivers / 100 * 100);
  }

  private Outcome ours(String name, Door door, int count, int changes) {
    return measure(new Load(name, door, count), PlatformServer.class, changes, NOT_COMPRESSED);
  }

  private Outcome measure(Load load, Class<?> serverMain, Object... arguments) {
    System.out.println("fanout: " + load.name);
    try (var trial = new Trial(load.door, load.sockets, serverMain, arguments)) {
      var result = trial.measure(WARM_UP_SECONDS, seconds);
      return row(new Outcome(load, result, trial.kbPerSocket()));
    }
  }

  private Outcome row(Outcome outcome) {
    var result = outcome.result;
    report.row(
        outcome.load.name,
        outcome.load.sockets,
        result.updatesPerSecond(),
        result.updatesPerCpuSecond(),
        result.framesPerCpuSecond(),
        result.bytesPerFrame(),
        result.bytesPerUpdate(),
        result.p50Ms(),
        result.p99Ms(),
        result.p999Ms(),
        result.maxMs(),
        outcome.kbPerConnection,
        result.generatorIdle() * 100);
    return outcome;
  }
}
