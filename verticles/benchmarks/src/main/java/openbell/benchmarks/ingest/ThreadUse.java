package openbell.benchmarks.ingest;

import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/** Processor time of this process's Java threads by name: who spends it. */
final class ThreadUse {
  private final Map<String, Long> nanosBefore = nanos();

  /** Seconds since this object was made, by thread. */
  JsonObject seconds() {
    var seconds = new JsonObject();
    nanos()
        .forEach(
            (name, nanos) -> seconds.put(name, (nanos - nanosBefore.getOrDefault(name, 0L)) / 1e9));
    return seconds;
  }

  /** Seconds of one thread. */
  double seconds(String thread) {
    return seconds().getDouble(thread, 0.0);
  }

  private static Map<String, Long> nanos() {
    var threads = ManagementFactory.getThreadMXBean();
    var byName = new HashMap<String, Long>();
    for (var id : threads.getAllThreadIds()) {
      var info = threads.getThreadInfo(id);
      if (info != null) {
        byName.merge(info.getThreadName(), threads.getThreadCpuTime(id), Long::sum);
      }
    }
    return byName;
  }
}
