package openbell.runtime;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * The networks from which a door takes connections, or a receiver datagrams: addresses in CIDR
 * notation, {@code 10.0.0.0/8}, {@code ::1/128}, or single addresses. Immutable.
 */
public final class Networks {
  /**
   * One network.
   *
   * @param address of its first bits
   * @param bits how many of them must be equal
   */
  private record Network(InetAddress address, int bits) {
    boolean contains(InetAddress other) {
      var ours = address.getAddress();
      var theirs = other.getAddress();
      if (theirs.length != ours.length) {
        return false;
      }
      for (var bit = 0; bit < bits; bit++) {
        var mask = 0x80 >> (bit % 8);
        if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  private final List<Network> networks;

  private Networks(List<Network> networks) {
    this.networks = networks;
  }

  /**
   * The networks that a configuration key lists; throws ConfigException for a text that is none.
   */
  public static Networks of(Config config, String key) {
    var networks = new ArrayList<Network>();
    for (var text : config.list(key)) {
      networks.add(network(key, text));
    }
    return new Networks(List.copyOf(networks));
  }

  /** Whether an address lies in one of the networks. */
  public boolean contains(InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }

  /** Whether a peer's address lies in one of the networks; a peer without one does not. */
  public boolean contains(SocketAddress peer) {
    return peer instanceof InetSocketAddress inet
        && !inet.isUnresolved()
        && contains(inet.getAddress());
  }

  private static Network network(String key, String text) {
    var slash = text.indexOf('/');
    var address = slash < 0 ? text : text.substring(0, slash);
    // Only digits, so that no name is looked up.
    if (address.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
      try {
        var parsed = InetAddress.getByName(address);
        var most = 8 * parsed.getAddress().length;
        var bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
        if (bits >= 0 && bits <= most) {
          return new Network(parsed, bits);
        }
      } catch (UnknownHostException | NumberFormatException noAddress) {
        throw refusal(key, text);
      }
    }
    throw refusal(key, text);
  }

  private static ConfigException refusal(String key, String text) {
    return new ConfigException(
        "The configuration key " + key + " takes networks such as 10.0.0.0/8, not " + text + ".");
  }
}
