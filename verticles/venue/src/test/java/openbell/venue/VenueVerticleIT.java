package openbell.venue;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import openbell.embedded.EmbeddedStores;
import openbell.embedded.Store;
import openbell.model.Addresses;
import openbell.model.OrdType;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.runtime.Config;
import openbell.runtime.Migrations;
import openbell.runtime.Node;
import openbell.venue.domain.VenueCommand.Header;
import openbell.venue.domain.VenueCommand.NewOrderSingle;
import openbell.wire.common.ExecType;
import openbell.wire.marketdata.PriceLevel;
import openbell.wire.reference.Instrument;
import openbell.wire.venue.ExecutionReport;
import openbell.wire.venue.VenueMarketData;
import openbell.wire.venue.VenueSnapshotRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole venue on a local bus, real Kafka and Postgres; each test has its own partition. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class VenueVerticleIT {
  private static final String SYMBOL = VenueFixture.SYMBOL;

  @TempDir private Path folder;
  private final BlockingQueue<VenueMarketData> heard = new LinkedBlockingQueue<>();
  private VenueFixture fixture;
  private Node node;
  private String deployment;

  @BeforeEach
  void start() throws Exception {
    fixture = new VenueFixture(3);
    var config = Config.load("demo", null, Map.of(), List.of("data.dir=" + folder));
    Migrations.run(VenueFixture.endpoints().postgres(), "runtime");
    node = Node.on(Vertx.vertx(), config, VenueFixture.endpoints());
    node.bus().<VenueMarketData>subscribe(Addresses.venueMarketData(3), heard::add);
    deployment = node.vertx().deployVerticle(new VenueVerticle(node)).await(30, TimeUnit.SECONDS);
    node.instruments().put(List.of(instrument(SYMBOL)));
    Await.until("the books are recovered", () -> node.health().isUp("venue.3"));
  }

  @AfterEach
  void stop() {
    node.vertx().undeploy(deployment).await();
    node.close().await();
  }

  @Test
  void fillsReportsAndPublishesThroughAnOutageAndAThief() throws Exception {
    awaitMarketData(data -> depthOf(data) != null);
    fixture.sendRaw("no command at all".getBytes(StandardCharsets.UTF_8));
    fixture.send(List.of(order(8, Side.SELL, 10, 15_000_500), order(7, Side.BUY, 4, 15_000_600)));

    var traded = awaitMarketData(data -> data.getTradesCount() > 0);
    assertThat(traded.getTrades(0).getPx()).isEqualTo(15_000_500);
    assertThat(depthOf(traded).getAsksList()).containsExactly(level(15_000_500, 6));
    assertThat(fixture.committedReports())
        .extracting(ExecutionReport::getAccountId, ExecutionReport::getExecType)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(8L, ExecType.EXEC_TYPE_NEW),
            org.assertj.core.groups.Tuple.tuple(7L, ExecType.EXEC_TYPE_NEW),
            org.assertj.core.groups.Tuple.tuple(7L, ExecType.EXEC_TYPE_TRADE),
            org.assertj.core.groups.Tuple.tuple(8L, ExecType.EXEC_TYPE_TRADE));
    assertThat(depthOf(snapshot()).getAsksList()).containsExactly(level(15_000_500, 6));

    EmbeddedStores.forTests().stop(Store.KAFKA);
    EmbeddedStores.forTests().restart(Store.KAFKA);
    fixture.send(List.of(order(7, Side.BUY, 1, 15_000_500)));
    awaitMarketData(data -> data.getTradesCount() > 0);

    KafkaPartitionLog.open(VenueFixture.kafka(), 3).close();
    fixture.send(List.of(order(7, Side.BUY, 5, 15_000_500)));
    var again = awaitMarketData(data -> data.getTradesCount() > 0);
    assertThat(again.getEpoch()).isGreaterThan(traded.getEpoch());
    assertThat(depthOf(again).getAsksList()).isEmpty();
    assertThat(fixture.committedReports()).isEqualTo(fixture.uninterrupted().reports());

    node.instruments().put(List.of(instrument("XNSE:NEWCOMER")));
    awaitMarketData(
        data -> data.getDepthsList().stream().anyMatch(d -> d.getSymbol().equals("XNSE:NEWCOMER")));
  }

  private VenueMarketData snapshot() throws Exception {
    return node.bus()
        .<VenueMarketData>request(
            Addresses.venueSnapshot(3), VenueSnapshotRequest.newBuilder().setPartition(3).build())
        .await(10, TimeUnit.SECONDS);
  }

  private VenueMarketData awaitMarketData(Predicate<VenueMarketData> wanted) throws Exception {
    while (true) {
      var data = heard.poll(60, TimeUnit.SECONDS);
      assertThat(data).as("market data").isNotNull();
      if (wanted.test(data)) {
        return data;
      }
    }
  }

  private static openbell.wire.marketdata.Depth depthOf(VenueMarketData data) {
    return data.getDepthsList().stream()
        .filter(depth -> depth.getSymbol().equals(SYMBOL))
        .findFirst()
        .orElse(null);
  }

  private static PriceLevel level(long px, long qty) {
    return PriceLevel.newBuilder().setPx(px).setQty(qty).build();
  }

  private static NewOrderSingle order(long account, Side side, long quantity, long price) {
    return new NewOrderSingle(
        new Header(UUID.randomUUID(), 0, account, SYMBOL, VenueFixture.tradeDate()),
        side,
        OrdType.LIMIT,
        TimeInForce.DAY,
        quantity,
        price);
  }

  private static Instrument instrument(String symbol) {
    return Instrument.newBuilder().setSymbol(symbol).setVenuePartition(3).setTradable(true).build();
  }
}
