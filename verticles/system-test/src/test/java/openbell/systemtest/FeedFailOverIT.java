package openbell.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import openbell.embedded.EmbeddedStores;
import openbell.exchangesimulator.fix.FixDoor;
import openbell.exchangesimulator.fix.FixDoorSettings;
import openbell.exchangesimulator.tape.Door;
import openbell.exchangesimulator.tape.MarketTape;
import openbell.exchangesimulator.vendor.VendorDoor;
import openbell.exchangesimulator.vendor.VendorDoorSettings;
import openbell.feedhandler.FeedHandlerVerticle;
import openbell.model.Addresses;
import openbell.model.Topics;
import openbell.runtime.Bus;
import openbell.runtime.Config;
import openbell.runtime.Endpoints;
import openbell.runtime.KafkaTopics;
import openbell.runtime.Migrations;
import openbell.runtime.Node;
import openbell.wire.feed.BreakerState;
import openbell.wire.feed.FeedStatus;
import openbell.wire.reference.Instrument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A feed over sockets that fail one after the other: line A goes silent, line B is cut, the last
 * resort carries on, A comes back, and the feed returns by itself. At no time is an old price shown
 * as new, and at the end the quotes are the venue's. Real stores, real doors, and networks between
 * them that fail as they are told.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class FeedFailOverIT {
  private static final long SEED = Long.getLong("failover.seed", System.nanoTime());
  private static final List<String> SYMBOLS =
      List.of("XNAS:FOA", "XNAS:FOB", "XNAS:FOC", "XNAS:FOD");
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  // A line is left after six seconds in which nothing of it is fresh.
  private static final List<String> SETTINGS =
      List.of(
          "kafka.partitions=2",
          "marketdata.busShards=1",
          "venue.partitions=1",
          "fix.port=0",
          "vendor.port=0",
          "feed.breaker.stalePercent=50",
          "feed.breaker.windowMs=10000",
          "feed.breaker.probeMs=2000");

  private final EmbeddedStores stores = EmbeddedStores.forTests();
  private final Endpoints endpoints = Endpoints.read(stores.endpointsFile());
  private final Vertx exchange = Vertx.vertx();
  private final Context loop = exchange.getOrCreateContext();
  private final Bus exchangeBus = new Bus(exchange);
  private final RandomVenue venue = new RandomVenue(exchangeBus, SEED, SYMBOLS);
  private final MarketTape tape = new MarketTape(exchange, exchangeBus, 1);
  private final Vertx vertx = Vertx.vertx();
  private final ShownQuotes shown = new ShownQuotes(SYMBOLS);
  private Relay lineA;
  private Relay lineB;
  private Node node;
  private String deployment = "";
  private volatile FeedStatus status = FeedStatus.getDefaultInstance();
  private volatile boolean isBusy = true;

  @BeforeEach
  void openExchange() {
    System.out.printf("fail-over: -Dfailover.seed=%d%n", SEED);
    await(venue.open());
    venue.speak(200);
    onLoop(
        () -> {
          tape.start();
          exchange.setPeriodic(20, tick -> turn());
          return Future.succeededFuture();
        });
  }

  @AfterEach
  void close() {
    await(vertx.undeploy(deployment));
    await(node.close());
    await(exchange.close());
  }

  @Test
  void fixFailsOverToItsSecondLineThenToAVendorAndComesBack() throws Exception {
    var fix = new FixDoor(exchange, tape, () -> SYMBOLS, FixDoorSettings.of(config()));
    var vendor = open(new VendorDoor(exchange, tape, VendorDoorSettings.of(config())));
    openLines(open(fix));
    startFeed(
        "feed.sessions=fix",
        "feed.fix.hosts=" + lineA.host() + "," + lineB.host(),
        "feed.fallback=vendor",
        "feed.vendor.hosts=127.0.0.1:" + vendor);

    failOver("fix", "fallback");
  }

  @Test
  void aVendorFailsOverToItsSecondHostThenToItsPollAndComesBack() throws Exception {
    openLines(open(new VendorDoor(exchange, tape, VendorDoorSettings.of(config()))));
    startFeed("feed.sessions=vendor", "feed.vendor.hosts=" + lineA.host() + "," + lineB.host());

    failOver("vendor", "poll");
  }

  private void failOver(String session, String lastLine) {
    var feed = "feed." + session + ".0";
    awaitLine("A", BreakerState.BREAKER_STATE_CLOSED);
    assertThat(node.health().isUp(feed)).isTrue();
    shown.awaitFresh(session, 0);

    lineA.goSilent();
    Await.until("health says so", PATIENCE, () -> !node.health().isUp(feed));
    Await.until("all are stale", PATIENCE, shown::areStale);
    awaitLine("B", BreakerState.BREAKER_STATE_OPEN);
    shown.awaitFresh(session, nowMicros());

    await(lineB.close());
    awaitLine(lastLine, BreakerState.BREAKER_STATE_OPEN);
    shown.awaitFresh("vendor", nowMicros());
    assertThat(status.getLinesList().stream().filter(line -> !line.getUp()).toList())
        .allSatisfy(line -> assertThat(line.getWhy()).isNotEmpty());
    assertThat(node.health().isUp(feed)).as("health on the last line").isTrue();

    await(lineA.open());
    awaitLine("A", BreakerState.BREAKER_STATE_CLOSED);
    shown.awaitFresh(session, nowMicros());
    assertThat(status.getVolumeIncomplete()).as("symbols that say so").isEqualTo(SYMBOLS.size());
    isBusy = false;
    Await.until("the quotes are the venue's", PATIENCE, () -> shown.areThoseOf(venue));
    assertThat(shown.violations()).isEmpty();
  }

  /** The line is in use and up, and the breaker is so. */
  private void awaitLine(String line, BreakerState breaker) {
    Await.until(
        "line " + line,
        PATIENCE,
        () ->
            status.getActiveLine().equals(line)
                && status.getBreaker() == breaker
                && status.getStaleSymbols() == 0
                && status.getLinesList().stream()
                    .anyMatch(each -> each.getName().equals(line) && each.getUp()));
  }

  /** A quiet venue says that it lives. */
  private void turn() {
    if (isBusy) {
      venue.speak(5);
    } else {
      venue.beat();
    }
  }

  private int open(Door door) {
    var ports = await(onLoop(door::open));
    return ports.values().iterator().next();
  }

  private void openLines(int door) {
    lineA = new Relay(exchange, door);
    lineB = new Relay(exchange, door);
    await(lineA.open());
    await(lineB.open());
  }

  private void startFeed(String... settings) throws Exception {
    var config = config(settings);
    Migrations.run(endpoints.postgres(), "runtime");
    KafkaTopics.ensure(endpoints.kafka(), config);
    node = Node.on(vertx, config, endpoints);
    for (var symbol : SYMBOLS) {
      var instrument = Instrument.newBuilder().setSymbol(symbol).setTickSize(100).build();
      await(node.facts().send(Topics.REFERENCE_INSTRUMENTS, 0, symbol, instrument.toByteArray()));
    }
    shown.watch(node.bus());
    node.bus().<FeedStatus>subscribe(Addresses.FEED_STATUS, said -> status = said);
    node.follow();
    deployment = await(vertx.deployVerticle(new FeedHandlerVerticle(node)));
  }

  private static Config config(String... settings) {
    var all = new ArrayList<>(SETTINGS);
    all.addAll(List.of(settings));
    return Config.load("demo", null, Map.of(), all);
  }

  private <T> Future<T> onLoop(Supplier<Future<T>> work) {
    return Future.future(promise -> loop.runOnContext(now -> work.get().onComplete(promise)));
  }

  private static <T> T await(Future<T> future) {
    return future.timeout(30, TimeUnit.SECONDS).await();
  }

  private static long nowMicros() {
    return System.currentTimeMillis() * 1_000;
  }
}
