package openbell.quotefanout;

import static openbell.quotefanout.FanoutServer.depth;
import static openbell.quotefanout.FanoutServer.quote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import openbell.model.Decimals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /ws/v1} as clients of {@code openbell.v1.protobuf} see it. */
class ProtobufDoorTest {
  private static final String SUBSCRIBED =
      "< subscribed { accepted { symbol: \"RELIANCE\" handle: 1 } current: \"RELIANCE\" }\n";

  private FanoutServer server;

  @BeforeEach
  void start() {
    server = FanoutServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private ProtobufClientDouble connect() {
    return ProtobufClientDouble.open(server, "/ws/v1");
  }

  @Test
  void sendsASnapshotThenUpdatesOfTheEpoch() {
    server.feed(quote("XNSE:RELIANCE", 1, 28_500_500));
    var client = connect();
    client.follow(
        """
        > subscribe { symbols: "RELIANCE" mode: MODE_LTP }
        < subscribed { accepted { symbol: "RELIANCE" handle: 1 } current: "RELIANCE" }
        < quotes { snapshots { handle: 1 epoch: 7 seq: 1 last_px: 28500500 time: 1000001 } }
        """);
    server.feed(quote("XNSE:RELIANCE", 5, 28_510_000));
    client.follow(
        """
        < quotes { updates { handle: 1 seq: 5 last_px: 28510000 time: 1000005 } }
        """);
    server.feed(quote("XNSE:RELIANCE", 1, 28_520_000).setEpoch(8));
    client.follow(
        """
        < quotes { snapshots { handle: 1 epoch: 8 seq: 1 last_px: 28520000 time: 1000001 } }
        """);
    assertThat(client.subprotocol()).isEqualTo("openbell.v1.protobuf");
  }

  @Test
  void pricesAreDistancesFromTheLastOne() {
    server.feed(
        quote("XNSE:RELIANCE", 1, 28_500_500)
            .setBidPx(28_500_000)
            .setAskPx(28_500_500)
            .setBidQty(3)
            .setAskQty(4)
            .setVolume(9)
            .setOpenPx(28_000_000)
            .setConsolidatedVwapPx(28_500_501)
            .setLastQty(2)
            .setOutlier(true)
            .setStale(true)
            .setSource("simulator"));
    connect()
        .follow(
            "> subscribe { symbols: \"RELIANCE\" }\n"
                + SUBSCRIBED
                + """
                < quotes { snapshots { handle: 1 epoch: 7 seq: 1 last_px: 28500500 time: 1000001 bid: -500 ask: 0 bid_qty: 3 ask_qty: 4 volume: 9 open: -500500 consolidated_vwap: 1 last_qty: 2 outlier: true stale: true source: "simulator" } }
                """);
  }

  @Test
  void fullBringsTheDepth() {
    server.feed(quote("XNSE:RELIANCE", 1, 28_500_500));
    server.depths(
        depth("XNSE:RELIANCE", 1, 28_500_000).toBuilder()
            .addBids(openbell.wire.marketdata.PriceLevel.newBuilder().setPx(28_499_500).setQty(8))
            .build());
    var client = connect();
    client.follow(
        "> subscribe { symbols: \"RELIANCE\" mode: MODE_FULL }\n"
            + SUBSCRIBED
            + """
            < quotes { snapshots { handle: 1 epoch: 7 seq: 1 last_px: 28500500 time: 1000001 bids { px: 28500000 px: -500 qty: 3 qty: 8 } asks { } depth_seq: 1 depth_time: 1000001 } }
            """);
    server.depths(depth("XNSE:RELIANCE", 2, 28_510_000));
    client.follow(
        """
        < quotes { updates { handle: 1 seq: 1 last_px: 28500500 time: 1000001 bids { px: 28510000 qty: 3 } asks { } depth_seq: 2 depth_time: 1000002 } }
        """);
  }

  @Test
  void changedOnlyTellsWhatChangedAndWhatIsGone() {
    server.feed(quote("XNSE:RELIANCE", 1, 28_500_500).setBidPx(28_500_000).setVolume(7));
    var client = connect();
    client.follow(
        "> subscribe { symbols: \"RELIANCE\" changed_only: true }\n"
            + SUBSCRIBED
            + """
            < quotes { snapshots { handle: 1 epoch: 7 seq: 1 last_px: 28500500 time: 1000001 bid: -500 volume: 7 } }
            """);
    server.feed(quote("XNSE:RELIANCE", 4, 28_510_000).setVolume(7));
    client.follow(
        """
        < quotes { changes { handle: 1 seq: 4 previous_seq: 1 time: 1000004 last_px: 28510000 bid_px: 0 } }
        """);
  }

  @Test
  void aSymbolWithoutAPriceIsAStaleSnapshotAndAnUnknownOneIsRejected() {
    connect()
        .follow(
            """
            > subscribe { symbols: "M&M" symbols: "NOPE" }
            < subscribed { accepted { symbol: "M&M" handle: 1 } rejected { symbol: "NOPE" code: "instrument.unknown" } current: "M&M" }
            < quotes { snapshots { handle: 1 stale: true } }
            > unsubscribe { symbols: "M&M" }
            < unsubscribed { symbols: "M&M" }
            > ping { }
            < pong { }
            """);
  }

  @Test
  void handlesAreTheSocketsOwnMatterOfTheLatestSubscription() {
    server.feed(quote("XNSE:RELIANCE", 1, 10_000), quote("XNSE:M&M", 1, 20_000));
    connect()
        .follow(
            """
            > subscribe { symbols: "RELIANCE" symbols: "XNSE:RELIANCE" mode: MODE_LTP }
            < subscribed { accepted { symbol: "RELIANCE" handle: 1 } accepted { symbol: "XNSE:RELIANCE" handle: 2 } current: "RELIANCE" current: "XNSE:RELIANCE" }
            < quotes { snapshots { handle: 1 epoch: 7 seq: 1 last_px: 10000 time: 1000001 } snapshots { handle: 2 epoch: 7 seq: 1 last_px: 10000 time: 1000001 } }
            > unsubscribe { symbols: "RELIANCE" }
            < unsubscribed { symbols: "RELIANCE" current: "XNSE:RELIANCE" }
            > subscribe { symbols: "M&M" mode: MODE_LTP }
            < subscribed { accepted { symbol: "M&M" handle: 1 } current: "XNSE:RELIANCE" current: "M&M" }
            < quotes { snapshots { handle: 1 epoch: 7 seq: 1 last_px: 20000 time: 1000001 } }
            """);
  }

  @Test
  void heartbeatsCarryTheNewestSeqByHandle() {
    server.feed(quote("XNSE:RELIANCE", 9, 10_000));
    var client = connect();
    client.follow("> subscribe { symbols: \"RELIANCE\" last: true }\n" + SUBSCRIBED);

    client.nextHeartbeat();
    var heartbeat = client.nextHeartbeat().getHeartbeat();

    assertThat(heartbeat.getLastMap()).containsExactlyEntriesOf(java.util.Map.of(1, 9L));
    assertThat(heartbeat.getTs()).isPositive();
    assertThat(heartbeat.hasAccount()).isFalse();
  }

  @Test
  void commandsAndAccountEventsAreThoseOfJson() {
    server.ledger().write(FakeLedger.deposit(11, 1));
    server.ledger().write(FakeLedger.deposit(11, 2));
    var client = ProtobufClientDouble.open(server, "/ws/v1/orders");
    client.follow("> auth { token: \"token-1\" }");
    assertThat(client.next().getAuthenticated().getAccountId()).isEqualTo("11");
    client.follow(
        """
        > place { id: "a" json: '{"idempotencyKey":"k","symbol":"RELIANCE"}' }
        < reply { id: "a" status: 202 json: '{"result":"orders.place"}' }
        > cancel { id: "7" json: '{"orderId":"x"}' }
        < reply { id: "7" status: 202 json: '{"result":"orders.cancel"}' }
        > orders { since: 1 }
        """);
    var event = client.next().getAccountEvent();

    assertThat(event.getSeq()).isEqualTo(2);
    assertThat(event.getEvent()).isEqualTo("funds.deposited");
    assertThat(new JsonObject(event.getJson()).getString("amount")).isEqualTo("2.00");
    assertThat(server.gateway().commands())
        .extracting(command -> command.getBody())
        .containsExactly(
            "{\"idempotencyKey\":\"k\",\"symbol\":\"RELIANCE\"}", "{\"orderId\":\"x\"}");
  }

  @Test
  void seesTheValuesThatAJsonClientSees() {
    server.feed(
        quote("XNSE:RELIANCE", 3, 28_500_500)
            .setBidPx(28_499_900)
            .setAskPx(28_501_100)
            .setHighPx(29_000_000)
            .setVwapPx(28_400_100)
            .setVolume(77));
    var json = server.connect("/ws/v1");
    json.send("{\"action\":\"subscribe\",\"symbols\":[\"RELIANCE\"]}");
    json.next();
    var protobuf = connect();
    protobuf.follow("> subscribe { symbols: \"RELIANCE\" }");
    protobuf.next();

    var text = new JsonObject(json.next()).getJsonArray("d").getJsonObject(0);
    var quotes = ProtobufClientDouble.absolute(protobuf.next().getQuotes());
    var quote = quotes.getSnapshots(0);

    assertThat(quote.getSeq()).isEqualTo(text.getLong("q"));
    assertThat(quote.getEpoch()).isEqualTo(text.getLong("e"));
    assertThat(quote.getTime()).isEqualTo(text.getLong("t"));
    assertThat(price(quote, 0)).isEqualTo(text.getString("l"));
    assertThat(price(quote, quote.getBid())).isEqualTo(text.getString("b"));
    assertThat(price(quote, quote.getAsk())).isEqualTo(text.getString("a"));
    assertThat(price(quote, quote.getHigh())).isEqualTo(text.getString("h"));
    assertThat(price(quote, quote.getVwap())).isEqualTo(text.getString("vw"));
    assertThat(Decimals.formatQuantity(quote.getVolume())).isEqualTo(text.getString("v"));
  }

  private static String price(openbell.wire.stream.Quote quote, long distance) {
    return Decimals.formatMoney(quote.getLastPx() + distance);
  }

  @Test
  void anUnknownSubprotocolIsRefusedAndAKnownOneFoundAmongOthers() {
    var options =
        new WebSocketConnectOptions().setPort(server.port()).setHost("localhost").setURI("/ws/v1");
    var unknown = new WebSocketConnectOptions(options).addSubProtocol("openbell.v9");

    assertThatThrownBy(() -> WebSocketClientDouble.open(server.clients(), unknown))
        .isInstanceOfSatisfying(
            UpgradeRejectedException.class,
            refused -> assertThat(refused.getStatus()).isEqualTo(400));
    var json =
        WebSocketClientDouble.open(
            server.clients(),
            options.addSubProtocol("openbell.v9").addSubProtocol("openbell.v1.json"));
    assertThat(json.socket().subProtocol()).isEqualTo("openbell.v1.json");
    json.follow("> {\"action\":\"ping\"}\n< {\"type\":\"pong\"}");
  }
}
