package openbell.benchmarks.fanout;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import openbell.benchmarks.Child;
import openbell.benchmarks.ProcessUse;
import openbell.benchmarks.Report;

/**
 * Conflated quotes to many sockets: our doors, the bridge that comes with Vert.x, and the limit of
 * the kernel, in turns; the server on one core, the generator on the other.
 */
public final class FanoutBench {
  private static final int SERVER_CORE = 0;
  private static final int GENERATOR_CORE = 1;
  private static final int WARM_UP_SECONDS = 6;

  /** Every symbol 100 times a second: each frame carries all that its client watches. */
  private static final int CHANGES = 100 * Universe.SYMBOLS;

  /** Every symbol once per window: nothing is skipped, so that ages hold the wait for the wheel. */
  private static final int SLOW_CHANGES = 10 * Universe.SYMBOLS;

  /** What is offered to the stock bridge: as much as it can carry, or its queues grow for ever. */
  private static final int STOCK_UPDATES = 40_000;

  /** The young generation is fixed and touched, so that it is no connection's memory. */
  private static final List<String> SERVER_FLAGS =
      List.of(
          "-Xms104m",
          "-Xmn96m",
          "-Xmx2g",
          "-XX:+UseSerialGC",
          "-XX:+AlwaysPreTouch",
          "-XX:-ShrinkHeapInSteps",
          "-XX:MinHeapFreeRatio=10",
          "-XX:MaxHeapFreeRatio=20");

  private static final List<String> GENERATOR_FLAGS = List.of("-Xmx512m", "-XX:+UseSerialGC");

  private record Load(String name, Door door, int sockets) {}

  private record Outcome(Load load, Result result, double kbPerConnection) {}

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

  private FanoutBench(int sockets, int seconds) {
    this.sockets = sockets;
    this.seconds = seconds;
  }

  /** Runs all contenders, each with so many sockets, each measured for so long. */
  public static Report run(int sockets, int seconds) {
    if (!Child.canPin()) {
      System.out.println("fanout: no taskset or one core only; nothing is pinned");
    }
    var bench = new FanoutBench(sockets, seconds);
    bench.run();
    return bench.report;
  }

  private void run() {
    var json = rawJson();
    var protobuf = protobuf();
    var bridge = bridges();
    System.out.printf(
        Locale.ROOT,
        "fanout: Protobuf saves %.0f %% of the bytes of raw JSON, %.0f %% of SockJS (full"
            + " bodies)%n",
        saving(protobuf, json),
        saving(protobuf, bridge));
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

  /** How many percent fewer bytes an update takes. */
  private static double saving(Result small, Result large) {
    return 100 * (1 - small.bytesPerUpdate() / large.bytesPerUpdate());
  }

  /** So many changes of all symbols that the stock bridge gets what it can carry. */
  private int stockChanges() {
    var receivers = Math.max(1, sockets * Universe.WATCHED / Universe.SYMBOLS);
    return Math.max(100, STOCK_UPDATES / receivers / 100 * 100);
  }

  private Outcome ours(String name, Door door, int count, int changes) {
    return measure(new Load(name, door, count), PlatformServer.class, changes);
  }

  private Outcome measure(Load load, Class<?> serverMain, Object... arguments) {
    System.out.println("fanout: " + load.name);
    try (var server = Child.startOn(SERVER_CORE, serverMain, SERVER_FLAGS, arguments)) {
      var port = server.answer();
      var before = residentKb(server);
      try (var generator =
          Child.startOn(
              GENERATOR_CORE,
              Generator.class,
              GENERATOR_FLAGS,
              load.door,
              port,
              server.pid(),
              load.sockets)) {
        generator.tell("connect");
        generator.answer();
        generator.tell("measure " + WARM_UP_SECONDS + " " + seconds);
        var result = Result.of(new JsonObject(generator.answer()));
        var kb = (residentKb(server) - before) / load.sockets;
        return row(new Outcome(load, result, kb));
      }
    }
  }

  /** After a collection of garbage. */
  private static double residentKb(Child server) {
    server.tell("collect");
    server.answer();
    return ProcessUse.residentKb(server.pid());
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
