package openbell.feedhandler;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import openbell.feedhandler.fix.FixSession;
import openbell.feedhandler.fix.FixSettings;
import openbell.feedhandler.itch.ItchSession;
import openbell.feedhandler.itch.ItchSettings;
import openbell.feedhandler.replay.ReplayOptions;
import openbell.feedhandler.replay.ReplaySession;
import openbell.feedhandler.session.FeedSession;
import openbell.feedhandler.session.SimulatorSession;
import openbell.feedhandler.vendor.VendorPollSession;
import openbell.feedhandler.vendor.VendorSettings;
import openbell.feedhandler.vendor.VendorSocketSession;
import openbell.runtime.ConfigException;
import openbell.runtime.Node;

/**
 * The sessions that feed this platform, as configured: an instrument belongs to the first one that
 * carries it. Configuration is checked here, at the start; sessions are opened later.
 */
final class FeedSessions {
  private static final String KEY = "feed.sessions";
  private static final String FALLBACK = "feed.fallback";

  /**
   * One way to receive a session's feed.
   *
   * @param open makes a session that was not started yet; called once per use of the line
   */
  record Line(String name, Supplier<FeedSession> open) {}

  /**
   * A session and its lines, the preferred one first; never empty.
   *
   * @param name as in {@code feed.sessions}: the quotes' source
   */
  record Source(String name, List<Line> lines) {}

  private final Node node;
  private final Vertx vertx;
  private final LongSupplier nowMicros;

  FeedSessions(Node node, LongSupplier nowMicros) {
    this.node = node;
    this.vertx = node.vertx();
    this.nowMicros = nowMicros;
  }

  /** The configured sessions in order; a ConfigException says what is wrong with the list. */
  List<Source> all() {
    var names = node.config().list(KEY);
    if (names.isEmpty()) {
      throw new ConfigException("The configuration key feed.sessions names no session.");
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw new ConfigException("The configuration key feed.sessions names a session twice.");
    }
    var fallback = node.config().string(FALLBACK);
    if (isAlone(fallback) || names.contains(fallback)) {
      throw new ConfigException(
          "The configuration key feed.fallback takes a session that is not in feed.sessions, and"
              + " neither simulator nor replay.");
    }
    var last =
        fallback.isEmpty()
            ? List.<Line>of()
            : List.of(new Line("fallback", lines(fallback).getFirst().open()));
    return names.stream().map(name -> new Source(name, chain(name, last))).toList();
  }

  private List<Line> chain(String session, List<Line> fallback) {
    return isAlone(session)
        ? lines(session)
        : Stream.concat(lines(session).stream(), fallback.stream()).toList();
  }

  /** These have no other line: the platform's own venue, and a file. */
  private static boolean isAlone(String session) {
    return session.equals("simulator") || session.equals("replay");
  }

  private List<Line> lines(String session) {
    return switch (session) {
      case "simulator" -> simulator();
      case "replay" -> replay();
      case "fix" -> fix();
      case "itch" -> itch();
      case "vendor" -> vendor();
      default ->
          throw new ConfigException(
              "The configuration key feed.sessions takes simulator, replay, fix, itch and vendor,"
                  + " not "
                  + session
                  + ".");
    };
  }

  private List<Line> simulator() {
    var partitions = node.config().integer("venue.partitions");
    return List.of(new Line("bus", () -> new SimulatorSession(vertx, node.bus(), partitions)));
  }

  private List<Line> replay() {
    var options = ReplayOptions.of(node.config());
    return List.of(new Line("file", () -> new ReplaySession(vertx, nowMicros, options)));
  }

  /** One connection has one sequence of messages: its symbols are not shared out. */
  private List<Line> itch() {
    if (node.config().integer("feed.shards") != 1) {
      throw new ConfigException("The session itch takes feed.shards 1.");
    }
    var settings = ItchSettings.of(node.config());
    return switch (settings.transport()) {
      case SOUP ->
          settings.hosts().stream()
              .map(
                  host ->
                      new Line(
                          host.toString(),
                          () -> ItchSession.soup(vertx, settings, host, nowMicros)))
              .toList();
      case MOLD -> List.of(new Line("mold", () -> ItchSession.mold(vertx, settings, nowMicros)));
    };
  }

  private List<Line> fix() {
    if (node.config().integer("feed.shards") != 1) {
      throw new ConfigException("The session fix takes feed.shards 1.");
    }
    var settings = FixSettings.of(node.config());
    return settings.hosts().stream()
        .map(host -> new Line(host.name(), () -> new FixSession(vertx, settings, host)))
        .toList();
  }

  /** The vendor's sockets, and its long poll behind them. */
  private List<Line> vendor() {
    var settings = VendorSettings.of(node.config());
    var lines = new ArrayList<Line>();
    for (var host : settings.hosts()) {
      lines.add(new Line(host.name(), () -> new VendorSocketSession(vertx, settings, host)));
    }
    var first = settings.hosts().getFirst();
    lines.add(new Line("poll", () -> new VendorPollSession(vertx, settings, first)));
    return List.copyOf(lines);
  }
}
