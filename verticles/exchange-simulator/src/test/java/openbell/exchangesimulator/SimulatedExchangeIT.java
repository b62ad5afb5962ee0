package openbell.exchangesimulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import openbell.embedded.EmbeddedStores;
import openbell.model.Addresses;
import openbell.runtime.Config;
import openbell.runtime.Endpoints;
import openbell.runtime.KafkaTopics;
import openbell.runtime.Migrations;
import openbell.runtime.Node;
import openbell.venue.VenueVerticle;
import openbell.wire.reference.Instrument;
import openbell.wire.venue.VenueMarketData;
import openbell.wire.venue.VenueSnapshotRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Venue and participants on real Kafka and Postgres: 200 instruments open, and open again. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SimulatedExchangeIT {
  private static final int INSTRUMENTS = 200;
  private static final long PLACES = 14;

  @TempDir private Path folder;
  private Node node;
  private String venue;
  private String simulator;
  private final Set<String> traded = ConcurrentHashMap.newKeySet();
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private final Map<String, Boolean> twoSided = new ConcurrentHashMap<>();

  @BeforeEach
  void start() throws Exception {
    var endpoints = endpoints();
    var config = Config.load("demo", null, Map.of(), List.of("data.dir=" + folder));
    KafkaTopics.ensure(endpoints.kafka(), config);
    Migrations.run(endpoints.postgres(), "runtime");
    node = Node.on(Vertx.vertx(), config, endpoints);
    node.instruments().put(IntStream.range(0, INSTRUMENTS).mapToObj(this::instrument).toList());
    for (int partition = 0; partition < 4; partition++) {
      node.bus().<VenueMarketData>subscribe(Addresses.venueMarketData(partition), this::see);
    }
  }

  @AfterEach
  void stop() {
    node.close().await();
  }

  @Test
  void everyInstrumentOpensTakesItsTurnsAndOpensAgain() throws Exception {
    deploy();
    awaitOpen();
    changed.clear();
    Await.until("every market takes its turns", () -> changed.size() == INSTRUMENTS);

    undeploy();
    traded.clear();
    twoSided.clear();
    deploy();
    awaitOpen();

    assertThat(restingLevels()).isLessThanOrEqualTo(INSTRUMENTS * PLACES);
    assertThat(folder.resolve("venue/0.snapshot")).exists();
    undeploy();
  }

  private void deploy() throws Exception {
    venue = node.vertx().deployVerticle(new VenueVerticle(node)).await(30, TimeUnit.SECONDS);
    simulator =
        node.vertx()
            .deployVerticle(new ExchangeSimulatorVerticle(node))
            .await(30, TimeUnit.SECONDS);
  }

  private void undeploy() throws Exception {
    node.vertx().undeploy(simulator).await(30, TimeUnit.SECONDS);
    node.vertx().undeploy(venue).await(30, TimeUnit.SECONDS);
  }

  private void see(VenueMarketData data) {
    data.getTradesList().forEach(trade -> traded.add(trade.getSymbol()));
    data.getDepthsList().forEach(depth -> changed.add(depth.getSymbol()));
    data.getDepthsList()
        .forEach(
            depth ->
                twoSided.put(
                    depth.getSymbol(), depth.getBidsCount() > 2 && depth.getAsksCount() > 2));
  }

  private void awaitOpen() {
    long startedAt = System.nanoTime();
    Await.until(
        "all instruments are two-sided and traded",
        () ->
            traded.size() == INSTRUMENTS
                && twoSided.values().stream().filter(open -> open).count() == INSTRUMENTS);
    System.out.printf("all open after %d ms%n", (System.nanoTime() - startedAt) / 1_000_000);
  }

  private long restingLevels() throws Exception {
    long levels = 0;
    for (int partition = 0; partition < 4; partition++) {
      VenueMarketData whole =
          node.bus()
              .<VenueMarketData>request(
                  Addresses.venueSnapshot(partition),
                  VenueSnapshotRequest.newBuilder().setPartition(partition).build())
              .await(10, TimeUnit.SECONDS);
      for (var depth : whole.getDepthsList()) {
        levels += depth.getBidsCount() + depth.getAsksCount();
      }
    }
    return levels;
  }

  private Instrument instrument(int number) {
    return Instrument.newBuilder()
        .setSymbol((number % 2 == 0 ? "XNSE:SIM" : "XNAS:SIM") + number)
        .setTickSize(number % 2 == 0 ? 500 : 100)
        .setRoundLot(1)
        .setPreviousClosePx(1_000_000L + 100_000L * number)
        .setMaxOrderQty(50_000)
        .setVenuePartition(number % 4)
        .setTradable(true)
        .build();
  }

  private static Endpoints endpoints() {
    var stores = EmbeddedStores.forTests().endpoints();
    var pg = stores.postgres();
    return new Endpoints(
        new Endpoints.Postgres(pg.host(), pg.port(), pg.database(), pg.user(), pg.password()),
        new Endpoints.Redis(
            stores.redis().host(), stores.redis().port(), stores.redis().password()),
        new Endpoints.Kafka(stores.kafka().bootstrap()));
  }
}
