package openbell.exchangesimulator.vendor;

import openbell.runtime.Config;
import openbell.runtime.Networks;

/**
 * The configuration {@code vendor.*}.
 *
 * @param port 0 is any free one
 * @param key expected in the header X-Api-Key; empty: none is asked for
 * @param networks from which connections are taken
 */
public record VendorDoorSettings(String host, int port, String key, Networks networks) {
  /** Reads the keys; throws ConfigException with one sentence for a value that makes no sense. */
  public static VendorDoorSettings of(Config config) {
    return new VendorDoorSettings(
        config.string("vendor.host"),
        config.integer("vendor.port"),
        config.string("vendor.key"),
        Networks.of(config, "vendor.networks"));
  }
}
