package openbell.feedhandler.itch;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import openbell.runtime.Config;
import openbell.runtime.ConfigException;
import openbell.runtime.Networks;

/**
 * The session {@code itch} as configured ({@code feed.itch.*}).
 *
 * @param hosts SoupBinTCP servers, the preferred one first
 * @param lines where MoldUDP64 packets are received
 * @param requests the request server of MoldUDP64
 * @param multicastInterface empty for the system's choice
 */
public record ItchSettings(
    Transport transport,
    String mic,
    ZoneId zone,
    List<Address> hosts,
    Login login,
    List<Address> lines,
    Address requests,
    String multicastInterface,
    Networks allowed) {
  /** How the stream is received. */
  public enum Transport {
    SOUP,
    MOLD
  }

  /** A host and a port. */
  public record Address(String host, int port) {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /** The login of SoupBinTCP. */
  record Login(String user, String password) {
    Login {
      if (user.length() > 6 || password.length() > 10) {
        throw new ConfigException("feed.itch.user has at most 6 characters, the password 10.");
      }
    }
  }

  /** Checked; a ConfigException says what is wrong. */
  public static ItchSettings of(Config config) {
    var transport = transport(config.string("feed.itch.transport"));
    var hosts = addresses(config, "feed.itch.hosts");
    var lines = addresses(config, "feed.itch.lines");
    if (transport == Transport.SOUP ? hosts.isEmpty() : lines.isEmpty()) {
      throw new ConfigException("The session itch has no line: see feed.itch.hosts and .lines.");
    }
    return new ItchSettings(
        transport,
        config.string("feed.itch.mic"),
        zone(config.string("feed.itch.zone")),
        hosts,
        new Login(config.string("feed.itch.user"), config.string("feed.itch.password")),
        lines,
        address("feed.itch.requests", config.string("feed.itch.requests")),
        config.string("feed.itch.interface"),
        Networks.of(config, "feed.itch.allowed"));
  }

  Optional<String> multicast() {
    return Optional.of(multicastInterface).filter(name -> !name.isEmpty());
  }

  private static Transport transport(String name) {
    return switch (name) {
      case "soup" -> Transport.SOUP;
      case "mold" -> Transport.MOLD;
      default ->
          throw new ConfigException(
              "The configuration key feed.itch.transport takes soup or mold, not " + name + ".");
    };
  }

  private static List<Address> addresses(Config config, String key) {
    return config.list(key).stream().map(text -> address(key, text)).toList();
  }

  private static Address address(String key, String text) {
    var colon = text.lastIndexOf(':');
    try {
      return new Address(
          text.substring(0, Math.max(0, colon)), Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException noPort) {
      throw new ConfigException(
          "The configuration key " + key + " takes host:port, not " + text + ".");
    }
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException unknown) {
      throw new ConfigException(
          "The configuration key feed.itch.zone takes a time zone, not " + name + ".");
    }
  }
}
