package openbell.exchangesimulator;

import openbell.runtime.Config;

/**
 * @param seed the same seed makes the same decisions
 * @param ordersPerSecond quotes, withdrawals and takes a second, of all participants together
 */
record SimulatorSettings(boolean enabled, long seed, int ordersPerSecond, int partitions) {

  static SimulatorSettings of(Config config) {
    return new SimulatorSettings(
        config.flag("simulator.enabled"),
        config.number("simulator.seed"),
        Math.clamp(config.integer("simulator.ordersPerSecond"), 1, 100_000),
        config.integer("venue.partitions"));
  }
}
