package openbell.benchmarks.fanout;

import io.vertx.core.json.JsonObject;

/**
 * How all clients came back at once.
 *
 * @param seconds until the last one had its snapshot
 * @param serverCpu seconds of processor time that the server used, its losses included
 * @param generatorCpu the same of the generator
 * @param p50Ms from the break to a client's snapshot; so the other
 */
record Storm(double seconds, double serverCpu, double generatorCpu, double p50Ms, double p99Ms) {
  static Storm of(JsonObject json) {
    return new Storm(
        json.getDouble("seconds"),
        json.getDouble("serverCpu"),
        json.getDouble("generatorCpu"),
        json.getDouble("p50Ms"),
        json.getDouble("p99Ms"));
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("seconds", seconds)
        .put("serverCpu", serverCpu)
        .put("generatorCpu", generatorCpu)
        .put("p50Ms", p50Ms)
        .put("p99Ms", p99Ms);
  }
}
