package openbell.benchmarks.ingest;

import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import openbell.benchmarks.ProcessUse;

/**
 * What this process has spent at an instant.
 *
 * @param cpuSeconds of all its threads, the operating system's count
 * @param collectMs in which a collection stopped it
 */
record Spent(ThreadUse threads, double cpuSeconds, long nanos, long collectMs) {
  static Spent now() {
    return new Spent(
        new ThreadUse(),
        ProcessUse.cpuSeconds(ProcessHandle.current().pid()),
        System.nanoTime(),
        collectedMs());
  }

  /** What was spent since then, of a core where that is the unit. */
  JsonObject since() {
    var now = now();
    var elapsed = (now.nanos - nanos) / 1e9;
    return new JsonObject()
        .put("seconds", elapsed)
        .put("cores", (now.cpuSeconds - cpuSeconds) / elapsed)
        .put("collecting", (now.collectMs - collectMs) / 1e3 / elapsed)
        .put("threads", threads.seconds());
  }

  private static long collectedMs() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .filter(collector -> !collector.getName().contains("Cycles"))
        .mapToLong(collector -> collector.getCollectionTime())
        .sum();
  }
}
