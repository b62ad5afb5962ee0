package openbell.exchangesimulator.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import openbell.exchangesimulator.Await;
import openbell.exchangesimulator.FakeVenue;
import openbell.exchangesimulator.Mirror;
import openbell.exchangesimulator.RandomMarket;
import openbell.exchangesimulator.tape.MarketTape;
import openbell.feedhandler.session.FeedSession;
import openbell.feedhandler.vendor.VendorPollSession;
import openbell.feedhandler.vendor.VendorSettings;
import openbell.feedhandler.vendor.VendorSocketSession;
import openbell.runtime.Bus;
import openbell.runtime.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The exchange's vendor door and both vendor sessions over a loopback socket. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class VendorDoorTest {
  /** The two ways to receive it. */
  enum Way {
    SOCKET,
    POLL
  }

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx);
  private final FakeVenue venue = new FakeVenue(bus, 0);
  private final RandomMarket market = new RandomMarket(venue);
  private final Mirror mirror = new Mirror();
  private final Context loop = vertx.getOrCreateContext();
  private final MarketTape tape = new MarketTape(vertx, bus, 1);
  private VendorDoor door;
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
    openDoor("127.0.0.0/8");
  }

  @AfterEach
  void close() throws Exception {
    onLoop(door::close);
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @EnumSource
  void theSessionsBooksAndTradesAreTheTapes(Way way) throws Exception {
    connect(way, "secret");
    Await.until("the line is up", mirror::isUp);

    market.run(2_000);

    Await.until("all trades", () -> mirror.trades().size() == market.trades().size());
    Await.until("the books", () -> mirror.books().equals(market.books()));
    assertThat(mirror.trades()).isEqualTo(market.trades());
    assertThat(mirror.rejections()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aDoorThatComesBackIsTakenUpAnew(Way way) throws Exception {
    connect(way, "secret");
    Await.until("the line is up", mirror::isUp);

    onLoop(door::close);
    Await.until("the line is down", () -> !mirror.isUp());
    market.run(200);
    openDoor("127.0.0.0/8");

    Await.until("the line is up", mirror::isUp);
    market.run(200);
    Await.until("the books", () -> mirror.books().equals(market.books()));
  }

  @ParameterizedTest
  @EnumSource
  void aSilentVenueMakesTheLineSilent(Way way) throws Exception {
    connect(way, "secret");
    Await.until("the line is up", mirror::isUp);

    venue.fallSilent().await(10, TimeUnit.SECONDS);
    Await.until("the line is down", () -> !mirror.isUp());
    venue.comeBack().await(10, TimeUnit.SECONDS);

    Await.until("the line is up", mirror::isUp);
    market.run(50);
    Await.until("the books", () -> mirror.books().equals(market.books()));
  }

  @ParameterizedTest
  @EnumSource
  void aWrongKeyIsRefused(Way way) throws Exception {
    connect(way, "wrong");

    Await.until("the refusal", () -> mirror.whyDown().contains("401"));
  }

  @Test
  void aNetworkThatIsNotConfiguredIsRefused() throws Exception {
    onLoop(door::close);
    openDoor("10.0.0.0/8");
    var options =
        new WebSocketConnectOptions().setHost("127.0.0.1").setPort(port).setURI("/v1/stream");
    var refused = new CompletableFuture<Throwable>();
    vertx.createWebSocketClient().connect(options).onFailure(refused::complete);

    assertThat(refused.get(20, TimeUnit.SECONDS))
        .isInstanceOfSatisfying(
            UpgradeRejectedException.class,
            rejected -> assertThat(rejected.getStatus()).isEqualTo(403));
  }

  private void openDoor(String networks) throws Exception {
    var config =
        Config.load(
            "demo",
            null,
            Map.of(),
            List.of("vendor.port=" + port, "vendor.key=secret", "vendor.networks=" + networks));
    door = new VendorDoor(vertx, tape, VendorDoorSettings.of(config));
    var ports = new CompletableFuture<Map<String, Integer>>();
    onLoop(() -> door.open().onSuccess(ports::complete).mapEmpty());
    port = ports.get(20, TimeUnit.SECONDS).get("vendor.port");
  }

  private void connect(Way way, String key) throws Exception {
    var host = new VendorSettings.Host("A", "127.0.0.1", port);
    var settings = new VendorSettings(List.of(host), Set.of("XNAS"), "X-Api-Key", key, false);
    FeedSession session =
        switch (way) {
          case SOCKET -> new VendorSocketSession(vertx, settings, host);
          case POLL -> new VendorPollSession(vertx, settings, host);
        };
    onLoop(
        () -> {
          session.start(mirror);
          return Future.succeededFuture();
        });
  }

  private void onLoop(Supplier<Future<Void>> work) throws Exception {
    var done = new CompletableFuture<Void>();
    loop.runOnContext(
        now -> work.get().onSuccess(done::complete).onFailure(done::completeExceptionally));
    done.get(30, TimeUnit.SECONDS);
  }
}
