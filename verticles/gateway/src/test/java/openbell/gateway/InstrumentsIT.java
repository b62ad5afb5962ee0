package openbell.gateway;

import static openbell.gateway.GatewayFixture.await;
import static openbell.gateway.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import openbell.gateway.reference.InstrumentFile;
import openbell.gateway.reference.PgInstrumentStore;
import openbell.model.EncodedDepths;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.PriceLevel;
import openbell.wire.marketdata.Quote;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From the file of listings through Postgres, the outbox and Kafka to an answer; and quotes. */
@Timeout(120)
class InstrumentsIT {
  private static final String HEADER =
      "symbol,mic,name,isin,currency,tickSize,roundLot,referencePrice,priceBandBps,maxOrderQty,primary\n";

  private static GatewayFixture gateway;

  @BeforeAll
  static void start() throws Exception {
    gateway = GatewayFixture.shared();
  }

  @Test
  void theListingsOfTheFileAreServed() throws Exception {
    assertThat(json(gateway.get("/api/v1/instruments/M%26M", "")))
        .isEqualTo(
            new JsonObject()
                .put("symbol", "XNSE:M&M")
                .put("code", "M&M")
                .put("market", "XNSE")
                .put("name", "Mahindra & Mahindra Limited")
                .put("isin", json(gateway.get("/api/v1/instruments/M%26M", "")).getString("isin"))
                .put("currency", "INR")
                .put("tickSize", "0.05")
                .put("lotSize", "1")
                .put(
                    "previousClose",
                    json(gateway.get("/api/v1/instruments/XNSE:M%26M", ""))
                        .getString("previousClose"))
                .put("priceBandPercent", "20.00")
                .put("maxOrderQuantity", "50000")
                .put("primary", true)
                .put("tradable", true)
                .put("version", 1));
  }

  @Test
  void anImportChangesWhatDiffersAndReachesEveryNode() throws Exception {
    var instruments = new PgInstrumentStore(gateway.node);
    var listing = HEADER + "NEWCO,XNSE,%s,,INR,0.05,1,100.00,2000,50000,true\n";

    assertThat(await(instruments.save(InstrumentFile.read(listing.formatted("New Company")))))
        .isEqualTo(1);
    assertThat(await(instruments.save(InstrumentFile.read(listing.formatted("New Company")))))
        .isEqualTo(0);
    assertThat(await(instruments.save(InstrumentFile.read(listing.formatted("Newer Company")))))
        .isEqualTo(1);

    gateway.until(
        () ->
            gateway
                .node
                .instruments()
                .find("XNSE:NEWCO")
                .filter(found -> found.getVersion() == 2)
                .isPresent());
    assertThat(gateway.node.instruments().find("XNSE:NEWCO").orElseThrow().getName())
        .isEqualTo("Newer Company");
    gateway.until(
        () -> {
          try {
            return gateway
                .sql("SELECT count(*) FROM gateway.outbox WHERE published_at IS NULL")
                .equals(0L);
          } catch (Exception failed) {
            throw new AssertionError(failed);
          }
        });
  }

  @Test
  void partitionsAreGivenInTurn() throws Exception {
    assertThat(
            gateway.sql(
                "SELECT max(n) - min(n) <= 1 FROM"
                    + " (SELECT count(*) AS n FROM gateway.instruments GROUP BY venue_partition)"))
        .isEqualTo(true);
  }

  @Test
  void listsPageByPage() throws Exception {
    var first = json(gateway.get("/api/v1/instruments?limit=150", ""));
    var second =
        json(
            gateway.get(
                "/api/v1/instruments?limit=150&cursor=" + first.getString("nextCursor"), ""));

    assertThat(first.getJsonArray("data")).hasSize(150);
    assertThat(second.getJsonArray("data").size()).isBetween(70, 72);
    assertThat(second.containsKey("nextCursor")).isFalse();
  }

  @Test
  void searchAsksTheSearchModule() throws Exception {
    var found = json(gateway.get("/api/v1/instruments/search?q=Reliance&limit=3", ""));

    assertThat(found.getJsonArray("data").getJsonObject(0).getString("symbol"))
        .isEqualTo("XNSE:RELIANCE");
    var refused = gateway.get("/api/v1/instruments/search?q=%3F", "");
    assertThat(refused.statusCode()).isEqualTo(400);
  }

  @Test
  void quotesComeUnderTheNameAskedForAndShowTheirAge() throws Exception {
    var quote =
        Quote.newBuilder()
            .setSymbol("XNSE:RELIANCE")
            .setEpoch(5)
            .setSeq(6)
            .setLastPx(28_642_500)
            .setLastQty(3)
            .setBidPx(28_642_000)
            .setBidQty(10)
            .setPreviousClosePx(28_500_000)
            .setVolume(1_000)
            .setAsOf(1_700_000_000_000_000L)
            .build();
    gateway.node.quotes().accept(List.of(quote));

    var answer = json(gateway.get("/api/v1/quotes?symbols=RELIANCE,XNAS:AAPL,NOSUCH", ""));

    assertThat(answer)
        .isEqualTo(
            new JsonObject(
                """
                {"data":[
                  {"symbol":"RELIANCE","ltp":"2864.25","bid":"2864.20","bidQty":"10","askQty":"0",
                   "volume":"1000","previousClose":"2850.00","lastQty":"3","change":"14.25",
                   "changePercent":"0.50","seq":6,"epoch":5,"ts":1700000000000000},
                  {"symbol":"XNAS:AAPL","stale":true}],
                 "rejected":[{"symbol":"NOSUCH","code":"instrument.unknown"}]}
                """));
  }

  @Test
  void depthComesBestFirstWithAsManyLevelsAsAsked() throws Exception {
    var depth = Depth.newBuilder().setSymbol("XNSE:M&M").setEpoch(5).setSeq(6).setAsOf(7);
    for (var level = 0; level < 20; level++) {
      depth.addBids(PriceLevel.newBuilder().setPx(30_000_000 - level * 500L).setQty(level + 1L));
    }
    depth.addAsks(PriceLevel.newBuilder().setPx(30_000_500).setQty(9));
    gateway.node.depths().accept(List.of(EncodedDepths.of(depth.build())));
    var quote = Quote.newBuilder().setSymbol("XNSE:M&M").setEpoch(5).setSeq(6);
    gateway.node.quotes().accept(List.of(quote.build()));

    var five = json(gateway.get("/api/v1/depth/M&M?levels=5", ""));
    var twenty = json(gateway.get("/api/v1/depth/XNSE:M&M", ""));

    assertThat(five)
        .isEqualTo(
            new JsonObject(
                """
                {"symbol":"M&M","seq":6,"epoch":5,"ts":7,"asks":[["3000.05","9"]],
                 "bids":[["3000.00","1"],["2999.95","2"],["2999.90","3"],["2999.85","4"],
                         ["2999.80","5"]]}
                """));
    assertThat(twenty.getJsonArray("bids")).hasSize(20);
  }

  @Test
  void aDepthThatNobodyToldIsEmptyAndStale() throws Exception {
    assertThat(json(gateway.get("/api/v1/depth/XNAS:AAPL", "")))
        .isEqualTo(
            new JsonObject(
                """
                {"symbol":"XNAS:AAPL","bids":[],"asks":[],"stale":true}\
                """));
    assertThat(json(gateway.get("/api/v1/depth/NOSUCH", "")).getString("code"))
        .isEqualTo("instrument.unknown");
    assertThat(json(gateway.get("/api/v1/depth/TCS?levels=7", "")).getInteger("status"))
        .isEqualTo(400);
  }
}
