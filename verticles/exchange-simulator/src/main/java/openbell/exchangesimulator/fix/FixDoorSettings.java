package openbell.exchangesimulator.fix;

import java.util.List;
import openbell.runtime.Config;
import openbell.runtime.ConfigException;
import openbell.runtime.Networks;

/**
 * The configuration {@code fix.*}.
 *
 * @param port 0 is any free one
 * @param compId ours, SenderCompID (49) of what we send
 * @param clients the comp ids that may log on
 * @param password expected in Logon (554); empty: none is asked for
 * @param networks from which connections are taken
 * @param windowMs how long changes of a book are gathered before they are sent
 */
public record FixDoorSettings(
    String host,
    int port,
    String compId,
    List<String> clients,
    String password,
    Networks networks,
    int windowMs) {
  private static final int MAX_CLIENTS = 100;
  private static final int MAX_WINDOW_MS = 1_000;

  /** Reads the keys; throws ConfigException with one sentence for a value that makes no sense. */
  public static FixDoorSettings of(Config config) {
    var clients = config.list("fix.compIds");
    if (clients.isEmpty() || clients.size() > MAX_CLIENTS) {
      throw new ConfigException(
          "The configuration key fix.compIds takes 1 to " + MAX_CLIENTS + " comp ids.");
    }
    var windowMs = config.integer("fix.windowMs");
    if (windowMs < 1 || windowMs > MAX_WINDOW_MS) {
      throw new ConfigException(
          "The configuration key fix.windowMs takes 1 to " + MAX_WINDOW_MS + ".");
    }
    return new FixDoorSettings(
        config.string("fix.host"),
        config.integer("fix.port"),
        config.string("fix.compId"),
        clients,
        config.string("fix.password"),
        Networks.of(config, "fix.networks"),
        windowMs);
  }
}
