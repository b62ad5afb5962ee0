package openbell.quotefanout;

import static openbell.quotefanout.FanoutServer.depth;
import static openbell.quotefanout.FanoutServer.quote;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Random;
import java.util.stream.IntStream;
import openbell.model.Decimals;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.PriceLevel;
import openbell.wire.stream.Levels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mode FULL over Protobuf: the quote with its depth. */
class ProtobufDepthTest {
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
  void twentyLevelsASideAreThoseThatAJsonClientSees() {
    var seed = System.nanoTime();
    System.out.println("seed " + seed);
    server.feed(quote("XNSE:RELIANCE", 1, 28_500_500));
    server.depths(deep(new Random(seed), 20));
    var json = server.connect("/ws/v1");
    json.send("{\"action\":\"subscribe\",\"symbols\":[\"RELIANCE\"],\"mode\":\"full\"}");
    json.next();
    var protobuf = connect();
    protobuf.follow("> subscribe { symbols: \"RELIANCE\" mode: MODE_FULL }");
    protobuf.next();

    var text = new JsonObject(json.next()).getJsonArray("d").getJsonObject(0);
    var quote = ProtobufClientDouble.absolute(protobuf.next().getQuotes()).getSnapshots(0);

    assertThat(quote.getBids().getPxCount()).isEqualTo(20);
    assertThat(levels(quote.getBids())).isEqualTo(text.getJsonArray("bs"));
    assertThat(levels(quote.getAsks())).isEqualTo(text.getJsonArray("as"));
    assertThat(quote.getDepthSeq()).isEqualTo(text.getLong("dq"));
    assertThat(quote.getDepthTime()).isEqualTo(text.getLong("dt"));
  }

  /** Levels best first, at distances of a tick to a hundred. */
  private static Depth deep(Random random, int levels) {
    var depth = Depth.newBuilder().setSymbol("XNSE:RELIANCE").setEpoch(7).setSeq(3).setAsOf(9);
    var bid = 28_500_000L;
    var ask = 28_500_500L;
    for (var level = 0; level < levels; level++) {
      depth.addBids(PriceLevel.newBuilder().setPx(bid).setQty(1 + random.nextInt(1_000_000)));
      depth.addAsks(PriceLevel.newBuilder().setPx(ask).setQty(1 + random.nextInt(1_000_000)));
      bid -= 500L * (1 + random.nextInt(100));
      ask += 500L * (1 + random.nextInt(100));
    }
    return depth.build();
  }

  /** As the JSON door tells them: prices are sums of the distances. */
  private static JsonArray levels(Levels levels) {
    var texts = new JsonArray();
    var px = 0L;
    for (var level : IntStream.range(0, levels.getPxCount()).toArray()) {
      px += levels.getPx(level);
      texts.add(
          new JsonArray()
              .add(Decimals.formatMoney(px))
              .add(Decimals.formatQuantity(levels.getQty(level))));
    }
    return texts;
  }

  /** Where the depth stands is told each time, as the quote's own stamp is. */
  @Test
  void changedOnlyTellsTheSideThatChangedWholeAndOneThatIsGoneAsEmpty() {
    server.feed(quote("XNSE:RELIANCE", 1, 28_500_500));
    server.depths(twoSided(1, 28_500_000, 28_501_000));
    var client = connect();
    client.follow(
        "> subscribe { symbols: \"RELIANCE\" mode: MODE_FULL changed_only: true }\n"
            + SUBSCRIBED
            + """
            < quotes { snapshots { handle: 1 epoch: 7 seq: 1 last_px: 28500500 time: 1000001 bids { px: 28500000 qty: 3 } asks { px: 28501000 qty: 4 } depth_seq: 1 depth_time: 1000001 } }
            """);
    server.depths(twoSided(2, 28_500_000, 28_502_000));
    client.follow(
        """
        < quotes { changes { handle: 1 seq: 1 previous_seq: 1 time: 1000001 asks { px: 28502000 qty: 4 } depth_seq: 2 depth_time: 1000002 } }
        """);
    server.depths(depth("XNSE:RELIANCE", 3, 28_500_000));
    client.follow(
        """
        < quotes { changes { handle: 1 seq: 1 previous_seq: 1 time: 1000001 asks { } depth_seq: 3 depth_time: 1000003 } }
        """);
    server.feed(quote("XNSE:RELIANCE", 2, 28_510_000));
    client.follow(
        """
        < quotes { changes { handle: 1 seq: 2 previous_seq: 1 time: 1000002 last_px: 28510000 depth_seq: 3 depth_time: 1000003 } }
        """);
  }

  private static Depth twoSided(long seq, long bidPx, long askPx) {
    return depth("XNSE:RELIANCE", seq, bidPx).toBuilder()
        .addAsks(PriceLevel.newBuilder().setPx(askPx).setQty(4))
        .build();
  }

  @Test
  void quoteTakesTheDepthAwayAgain() {
    server.feed(quote("XNSE:RELIANCE", 1, 28_500_500));
    server.depths(depth("XNSE:RELIANCE", 1, 28_500_000));
    var client = connect();
    client.follow("> subscribe { symbols: \"RELIANCE\" mode: MODE_FULL }\n" + SUBSCRIBED);
    assertThat(client.next().getQuotes().getSnapshots(0).getDepthSeq()).isEqualTo(1);

    client.follow(
        "> subscribe { symbols: \"RELIANCE\" mode: MODE_QUOTE }\n"
            + SUBSCRIBED
            + """
            < quotes { snapshots { handle: 1 epoch: 7 seq: 1 last_px: 28500500 time: 1000001 } }
            """);
    server.depths(depth("XNSE:RELIANCE", 2, 28_510_000));
    server.feed(quote("XNSE:RELIANCE", 2, 28_510_000));
    client.follow(
        """
        < quotes { updates { handle: 1 seq: 2 last_px: 28510000 time: 1000002 } }
        """);
  }

  @Test
  void theDepthOfAnEpochThatIsOverIsLetGo() {
    server.feed(quote("XNSE:RELIANCE", 1, 28_500_500));
    server.depths(depth("XNSE:RELIANCE", 1, 28_500_000));
    var client = connect();
    client.follow("> subscribe { symbols: \"RELIANCE\" mode: MODE_FULL }\n" + SUBSCRIBED);
    client.next();

    server.feed(quote("XNSE:RELIANCE", 1, 28_520_000).setEpoch(8));

    var snapshot = client.next().getQuotes().getSnapshots(0);
    assertThat(snapshot.getEpoch()).isEqualTo(8);
    assertThat(snapshot.getBids().getPxCount()).isZero();
    assertThat(snapshot.getDepthSeq()).isZero();
  }
}
