package openbell.quotefanout;

import static openbell.quotefanout.FanoutServer.quote;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** One frame per client and window, with the newest of everything; loops do not share. */
class ConflationTest {
  private static final String SUBSCRIBE =
      "{\"action\":\"subscribe\",\"symbols\":[\"RELIANCE\",\"M&M\"],\"mode\":\"ltp\",\"windowMs\":%d}";

  @Test
  void aWindowKeepsOnlyTheNewestOfEachSymbol() {
    try (var server = FanoutServer.start()) {
      var client = server.connect("/ws/v1");
      client.send(SUBSCRIBE.formatted(1_000));
      client.nextWhere(text -> text.contains("snapshot"));

      for (var seq = 1; seq <= 200; seq++) {
        server.feed(quote("XNSE:RELIANCE", seq, 10_000 + seq), quote("XNSE:M&M", seq, 20_000));
      }

      var fragments = new JsonObject(client.next()).getJsonArray("d");
      assertThat(fragments.size()).isLessThanOrEqualTo(2);
      client.send("{\"action\":\"unsubscribe\",\"symbols\":[\"M&M\"]}");
      var last = client.nextWhere(text -> text.contains("\"q\":200") || text.contains("unsubs"));
      assertThat(fragments.encode() + last).contains("\"q\":200");
    }
  }

  @Test
  void withoutAWindowEachBatchIsAFrame() {
    try (var server = FanoutServer.start()) {
      var client = server.connect("/ws/v1");
      client.send(SUBSCRIBE.formatted(0));
      client.nextWhere(text -> text.contains("snapshot"));

      for (var seq = 1; seq <= 50; seq++) {
        server.feed(quote("XNSE:RELIANCE", seq, 10_000 + seq), quote("XNSE:M&M", seq, 20_000));
        assertThat(new JsonObject(client.next()).getJsonArray("d")).hasSize(2);
      }
    }
  }

  @Test
  void changedFieldsAloneWhereAsked() {
    try (var server = FanoutServer.start()) {
      server.feed(quote("XNSE:M&M", 1, 10_000).setBidPx(9_900).setAskPx(10_100).setVolume(5));
      var client = server.connect("/ws/v1");
      client.follow(
          """
          > {"action":"subscribe","symbols":["M&M"],"changedOnly":true}
          < {"type":"subscribed","accepted":["M&M"],"rejected":[],"current":["M&M"]}
          < {"type":"snapshot","d":[{"s":"M&M","e":7,"q":1,"l":"1.00","b":"0.99","a":"1.01","v":"5","t":1000001}]}
          """);

      server.feed(quote("XNSE:M&M", 4, 10_000).setBidPx(9_800).setVolume(6));

      client.follow(
          """
          < {"type":"quotes","d":[{"s":"M&M","e":7,"q":4,"p":1,"b":"0.98","a":null,"v":"6","t":1000004}]}
          """);
    }
  }

  @Test
  void heartbeatsCarryTheNewestSeqOfEachSymbolWhereAsked() {
    try (var server = FanoutServer.start()) {
      server.feed(quote("XNSE:M&M", 3, 10_000));
      var client = server.connect("/ws/v1").keepingHeartbeats();
      client.send("{\"action\":\"subscribe\",\"symbols\":[\"M&M\",\"BRK.B\"],\"last\":true}");

      var heartbeat = new JsonObject(client.nextWhere(text -> text.contains("\"last\"")));

      assertThat(heartbeat.getJsonObject("last"))
          .isEqualTo(new JsonObject().put("M&M", 3).put("BRK.B", 0));
    }
  }

  @Test
  void loopsServeTheirSocketsAlone() {
    try (var server = FanoutServer.start(2, QuoteFanout::fastest)) {
      var clients = new ArrayList<WebSocketClientDouble>();
      for (var i = 0; i < 8; i++) {
        var client = server.connect(i % 2 == 0 ? "/ws/v1" : "/ws/v1/orders");
        client.send(SUBSCRIBE.formatted(100));
        client.nextWhere(text -> text.contains("snapshot"));
        clients.add(client);
      }
      assertThat(server.fanout().engines()).hasSize(2);
      assertThat(server.fanout().engines())
          .extracting(FanoutEngine::connectionCount)
          .containsExactlyInAnyOrder(4, 4);

      server.feed(quote("XNSE:RELIANCE", 1, 10_000));

      for (var client : clients) {
        assertThat(client.next()).contains("\"q\":1");
      }
    }
  }

  @Test
  void aStaleLineIsSaidOnceAndItsRecoveryToo() {
    try (var server = FanoutServer.start()) {
      server.feed(quote("XNSE:M&M", 3, 10_000).setStale(true));
      var client = server.connect("/ws/v1");
      client.follow(
          """
          > {"action":"subscribe","symbols":["M&M"],"mode":"ltp"}
          < {"type":"subscribed","accepted":["M&M"],"rejected":[],"current":["M&M"]}
          < {"type":"snapshot","d":[{"s":"M&M","e":7,"q":3,"l":"1.00","stale":true,"t":1000003}]}
          """);
      server.feed(quote("XNSE:M&M", 4, 10_000));
      client.follow(
          """
          < {"type":"quotes","d":[{"s":"M&M","e":7,"q":4,"p":3,"l":"1.00","t":1000004}]}
          """);
    }
  }
}
