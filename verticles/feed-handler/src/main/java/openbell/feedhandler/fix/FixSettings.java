package openbell.feedhandler.fix;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import openbell.runtime.Config;
import openbell.runtime.ConfigException;

/**
 * The configuration {@code feed.fix.*}.
 *
 * @param hosts the counterparty's lines in the order in which they are tried
 * @param mics the markets whose instruments this session carries; symbols without one are the
 *     first's
 * @param batch symbols of one MarketDataRequest, of which one is in hand at a time
 * @param trustStore empty: no TLS
 */
public record FixSettings(
    List<Host> hosts,
    List<String> mics,
    CompIds compIds,
    int heartBtInt,
    int batch,
    Optional<TrustStore> trustStore) {
  private static final int MAX_BATCH = 1_000;
  private static final int MAX_HEART_BT_INT = 60;

  /** A line of the counterparty, named A, B, ... in order. */
  public record Host(String name, String host, int port) {}

  /**
   * Who we are, and who they are.
   *
   * @param username sent in Logon (553) if not empty
   * @param password sent in Logon (554) if not empty
   */
  public record CompIds(String sender, String target, String username, String password) {
    @Override
    public String toString() {
      return sender + " to " + target;
    }
  }

  /** A PKCS12 or JKS file with the certificates that are believed. */
  public record TrustStore(Path file, String password) {
    @Override
    public String toString() {
      return file.toString();
    }
  }

  /** Reads the keys; throws ConfigException with one sentence for a value that makes no sense. */
  public static FixSettings of(Config config) {
    return new FixSettings(
        hosts(config.list("feed.fix.hosts")),
        mics(config.list("feed.fix.mics")),
        new CompIds(
            named(config, "feed.fix.senderCompId"),
            named(config, "feed.fix.targetCompId"),
            config.string("feed.fix.username"),
            config.string("feed.fix.password")),
        between(config, "feed.fix.heartbeatSeconds", MAX_HEART_BT_INT),
        between(config, "feed.fix.batch", MAX_BATCH),
        config.flag("feed.fix.tls") ? Optional.of(trustStore(config)) : Optional.empty());
  }

  private static List<Host> hosts(List<String> texts) {
    var hosts = new ArrayList<Host>();
    for (var text : texts) {
      hosts.add(host(String.valueOf((char) ('A' + hosts.size())), text));
    }
    if (hosts.isEmpty()) {
      throw new ConfigException("The configuration key feed.fix.hosts names no host.");
    }
    return List.copyOf(hosts);
  }

  private static Host host(String name, String text) {
    var colon = text.lastIndexOf(':');
    var port = colon < 1 ? "" : text.substring(colon + 1);
    if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
      throw new ConfigException(
          "The configuration key feed.fix.hosts takes host:port, not " + text + ".");
    }
    return new Host(name, text.substring(0, colon), Integer.parseInt(port));
  }

  private static List<String> mics(List<String> mics) {
    if (mics.isEmpty()) {
      throw new ConfigException("The configuration key feed.fix.mics names no market.");
    }
    return mics;
  }

  private static String named(Config config, String key) {
    var value = config.string(key);
    if (!value.matches("[\\x21-\\x7e]{1,64}")) {
      throw new ConfigException(
          "The configuration key " + key + " takes 1 to 64 printable characters.");
    }
    return value;
  }

  private static int between(Config config, String key, int most) {
    var value = config.integer(key);
    if (value < 1 || value > most) {
      throw new ConfigException(
          "The configuration key " + key + " takes 1 to " + most + ", not " + value + ".");
    }
    return value;
  }

  /** Without it QuickFIX/J would believe every certificate. */
  private static TrustStore trustStore(Config config) {
    var file = Path.of(config.string("feed.fix.trustStore"));
    if (!Files.isRegularFile(file)) {
      throw new ConfigException(
          "The configuration key feed.fix.trustStore must name a file where feed.fix.tls is true.");
    }
    return new TrustStore(file, config.string("feed.fix.trustStorePassword"));
  }
}
