package openbell.quotefanout.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import openbell.model.EncodedDepths;
import openbell.wire.common.Side;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.PriceLevel;
import openbell.wire.marketdata.Quote;
import openbell.wire.marketdata.Trade;
import org.junit.jupiter.api.Test;

class DepthAndTapeTest {
  private final Map<String, Depth> board = new HashMap<>();
  private final QuoteTable table =
      new QuoteTable(symbol -> Optional.empty(), symbol -> Optional.ofNullable(board.get(symbol)));
  private final FrameBytes out = new FrameBytes(16);

  private static Quote.Builder quote(long epoch, long seq) {
    return Quote.newBuilder().setSymbol("XNSE:TCS").setEpoch(epoch).setSeq(seq).setLastPx(10_000);
  }

  private static Depth depth(long epoch, long seq, long bidPx, long askPx) {
    return Depth.newBuilder()
        .setSymbol("XNSE:TCS")
        .setEpoch(epoch)
        .setSeq(seq)
        .setAsOf(seq)
        .addBids(PriceLevel.newBuilder().setPx(bidPx).setQty(5))
        .addAsks(PriceLevel.newBuilder().setPx(askPx).setQty(6))
        .build();
  }

  private static Trade trade(long seq, String id) {
    return Trade.newBuilder()
        .setSymbol("XNSE:TCS")
        .setEpoch(1)
        .setSeq(seq)
        .setPx(10_000)
        .setQty(seq)
        .setAggressor(Side.SIDE_SELL)
        .setTransactTime(9)
        .setTrdMatchId(id)
        .build();
  }

  private Watchlist watching(Terms terms) {
    var list = new Watchlist(table, () -> {});
    list.add("XNSE:TCS", "TCS", terms);
    return list;
  }

  private String news(Watchlist list) {
    out.clear(0);
    for (var i = list.nextChanged(0); i >= 0; i = list.nextChanged(i + 1)) {
      list.append(i, out);
    }
    return out.toString();
  }

  @Test
  void fullIsTheQuoteWithItsDepth() {
    var list = watching(Terms.of(QuoteFormat.FULL));
    table.apply(List.of(quote(1, 1).build()));
    apply(depth(1, 1, 9_900, 10_100));

    assertThat(news(list))
        .isEqualTo(
            "{\"s\":\"TCS\",\"e\":1,\"q\":1,\"l\":\"1.00\",\"bs\":[[\"0.99\",\"5\"]],"
                + "\"as\":[[\"1.01\",\"6\"]],\"dq\":1,\"dt\":1}");

    apply(depth(1, 2, 9_800, 10_100), depth(1, 1, 1, 1));
    assertThat(news(list)).contains("\"q\":1,\"p\":1", "\"bs\":[[\"0.98\",\"5\"]]", "\"dq\":2");
  }

  @Test
  void changesOfADepthAreWholeSides() {
    var list = watching(new Terms(QuoteFormat.FULL, true, 0));
    table.apply(List.of(quote(1, 1).build()));
    apply(depth(1, 1, 9_900, 10_100));
    news(list);

    apply(depth(1, 2, 9_900, 10_200));

    assertThat(news(list))
        .isEqualTo(
            "{\"s\":\"TCS\",\"e\":1,\"q\":1,\"p\":1,\"as\":[[\"1.02\",\"6\"]],\"dq\":2,\"dt\":2}");
  }

  @Test
  void aDepthBringsNoNewsToWhoWatchesTheQuoteAlone() {
    var list = watching(Terms.of(QuoteFormat.QUOTE));
    watching(Terms.of(QuoteFormat.FULL));
    table.apply(List.of(quote(1, 1).build()));
    news(list);

    apply(depth(1, 2, 9_900, 10_100));

    assertThat(news(list)).isEmpty();
  }

  @Test
  void theDepthOfAFeedThatIsGoneIsLetGo() {
    var list = watching(Terms.of(QuoteFormat.FULL));
    table.apply(List.of(quote(1, 1).build()));
    apply(depth(1, 1, 9_900, 10_100));
    news(list);

    table.apply(List.of(quote(2, 1).build()));
    assertThat(news(list)).contains("\"e\":2", "\"bs\":[],\"as\":[]").doesNotContain("\"p\"");
    apply(depth(1, 9, 9_900, 10_100));
    assertThat(news(list)).isEmpty();
  }

  @Test
  void theBridgesDepthFollowsItsQuoteInStalenessAlone() {
    board.put("XNSE:TCS", depth(1, 1, 9_900, 10_100));
    var list = watching(Terms.of(QuoteFormat.BRIDGE_DEPTH));
    table.apply(List.of(quote(1, 1).build()));
    assertThat(news(list))
        .isEqualTo(
            "{\"type\":\"rec\",\"address\":\"depth.TCS\",\"body\":{\"symbol\":\"TCS\","
                + "\"bids\":[[\"0.99\",\"5\"]],\"asks\":[[\"1.01\",\"6\"]],"
                + "\"seq\":1,\"epoch\":1,\"ts\":1}}");

    table.apply(List.of(quote(1, 2).build()));
    assertThat(news(list)).isEmpty();

    table.apply(List.of(quote(1, 2).setStale(true).setSource("replay").build()));
    assertThat(news(list)).contains("\"stale\":true,\"source\":\"replay\"");
  }

  @Test
  void aClientThatChangesItsModeHoldsOneCell() {
    var list = watching(Terms.of(QuoteFormat.QUOTE));
    assertThat(table.wantsDepth()).isFalse();

    list.add("XNSE:TCS", "TCS", Terms.of(QuoteFormat.FULL));
    assertThat(list.names()).containsExactly("TCS");
    assertThat(table.wantsDepth()).isTrue();

    list.add("XNSE:TCS", "TCS", Terms.of(QuoteFormat.LTP));
    assertThat(table.wantsDepth()).isFalse();
    assertThat(list.remove("TCS")).isTrue();
    assertThat(table.size()).isZero();
  }

  @Test
  void quotesDepthAndTradesOfOneNameAreThreeSubjects() {
    var list = watching(Terms.of(QuoteFormat.SOCKJS));
    list.add("XNSE:TCS", "TCS", Terms.of(QuoteFormat.SOCKJS_DEPTH));
    list.add("XNSE:TCS", "TCS", Terms.of(QuoteFormat.SOCKJS_TRADES));

    assertThat(list.remove(Subject.DEPTH, "TCS")).isTrue();
    assertThat(list.remove(Subject.DEPTH, "TCS")).isFalse();

    assertThat(list.size()).isEqualTo(2);
    assertThat(table.wantsTrades()).isTrue();
    assertThat(table.wantsDepth()).isFalse();
  }

  @Test
  void aTapeTellsWhatIsNewAndHowManyWereDropped() {
    var list = watching(Terms.of(QuoteFormat.BRIDGE_TRADES));
    assertThat(body(news(list)).getJsonArray("trades")).isEmpty();

    table.applyTrades(List.of(trade(1, "T-1"), trade(2, "a\"b"), trade(2, "again")));
    assertThat(body(news(list)))
        .isEqualTo(
            new JsonObject(
                """
                {"symbol":"TCS","dropped":0,"trades":[
                  {"price":"1.00","quantity":"1","side":"SELL","tradeId":"T-1","seq":1,"epoch":1,
                   "ts":9},
                  {"price":"1.00","quantity":"2","side":"SELL","seq":2,"epoch":1,"ts":9}]}\
                """));

    var many = new ArrayList<Trade>();
    for (var seq = 3; seq <= 47; seq++) {
      many.add(trade(seq, ""));
    }
    table.applyTrades(many);
    var body = body(news(list));
    assertThat(body.getInteger("dropped")).isEqualTo(25);
    assertThat(seqs(body)).hasSize(20).startsWith(28L).endsWith(47L);
    assertThat(news(list)).isEmpty();
  }

  @Test
  void whoComesLaterSeesTheTapeThatIsThere() {
    watching(Terms.of(QuoteFormat.BRIDGE_TRADES));
    for (var seq = 1; seq <= 33; seq++) {
      table.applyTrades(List.of(trade(seq, "")));
    }

    var body = body(news(watching(Terms.of(QuoteFormat.BRIDGE_TRADES))));

    assertThat(seqs(body)).hasSize(20).startsWith(14L);
    assertThat(body.getInteger("dropped")).isZero();
  }

  @Test
  void insideSockJsEveryMessageIsAJsonString() {
    board.put("XNSE:TCS", depth(1, 1, 9_900, 10_100));
    for (var format : List.of(QuoteFormat.SOCKJS_DEPTH, QuoteFormat.SOCKJS_TRADES)) {
      var messages = new JsonArray("[" + news(watching(Terms.of(format))) + "]");
      assertThat(body(messages.getString(0)).getString("symbol")).isEqualTo("TCS");
    }
  }

  @Test
  void anOutlierAndTheVwapOfAllVenuesAreShownInEveryFormat() {
    var told = quote(1, 1).setOutlier(true).setConsolidatedVwapPx(10_050).build();
    table.apply(List.of(told));
    var brief = watching(new Terms(QuoteFormat.QUOTE, true, 0));
    var full = watching(Terms.of(QuoteFormat.BRIDGE));
    table.apply(List.of(told));

    assertThat(news(brief)).contains("\"cvw\":\"1.005\"", "\"ol\":true");
    assertThat(news(full)).contains("\"consolidatedVwap\":\"1.005\"", "\"outlier\":true");

    table.apply(List.of(quote(1, 2).setConsolidatedVwapPx(10_050).build()));
    assertThat(news(brief)).isEqualTo("{\"s\":\"TCS\",\"e\":1,\"q\":2,\"p\":1,\"ol\":false}");
    assertThat(news(full)).doesNotContain("outlier");
  }

  @Test
  void aSilentLineIsNamedInShortToo() {
    var list = watching(Terms.of(QuoteFormat.LTP));
    table.apply(List.of(quote(1, 1).setStale(true).setSource("itch").build()));

    assertThat(news(list)).contains("\"stale\":true,\"src\":\"itch\"");
  }

  private static List<Long> seqs(JsonObject body) {
    return body.getJsonArray("trades").stream()
        .map(trade -> ((JsonObject) trade).getLong("seq"))
        .toList();
  }

  private void apply(Depth... depths) {
    table.applyDepths(Stream.of(depths).map(EncodedDepths::of).toList());
  }

  private static JsonObject body(String message) {
    return new JsonObject(message).getJsonObject("body");
  }
}
