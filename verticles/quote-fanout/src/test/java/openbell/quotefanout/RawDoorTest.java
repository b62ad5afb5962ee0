package openbell.quotefanout;

import static openbell.quotefanout.FanoutServer.depth;
import static openbell.quotefanout.FanoutServer.quote;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /ws/v1} as its clients see it. */
class RawDoorTest {
  private FanoutServer server;

  @BeforeEach
  void start() {
    server = FanoutServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void sendsASnapshotThenUpdatesWithThePreviousSeq() {
    server.feed(quote("XNSE:RELIANCE", 1, 28_500_500));
    var client = server.connect("/ws/v1");
    client.follow(
        """
        > {"action":"subscribe","symbols":["RELIANCE"],"mode":"ltp"}
        < {"type":"subscribed","accepted":["RELIANCE"],"rejected":[],"current":["RELIANCE"]}
        < {"type":"snapshot","d":[{"s":"RELIANCE","e":7,"q":1,"l":"2850.05","t":1000001}]}
        """);
    server.feed(quote("XNSE:RELIANCE", 5, 28_510_000));
    client.follow(
        """
        < {"type":"quotes","d":[{"s":"RELIANCE","e":7,"q":5,"p":1,"l":"2851.00","t":1000005}]}
        """);
  }

  @Test
  void answersUseTheNameThatWasRegistered() {
    server.feed(quote("XNAS:BRK.B", 3, 4_000_000));
    server
        .connect("/ws/v1")
        .follow(
            """
            > {"action":"subscribe","symbols":["XNAS:BRK.B","BRK.B","NOPE"],"mode":"ltp"}
            < {"type":"subscribed","accepted":["XNAS:BRK.B","BRK.B"],"rejected":[{"symbol":"NOPE","code":"instrument.unknown"}],"current":["XNAS:BRK.B","BRK.B"]}
            < {"type":"snapshot","d":[{"s":"XNAS:BRK.B","e":7,"q":3,"l":"400.00","t":1000003},{"s":"BRK.B","e":7,"q":3,"l":"400.00","t":1000003}]}
            > {"action":"unsubscribe","symbols":["XNAS:BRK.B"]}
            < {"type":"unsubscribed","symbols":["XNAS:BRK.B"],"current":["BRK.B"]}
            > {"action":"ping"}
            < {"type":"pong"}
            """);
  }

  @Test
  void aSymbolWithoutAPriceIsAStaleSnapshot() {
    server
        .connect("/ws/v1")
        .follow(
            """
            > {"action":"subscribe","symbols":["M&M"]}
            < {"type":"subscribed","accepted":["M&M"],"rejected":[],"current":["M&M"]}
            < {"type":"snapshot","d":[{"s":"M&M","e":0,"q":0,"stale":true}]}
            """);
  }

  @Test
  void aNewEpochIsASnapshotAgain() {
    server.feed(quote("XNSE:M&M", 9, 10_000));
    var client = server.connect("/ws/v1");
    client.follow(
        """
        > {"action":"subscribe","symbols":["M&M"],"mode":"ltp"}
        < {"type":"subscribed","accepted":["M&M"],"rejected":[],"current":["M&M"]}
        < {"type":"snapshot","d":[{"s":"M&M","e":7,"q":9,"l":"1.00","t":1000009}]}
        """);
    server.feed(quote("XNSE:M&M", 1, 20_000).setEpoch(8));
    client.follow(
        """
        < {"type":"snapshot","d":[{"s":"M&M","e":8,"q":1,"l":"2.00","t":1000001}]}
        """);
  }

  @Test
  void fullBringsTheDepthAndQuoteTakesItAway() {
    server.feed(quote("XNSE:RELIANCE", 1, 28_500_500));
    server.depths(depth("XNSE:RELIANCE", 1, 28_500_000));
    var client = server.connect("/ws/v1");
    client.follow(
        """
        > {"action":"subscribe","symbols":["RELIANCE"],"mode":"full"}
        < {"type":"subscribed","accepted":["RELIANCE"],"rejected":[],"current":["RELIANCE"]}
        < {"type":"snapshot","d":[{"s":"RELIANCE","e":7,"q":1,"l":"2850.05","bs":[["2850.00","3"]],"as":[],"dq":1,"dt":1000001,"t":1000001}]}
        """);
    server.depths(depth("XNSE:RELIANCE", 2, 28_510_000));
    client.follow(
        """
        < {"type":"quotes","d":[{"s":"RELIANCE","e":7,"q":1,"p":1,"l":"2850.05","bs":[["2851.00","3"]],"as":[],"dq":2,"dt":1000002,"t":1000001}]}
        > {"action":"subscribe","symbols":["RELIANCE"],"mode":"quote"}
        < {"type":"subscribed","accepted":["RELIANCE"],"rejected":[],"current":["RELIANCE"]}
        < {"type":"snapshot","d":[{"s":"RELIANCE","e":7,"q":1,"l":"2850.05","t":1000001}]}
        """);
  }

  @Test
  void heartbeatsCountUp() {
    var client = server.connect("/ws/v1").keepingHeartbeats();

    var first = new io.vertx.core.json.JsonObject(client.next());
    var second = new io.vertx.core.json.JsonObject(client.next());

    assertThat(second.getLong("n")).isEqualTo(first.getLong("n") + 1);
    assertThat(second.getLong("ts")).isGreaterThan(first.getLong("ts"));
  }

  @Test
  void eventsSinceANumberThenLiveOnesThenAGapFilledFromTheLedger() {
    server.ledger().write(FakeLedger.deposit(11, 1));
    server.ledger().write(FakeLedger.deposit(11, 2));
    var client = server.connect("/ws/v1/orders");
    client.send("{\"action\":\"auth\",\"token\":\"token-1\"}");
    client.send("{\"action\":\"orders\",\"since\":1}");
    assertThat(client.next()).contains("authenticated", "\"accountId\":\"11\"");
    client.follow(
        """
        < {"type":"funds","seq":2,"event":"funds.deposited","at":"1970-01-01T00:00:00.000000Z","currency":"INR","amount":"2.00"}
        """);

    server.ledger().write(FakeLedger.deposit(11, 3));
    server.events(server.ledger().write(FakeLedger.deposit(11, 4)), FakeLedger.deposit(22, 9));
    assertThat(client.next()).contains("\"seq\":3");
    assertThat(client.next()).contains("\"seq\":4");
    server.events(FakeLedger.deposit(11, 4), server.ledger().write(FakeLedger.deposit(11, 5)));
    assertThat(client.next()).contains("\"seq\":5");
  }

  @Test
  void commandsAreAnsweredByTheCodeThatServesRest() {
    var client = server.connect("/ws/v1");
    client.send("{\"action\":\"auth\",\"token\":\"token-1\"}");
    client.follow(
        """
        > {"action":"place","id":"a","idempotencyKey":"k","symbol":"RELIANCE"}
        """);
    assertThat(client.next()).contains("authenticated");
    client.follow(
        """
        < {"type":"reply","id":"a","status":202,"body":{"result":"orders.place"}}
        > {"action":"cancel","id":7,"orderId":"x"}
        < {"type":"reply","id":7,"status":202,"body":{"result":"orders.cancel"}}
        """);
    assertThat(server.gateway().commands())
        .extracting(command -> command.getBody())
        .containsExactly(
            "{\"idempotencyKey\":\"k\",\"symbol\":\"RELIANCE\"}", "{\"orderId\":\"x\"}");
  }
}
