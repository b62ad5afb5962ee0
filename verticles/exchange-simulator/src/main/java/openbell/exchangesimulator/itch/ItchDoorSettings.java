package openbell.exchangesimulator.itch;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import openbell.runtime.Config;
import openbell.runtime.ConfigException;

/**
 * The ITCH door as configured ({@code simulator.itch.*}, {@code itch.*}).
 *
 * @param host the address that the servers bind
 * @param lines where MoldUDP64 packets go; one set of faults each
 * @param logBytes the size of a session's log; a new session begins when it is full
 */
public record ItchDoorSettings(
    String host,
    int soupPort,
    int moldPort,
    String mic,
    ZoneId zone,
    Login login,
    List<Line> lines,
    int logBytes,
    Optional<Path> record) {
  private static final int MIN_LOG = 1 << 20;
  private static final int MAX_LOG = 1 << 30;

  /** Who may log in over SoupBinTCP. */
  record Login(String user, String password) {}

  /** Where a MoldUDP64 line goes and what happens to its packets. */
  record Line(String host, int port, LineFaults.Rates faults, long seed) {}

  /** Checked; a ConfigException says what is wrong. */
  public static ItchDoorSettings of(Config config) {
    return new ItchDoorSettings(
        config.string("simulator.itch.host"),
        config.integer("itch.soup.port"),
        config.integer("itch.mold.port"),
        config.string("simulator.itch.mic"),
        zone(config.string("simulator.itch.zone")),
        new Login(config.string("simulator.itch.user"), config.string("simulator.itch.password")),
        lines(config),
        Math.clamp(config.integer("simulator.itch.logBytes"), MIN_LOG, MAX_LOG),
        Optional.of(config.string("simulator.itch.record"))
            .filter(f -> !f.isEmpty())
            .map(Path::of));
  }

  private static List<Line> lines(Config config) {
    var addresses = config.list("simulator.itch.lines");
    if (addresses.size() > 2) {
      throw new ConfigException("The configuration key simulator.itch.lines takes two lines.");
    }
    var lines = new java.util.ArrayList<Line>();
    for (var address : addresses) {
      var faults = "simulator.itch.faults." + (lines.isEmpty() ? "a" : "b");
      lines.add(line(config, address, faults, lines.size()));
    }
    return List.copyOf(lines);
  }

  private static Line line(Config config, String address, String faults, int number) {
    var colon = address.lastIndexOf(':');
    try {
      return new Line(
          address.substring(0, Math.max(0, colon)),
          Integer.parseInt(address.substring(colon + 1)),
          new LineFaults.Rates(
              config.integer(faults + ".dropPercent"),
              config.integer(faults + ".duplicatePercent"),
              config.integer(faults + ".reorderPercent"),
              config.integer(faults + ".delayPercent"),
              config.integer(faults + ".delayMs")),
          config.number("simulator.itch.faults.seed") + number);
    } catch (NumberFormatException noPort) {
      throw new ConfigException(
          "The configuration key simulator.itch.lines takes host:port, not " + address + ".");
    }
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException unknown) {
      throw new ConfigException(
          "The configuration key simulator.itch.zone takes a time zone, not " + name + ".");
    }
  }
}
