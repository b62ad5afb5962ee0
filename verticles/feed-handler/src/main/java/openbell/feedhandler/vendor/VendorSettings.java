package openbell.feedhandler.vendor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import openbell.runtime.Config;
import openbell.runtime.ConfigException;

/**
 * The configuration {@code feed.vendor.*}.
 *
 * @param hosts the vendor's lines in the order in which they are tried
 * @param mics the markets whose instruments this session carries
 * @param keyHeader the header that carries the key, e.g. {@code X-Api-Key}
 * @param tls whether to speak TLS; certificates and names are checked
 */
public record VendorSettings(
    List<Host> hosts, Set<String> mics, String keyHeader, String key, boolean tls) {
  /** A line of the vendor, named A, B, ... in order. */
  public record Host(String name, String host, int port) {}

  /** Reads the keys; throws ConfigException with one sentence for a value that makes no sense. */
  public static VendorSettings of(Config config) {
    var mics = Set.copyOf(config.list("feed.vendor.mics"));
    if (mics.isEmpty()) {
      throw new ConfigException("The configuration key feed.vendor.mics names no market.");
    }
    var keyHeader = config.string("feed.vendor.keyHeader");
    if (!keyHeader.matches("[A-Za-z0-9-]{1,64}")) {
      throw new ConfigException("The configuration key feed.vendor.keyHeader names no header.");
    }
    return new VendorSettings(
        hosts(config.list("feed.vendor.hosts")),
        mics,
        keyHeader,
        config.string("feed.vendor.key"),
        config.flag("feed.vendor.tls"));
  }

  private static List<Host> hosts(List<String> texts) {
    var hosts = new ArrayList<Host>();
    for (var text : texts) {
      var colon = text.lastIndexOf(':');
      var port = colon < 1 ? "" : text.substring(colon + 1);
      if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
        throw new ConfigException(
            "The configuration key feed.vendor.hosts takes host:port, not " + text + ".");
      }
      var name = String.valueOf((char) ('A' + hosts.size()));
      hosts.add(new Host(name, text.substring(0, colon), Integer.parseInt(port)));
    }
    if (hosts.isEmpty()) {
      throw new ConfigException("The configuration key feed.vendor.hosts names no host.");
    }
    return List.copyOf(hosts);
  }

  /** The key's value never shows. */
  @Override
  public String toString() {
    return "vendor " + hosts + " for " + mics;
  }
}
