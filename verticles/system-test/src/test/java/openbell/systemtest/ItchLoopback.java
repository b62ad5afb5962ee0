package openbell.systemtest;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.DatagramSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import openbell.exchangesimulator.itch.ItchDoor;
import openbell.exchangesimulator.itch.ItchDoorSettings;
import openbell.exchangesimulator.tape.MarketTape;
import openbell.feedhandler.itch.ItchSession;
import openbell.feedhandler.itch.ItchSettings;
import openbell.runtime.Bus;
import openbell.runtime.Config;

/** A venue, the exchange's ITCH door and the feed's ITCH session over real loopback sockets. */
final class ItchLoopback implements AutoCloseable {
  private static final long SEED = Long.getLong("itch.seed", System.nanoTime());
  private static final List<String> SYMBOLS =
      List.of("XNAS:AAPL", "XNAS:MSFT", "XNAS:BRK.B", "XNAS:AMZN", "XNAS:A");

  private final RecordedFeed feed = new RecordedFeed();
  private final List<String> settings = new ArrayList<>();
  private final Vertx vertx;
  private final Context loop;
  private final RandomVenue venue;
  private final MarketTape tape;
  private ItchDoor door;
  private ItchSession session;

  /** Over two lines of these hosts; nothing is open but the venue. */
  ItchLoopback(Vertx vertx, String hostA, String hostB) throws Exception {
    System.out.printf("itch: -Ditch.seed=%d%n", SEED);
    this.vertx = vertx;
    loop = vertx.getOrCreateContext();
    var bus = new Bus(vertx);
    venue = new RandomVenue(bus, SEED, SYMBOLS);
    venue.open().await(10, TimeUnit.SECONDS);
    venue.speak(50);
    tape = new MarketTape(vertx, bus, 1);
    var lines = hostA + ":" + freePort() + "," + hostB + ":" + freePort();
    set(
        "itch.soup.port=0",
        "itch.mold.port=0",
        "simulator.itch.faults.seed=" + SEED,
        "simulator.itch.logBytes=4194304",
        "simulator.itch.lines=" + lines,
        "feed.itch.lines=" + lines);
  }

  void set(String... more) {
    settings.addAll(List.of(more));
  }

  RecordedFeed feed() {
    return feed;
  }

  RandomVenue venue() {
    return venue;
  }

  @Override
  public void close() {
    onLoop(session::stop);
    closeDoor();
    onLoop(tape::stop);
  }

  void closeDoor() {
    onLoop(door::close);
  }

  static void until(String what, BooleanSupplier condition) {
    Await.until(what, Duration.ofSeconds(60), condition);
  }

  void awaitBooks() {
    until(
        "the feed's books are the venue's",
        () -> feed.isUp() && feed.books().equals(venue.books()));
  }

  /** Lets the tape and its door send what was said: several packets instead of one long burst. */
  void tapeTurn() {
    onLoop(() -> vertx.timer(3, TimeUnit.MILLISECONDS).mapEmpty());
  }

  void openDoor() {
    var config = config();
    var ports =
        onLoop(
            () -> {
              if (door == null) {
                tape.start();
              }
              door = new ItchDoor(vertx, tape, ItchDoorSettings.of(config));
              return door.open();
            });
    settings.add("itch.soup.port=" + ports.get("itch.soup.port"));
    settings.add("itch.mold.port=" + ports.get("itch.mold.port"));
    if (!settings.contains("feed.itch.hosts=")) {
      settings.add("feed.itch.hosts=127.0.0.1:" + ports.get("itch.soup.port"));
    }
    settings.add("feed.itch.requests=127.0.0.1:" + ports.get("itch.mold.port"));
  }

  void startSession(String transport) {
    settings.add("feed.itch.transport=" + transport);
    var itch = ItchSettings.of(config());
    session =
        transport.equals("mold")
            ? ItchSession.mold(vertx, itch, RandomVenue::nowMicros)
            : ItchSession.soup(vertx, itch, itch.hosts().getFirst(), RandomVenue::nowMicros);
    onLoop(
        () -> {
          session.start(feed);
          return Future.succeededFuture();
        });
  }

  Config config() {
    return Config.load("demo", null, Map.of(), settings);
  }

  private <T> T onLoop(Supplier<Future<T>> work) {
    return Future.<T>future(promise -> loop.runOnContext(now -> work.get().onComplete(promise)))
        .timeout(30, TimeUnit.SECONDS)
        .await();
  }

  static int freePort() throws Exception {
    try (var socket = new DatagramSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
