package openbell.exchangesimulator.fix;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import openbell.exchangesimulator.Await;
import openbell.exchangesimulator.FakeVenue;
import openbell.exchangesimulator.Mirror;
import openbell.exchangesimulator.RandomMarket;
import openbell.exchangesimulator.tape.MarketTape;
import openbell.feedhandler.fix.FixSession;
import openbell.feedhandler.fix.FixSettings;
import openbell.runtime.Bus;
import openbell.runtime.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The exchange's FIX door and the feed handler's FIX session over a loopback socket. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FixDoorTest {
  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx);
  private final FakeVenue venue = new FakeVenue(bus, 0);
  private final RandomMarket market = new RandomMarket(venue);
  private final Mirror mirror = new Mirror();
  private final Context loop = vertx.getOrCreateContext();
  private final MarketTape tape = new MarketTape(vertx, bus, 1);
  private FixDoor door;
  private FixSession session;
  private int port;

  @BeforeEach
  void open() throws Exception {
    venue.open().await(10, TimeUnit.SECONDS);
    venue.beat(vertx);
    market.open();
    onLoop(
        () -> {
          tape.start();
          return Future.succeededFuture();
        });
    openDoor("OPENBELL", "127.0.0.0/8");
  }

  @AfterEach
  void close() throws Exception {
    if (session != null) {
      session.stop().await(20, TimeUnit.SECONDS);
    }
    onLoop(door::close);
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void theSessionsBooksAndTradesAreTheTapes() throws Exception {
    connect("OPENBELL");

    market.run(2_000);

    Await.until("all trades", () -> mirror.trades().size() == market.trades().size());
    Await.until("the books", () -> mirror.books().equals(market.books()));
    assertThat(mirror.trades()).containsExactlyInAnyOrderElementsOf(market.trades());
    assertThat(mirror.rejections()).isEmpty();
  }

  @Test
  void aDoorThatComesBackIsTakenUpFromItsSnapshots() throws Exception {
    connect("OPENBELL");
    market.run(200);

    onLoop(door::close);
    Await.until("the line is down", () -> !mirror.isUp());
    market.run(200);
    openDoor("OPENBELL", "127.0.0.0/8");

    Await.until("the line is up", mirror::isUp);
    Await.until("the books", () -> mirror.books().equals(market.books()));
    var before = mirror.trades().size();
    var tradesBefore = market.trades().size();
    market.run(200);
    Await.until("the books", () -> mirror.books().equals(market.books()));
    Await.until(
        "the trades since",
        () -> mirror.trades().size() - before == market.trades().size() - tradesBefore);
  }

  @Test
  void whileTheVenueIsSilentNobodyIsServed() throws Exception {
    connect("OPENBELL");

    venue.fallSilent().await(10, TimeUnit.SECONDS);
    Await.until("the line is down", () -> mirror.whyDown().equals("logged out"));
    venue.comeBack().await(10, TimeUnit.SECONDS);

    Await.until("the line is up", mirror::isUp);
    market.run(100);
    Await.until("the books", () -> mirror.books().equals(market.books()));
  }

  @Test
  void aStrangerIsRefused() throws Exception {
    connectWithoutWaiting("STRANGER");
    var known = new Mirror();
    var second = session("OPENBELL");
    onLoop(() -> start(second, known));

    Await.until("the known one is up", known::isUp);
    assertThat(mirror.isUp()).isFalse();
    second.stop().await(20, TimeUnit.SECONDS);
  }

  @Test
  void aNetworkThatIsNotConfiguredIsRefused() throws Exception {
    connect("OPENBELL");
    onLoop(door::close);
    Await.until("the line is down", () -> !mirror.isUp());

    openDoor("OPENBELL", "10.0.0.0/8");
    var tries = vertx.createNetClient();
    var refused = new CompletableFuture<Void>();
    tries
        .connect(port, "127.0.0.1")
        .onSuccess(socket -> socket.closeHandler(closed -> refused.complete(null)));

    refused.get(20, TimeUnit.SECONDS);
    assertThat(mirror.isUp()).isFalse();
  }

  private void openDoor(String clients, String networks) throws Exception {
    var config =
        Config.load(
            "demo",
            null,
            Map.of(),
            List.of("fix.port=" + port, "fix.compIds=" + clients, "fix.networks=" + networks));
    door = new FixDoor(vertx, tape, () -> RandomMarket.SYMBOLS, FixDoorSettings.of(config));
    var ports = new CompletableFuture<Map<String, Integer>>();
    onLoop(() -> door.open().onSuccess(ports::complete).mapEmpty());
    port = ports.get(20, TimeUnit.SECONDS).get("fix.port");
  }

  private void connect(String compId) throws Exception {
    connectWithoutWaiting(compId);
    Await.until("the line is up", mirror::isUp);
  }

  private void connectWithoutWaiting(String compId) throws Exception {
    session = session(compId);
    onLoop(() -> start(session, mirror));
  }

  private static Future<Void> start(FixSession session, Mirror listener) {
    session.start(listener);
    return Future.succeededFuture();
  }

  private FixSession session(String compId) {
    var settings =
        new FixSettings(
            List.of(new FixSettings.Host("A", "127.0.0.1", port)),
            List.of("XNAS"),
            new FixSettings.CompIds(compId, "EXCHANGE", "", ""),
            1,
            2,
            Optional.empty());
    return new FixSession(vertx, settings, settings.hosts().getFirst());
  }

  private void onLoop(Supplier<Future<Void>> work) throws Exception {
    var done = new CompletableFuture<Void>();
    loop.runOnContext(
        now -> work.get().onSuccess(done::complete).onFailure(done::completeExceptionally));
    done.get(30, TimeUnit.SECONDS);
  }
}
