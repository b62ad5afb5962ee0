package openbell.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.net.DatagramSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import openbell.exchangesimulator.itch.ItchDoor;
import openbell.exchangesimulator.itch.ItchDoorSettings;
import openbell.exchangesimulator.tape.MarketTape;
import openbell.feedhandler.domain.Verdict;
import openbell.feedhandler.itch.ItchSession;
import openbell.feedhandler.itch.ItchSettings;
import openbell.runtime.Bus;
import openbell.runtime.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The exchange's ITCH door and the feed's ITCH session over real loopback sockets, lossy lines
 * included: at the end the books equal the venue's and no trade is missing.
 */
@ExtendWith(VertxExtension.class)
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ItchLoopbackTest {
  private static final long SEED = Long.getLong("itch.seed", System.nanoTime());
  private static final List<String> SYMBOLS =
      List.of("XNAS:AAPL", "XNAS:MSFT", "XNAS:BRK.B", "XNAS:AMZN", "XNAS:A");
  private static final String[] LOSSY_LINES = {
    "simulator.itch.faults.a.dropPercent=5",
    "simulator.itch.faults.a.duplicatePercent=5",
    "simulator.itch.faults.a.reorderPercent=5",
    "simulator.itch.faults.a.delayPercent=5",
    "simulator.itch.faults.b.dropPercent=10",
    "simulator.itch.faults.b.duplicatePercent=1",
    "simulator.itch.faults.b.reorderPercent=10",
  };
  private static final String[] TERRIBLE_LINES = {
    "simulator.itch.faults.a.dropPercent=50", "simulator.itch.faults.b.dropPercent=50",
  };

  private final RecordedFeed feed = new RecordedFeed();
  private final List<String> settings = new ArrayList<>();
  private Vertx vertx;
  private Context loop;
  private RandomVenue venue;
  private MarketTape tape;
  private ItchDoor door;
  private ItchSession session;

  @BeforeEach
  void openVenue(Vertx injected) throws Exception {
    System.out.printf("itch: -Ditch.seed=%d%n", SEED);
    vertx = injected;
    loop = vertx.getOrCreateContext();
    var bus = new Bus(vertx);
    venue = new RandomVenue(bus, SEED, SYMBOLS);
    venue.open().await(10, TimeUnit.SECONDS);
    venue.speak(50);
    tape = new MarketTape(vertx, bus, 1);
    settings.addAll(
        List.of(
            "itch.soup.port=0",
            "itch.mold.port=0",
            "simulator.itch.faults.seed=" + SEED,
            "simulator.itch.logBytes=4194304"));
    var lines = "127.0.0.1:" + freePort() + ",127.0.0.1:" + freePort();
    settings.add("simulator.itch.lines=" + lines);
    settings.add("feed.itch.lines=" + lines);
  }

  @AfterEach
  void stop() throws Exception {
    onLoop(session::stop);
    onLoop(door::close);
    onLoop(tape::stop);
  }

  @Test
  void soupCarriesTheExchange() throws Exception {
    openDoor();
    startSession("soup");
    until("the feed is up", feed::isUp);
    var before = venue.traded();

    venue.speak(3_000);

    awaitBooks();
    assertThat(feed.traded()).isEqualTo(venue.traded() - before);
    assertThat(feed.crossed()).isEmpty();
    assertThat(feed.rejections()).isEmpty();
  }

  @Test
  void soupGoesOnWithTheNextSessionOfADoorThatRestarts() throws Exception {
    openDoor();
    startSession("soup");
    until("the feed is up", feed::isUp);
    onLoop(door::close);
    venue.speak(500);
    until("the feed is down", () -> !feed.isUp());

    openDoor();

    venue.speak(500);
    awaitBooks();
    assertThat(feed.rejections()).isEmpty();
  }

  @Test
  void silentVenueMakesTheFeedStaleUntilItSpeaks() throws Exception {
    openDoor();
    startSession("soup");
    until("the feed is up", feed::isUp);

    venue.close().await(10, TimeUnit.SECONDS);
    until("the feed is down", () -> !feed.isUp());
    assertThat(feed.line().getLast()).isEqualTo("down: silent");

    venue.open().await(10, TimeUnit.SECONDS);
    awaitBooks();
  }

  @Test
  void moldLosesNothingOverLossyLines() throws Exception {
    settings.addAll(List.of(LOSSY_LINES));
    openDoor();
    startSession("mold");
    until("the feed is up", feed::isUp);
    var before = venue.traded();

    for (var burst = 0; burst < 100; burst++) {
      venue.speak(20);
      tapeTurn();
    }

    awaitBooks();
    until("every trade is told", () -> feed.traded() == venue.traded() - before);
    assertThat(feed.crossed()).isEmpty();
    assertThat(feed.rejections()).isEmpty();
  }

  @Test
  void whatBothLinesLoseIsAskedForAgain() throws Exception {
    settings.addAll(List.of(TERRIBLE_LINES));
    settings.add("feed.itch.hosts=");
    openDoor();
    startSession("mold");
    until("the feed is up", feed::isUp);
    var before = venue.traded();

    for (var burst = 0; burst < 60; burst++) {
      venue.speak(20);
      tapeTurn();
    }

    awaitBooks();
    until("every trade is told", () -> feed.traded() == venue.traded() - before);
  }

  @Test
  void withoutARequestServerTheFeedIsStaleThenReplayed() throws Exception {
    settings.addAll(List.of(TERRIBLE_LINES));
    openDoor();
    settings.add("feed.itch.requests=127.0.0.1:" + freePort());
    startSession("mold");
    until("the feed is up", feed::isUp);
    var before = venue.traded();

    for (var burst = 0; burst < 60; burst++) {
      venue.speak(20);
      tapeTurn();
    }

    awaitBooks();
    until("every trade is told", () -> feed.traded() == venue.traded() - before);
    assertThat(feed.line()).anyMatch(state -> state.endsWith("messages are missing"));
  }

  @Test
  void aFullLogBeginsANewSessionWithEveryBook() throws Exception {
    settings.add("simulator.itch.logBytes=1048576");
    openDoor();
    startSession("mold");
    until("the feed is up", feed::isUp);

    for (var burst = 0; burst < 60; burst++) {
      venue.speak(100);
      tapeTurn();
    }

    awaitBooks();
    assertThat(feed.line()).contains("ended");
    assertThat(feed.rejections()).isEmpty();
  }

  @Test
  void garbageOnALineIsCountedAndStrangersAreLeftOut() throws Exception {
    openDoor();
    startSession("mold");
    until("the feed is up", feed::isUp);
    var line = ItchSettings.of(config()).lines().getFirst();
    var stranger = vertx.createDatagramSocket();

    stranger.send(Buffer.buffer("garbage"), line.port(), line.host()).await(10, TimeUnit.SECONDS);

    until("it is counted", () -> feed.rejections().equals(List.of(Verdict.MALFORMED)));
    venue.speak(500);
    awaitBooks();
  }

  private static void until(String what, BooleanSupplier condition) {
    Await.until(what, Duration.ofSeconds(60), condition);
  }

  private void awaitBooks() {
    until(
        "the feed's books are the venue's",
        () -> feed.isUp() && feed.books().equals(venue.books()));
  }

  /** Lets the tape and its door send what was said: several packets instead of one long burst. */
  private void tapeTurn() throws Exception {
    onLoop(() -> vertx.timer(3, TimeUnit.MILLISECONDS).mapEmpty());
  }

  private void openDoor() throws Exception {
    var opened = new CompletableFuture<Map<String, Integer>>();
    var config = config();
    loop.runOnContext(
        now -> {
          if (door == null) {
            tape.start();
          }
          door = new ItchDoor(vertx, tape, ItchDoorSettings.of(config));
          door.open().onSuccess(opened::complete).onFailure(opened::completeExceptionally);
        });
    var ports = opened.get(10, TimeUnit.SECONDS);
    settings.add("itch.soup.port=" + ports.get("itch.soup.port"));
    settings.add("itch.mold.port=" + ports.get("itch.mold.port"));
    if (!settings.contains("feed.itch.hosts=")) {
      settings.add("feed.itch.hosts=127.0.0.1:" + ports.get("itch.soup.port"));
    }
    settings.add("feed.itch.requests=127.0.0.1:" + ports.get("itch.mold.port"));
  }

  private void startSession(String transport) throws Exception {
    settings.add("feed.itch.transport=" + transport);
    var itch = ItchSettings.of(config());
    session =
        transport.equals("mold")
            ? ItchSession.mold(vertx, itch, ItchLoopbackTest::nowMicros)
            : ItchSession.soup(vertx, itch, itch.hosts().getFirst(), ItchLoopbackTest::nowMicros);
    onLoop(
        () -> {
          session.start(feed);
          return Future.succeededFuture();
        });
  }

  private Config config() {
    return Config.load("demo", null, Map.of(), settings);
  }

  private void onLoop(Supplier<Future<Void>> work) throws Exception {
    var done = new CompletableFuture<Void>();
    loop.runOnContext(
        now -> work.get().onSuccess(done::complete).onFailure(done::completeExceptionally));
    done.get(30, TimeUnit.SECONDS);
  }

  private static int freePort() throws Exception {
    try (var socket = new DatagramSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static long nowMicros() {
    return System.currentTimeMillis() * 1_000;
  }
}
