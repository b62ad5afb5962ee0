package openbell.benchmarks.ingest;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import openbell.benchmarks.Child;
import openbell.benchmarks.Report;

/**
 * 100,000 updates a second over 10,000 symbols through one feed handler into the bus, Kafka and
 * Redis. Nothing may be lost, and the node may take one core's processor time: it is not tied to a
 * core, so that its collections and compilers do not stand in its event loop's way. Stores and the
 * feed of the session itch are tied to the second core.
 */
public final class IngestBench {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final long MEMORY_BYTES = 10L << 30;
  private static final int STORES_CORE = 1;
  private static final int RATE = 100_000;

  /** A cold JVM at the full rate falls a second behind, and drops; then C2 has its say. */
  private static final List<Stretch> WARM_UP =
      List.of(
          new Stretch("cold", RATE / 5, 15, 0),
          new Stretch("lukewarm", RATE / 2, 15, 15L * RATE / 5),
          new Stretch("warm", RATE, 60, 15L * RATE / 5 + 15L * RATE / 2));

  private static final int BURST = 10;

  private static final List<String> LOSSES =
      List.of("board", "redis", "latest", "bbo", "tradesMissing", "tradesDoubled");

  /** Two thirds of the launcher's, half of it young: what a feed leaves behind dies there. */
  private static final List<String> NODE_FLAGS =
      List.of(
          "-Xms512m",
          "-Xmx512m",
          "-XX:+UseSerialGC",
          "-XX:NewRatio=1",
          "-XX:MaxDirectMemorySize=256m",
          "-XX:+ExitOnOutOfMemoryError");

  private static final List<String> OTHERS_FLAGS = List.of("-Xmx64m", "-XX:+UseSerialGC");

  private final int seconds;
  private final Report report =
      new Report(
          "ingest",
          "feed",
          "updates/s",
          "cores",
          "load cores",
          "load idle %",
          "load late ms",
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

  /**
   * Runs on stores of its own, removed at the end: in the memory where there is room, else below
   * the folder. What they write is 85 MB a second; where a disk takes that from the processors, as
   * of a virtual machine, the node's figures are the disk's.
   */
  public static Report run(Path dataDir, int seconds) {
    if (!Child.canPin()) {
      System.out.println("ingest: no taskset or one core only; nothing is pinned");
    }
    var bench = new IngestBench(seconds);
    var folder = parent(dataDir).resolve("bench-stores-" + ProcessHandle.current().pid());
    System.out.println("ingest: the stores write to " + folder);
    bench.onStores(folder, bench::venue);
    bench.onStores(folder, bench::itch);
    return bench.report;
  }

  private static Path parent(Path dataDir) {
    try {
      var hasRoom =
          Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > MEMORY_BYTES;
      return hasRoom ? MEMORY : dataDir;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private void onStores(Path folder, Consumer<String> run) {
    try (var stores = Child.startOn(STORES_CORE, StoresProcess.class, OTHERS_FLAGS, folder)) {
      run.accept(stores.answer());
      stores.tell("stop");
      stores.answer();
    }
  }

  private void venue(String endpoints) {
    System.out.println("ingest: simulator");
    try (var node = Child.start(FeedNode.class, NODE_FLAGS, endpoints)) {
      node.answer();
      run("simulator", node, (rate, runSeconds) -> ask(node, "run " + rate + " " + runSeconds));
    }
  }

  private void itch(String endpoints) {
    System.out.println("ingest: itch");
    try (var load = Child.startOn(STORES_CORE, ItchLoad.class, OTHERS_FLAGS);
        var node = Child.start(FeedNode.class, NODE_FLAGS, endpoints, load.answer())) {
      node.answer();
      run("itch", node, (rate, runSeconds) -> ask(load, "run " + rate + " " + runSeconds));
    }
  }

  private void run(String feed, Child node, Load load) {
    WARM_UP.forEach(stretch -> load.run(stretch.rate, stretch.seconds));
    var steady = new Stretch(feed, RATE, seconds, WARM_UP.getLast().after());
    var result = measure(node, load, steady);
    var burst = new Stretch(feed + ", " + BURST + "x for 1 s", BURST * RATE, 1, steady.after());
    measure(node, load, burst);
    report.atMost("ingest." + feed + ".lost", result.getLong("lost"), 0);
    report.atMost("ingest." + feed + ".cores", result.getDouble("cores"), 1);
    report.atMost("ingest." + feed + ".p99_ms", result.getDouble("p99Ms"), 20);
  }

  private JsonObject measure(Child node, Load load, Stretch stretch) {
    node.tell("begin");
    node.answer();
    var sent = load.run(stretch.rate, stretch.seconds);
    var result = ask(node, "end").mergeIn(sent);
    var check = ask(node, "check " + stretch.after());
    var lost = LOSSES.stream().mapToLong(check::getLong).sum();
    System.out.println("ingest: " + stretch.name + " " + check.encode() + " " + result.encode());
    report.row(
        stretch.name,
        result.getDouble("updatesPerSecond"),
        result.getDouble("cores"),
        result.getDouble("loadCores"),
        (1 - result.getDouble("loadCores")) * 100,
        result.getDouble("lateP99Ms"),
        result.getDouble("collecting") * 100,
        result.getDouble("p50Ms"),
        result.getDouble("p99Ms"),
        result.getDouble("p999Ms"),
        result.getDouble("maxMs"),
        check.getDouble("settledMs"),
        lost);
    return result.put("lost", lost);
  }

  private static JsonObject ask(Child child, String line) {
    child.tell(line);
    return new JsonObject(child.answer());
  }

  /** What sends the updates; answers what that took. Blocks. */
  @FunctionalInterface
  private interface Load {
    JsonObject run(int rate, int seconds);
  }

  /**
   * One measurement.
   *
   * @param before how many updates were sent before it
   */
  private record Stretch(String name, int rate, int seconds, long before) {
    long after() {
      return before + (long) rate * seconds;
    }
  }
}
