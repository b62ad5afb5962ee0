package openbell.benchmarks.fanout;

import io.vertx.core.json.JsonObject;

/**
 * What a window of load measured.
 *
 * @param serverCpu seconds of processor time that the server used, as the operating system counts
 * @param generatorCpu the same of the generator
 * @param updates that reached the clients, in so many frames and bytes
 * @param p50Ms from the feed's stamp to the client; so the others
 */
record Result(
    double seconds,
    double serverCpu,
    double generatorCpu,
    long frames,
    long updates,
    long bytes,
    double p50Ms,
    double p99Ms,
    double p999Ms,
    double maxMs) {

  static Result of(JsonObject json) {
    return new Result(
        json.getDouble("seconds"),
        json.getDouble("serverCpu"),
        json.getDouble("generatorCpu"),
        json.getLong("frames"),
        json.getLong("updates"),
        json.getLong("bytes"),
        json.getDouble("p50Ms"),
        json.getDouble("p99Ms"),
        json.getDouble("p999Ms"),
        json.getDouble("maxMs"));
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("seconds", seconds)
        .put("serverCpu", serverCpu)
        .put("generatorCpu", generatorCpu)
        .put("frames", frames)
        .put("updates", updates)
        .put("bytes", bytes)
        .put("p50Ms", p50Ms)
        .put("p99Ms", p99Ms)
        .put("p999Ms", p999Ms)
        .put("maxMs", maxMs);
  }

  double updatesPerCpuSecond() {
    return updates / serverCpu;
  }

  double framesPerCpuSecond() {
    return frames / serverCpu;
  }

  double updatesPerSecond() {
    return updates / seconds;
  }

  double bytesPerFrame() {
    return frames == 0 ? 0 : (double) bytes / frames;
  }

  double bytesPerUpdate() {
    return updates == 0 ? 0 : (double) bytes / updates;
  }

  /** The share of its core that the generator did not use. */
  double generatorIdle() {
    return 1 - generatorCpu / seconds;
  }
}
