package openbell.quotefanout;

import static openbell.quotefanout.FanoutServer.depth;
import static openbell.quotefanout.FanoutServer.quote;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import openbell.wire.marketdata.Trade;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /eventbus} as the stock clients see it. */
class BridgeDoorTest {
  private static final String QUOTE =
      """
      {"type":"rec","address":"quotes.RELIANCE","body":{"symbol":"RELIANCE","ltp":"2850.05",\
      "previousClose":"2800.00","change":"50.05","changePercent":"1.79","seq":1,"epoch":7,\
      "ts":1000001}}\
      """;

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
  void sockJsPacksTheQuotesOfAWindowIntoOneFrame() {
    server.feed(
        quote("XNSE:RELIANCE", 1, 28_500_500).setPreviousClosePx(28_000_000),
        quote("XNSE:M&M", 4, 10_000));
    var client = server.connect("/eventbus/000/abc/websocket");
    client.follow("< o");
    client.send(
        framed(
            "{\"type\":\"register\",\"address\":\"quotes.RELIANCE\"}",
            "{\"type\":\"register\",\"address\":\"quotes.M&M\"}"));

    var frame = client.next();

    assertThat(frame).startsWith("a");
    var messages = new JsonArray(frame.substring(1));
    assertThat(messages).hasSize(2);
    assertThat(new JsonObject(messages.getString(0))).isEqualTo(new JsonObject(QUOTE));
    assertThat(messages.getString(1)).contains("quotes.M&M", "\"ltp\":\"1.00\"");
  }

  @Test
  void theRawEndpointAnswersOneMessageAFrameInBinary() {
    server.feed(quote("XNSE:RELIANCE", 1, 28_500_500).setPreviousClosePx(28_000_000));
    server
        .connect("/eventbus/websocket")
        .follow(
            """
            > {"type":"ping"}
            > {"type":"register","address":"quotes.RELIANCE"}
            < binary %s
            > {"type":"register","address":"quotes.RELIANCE"}
            < binary {"type":"err","body":"address_already_registered"}
            > {"type":"unregister","address":"quotes.RELIANCE"}
            """
                .formatted(QUOTE));
  }

  @Test
  void depthAndTradesHaveAddressesOfTheirOwn() {
    server.feed(quote("XNSE:M&M", 1, 10_000));
    server.depths(depth("XNSE:M&M", 1, 9_900));
    var client = server.connect("/eventbus/websocket");
    client.follow(
        """
        > {"type":"register","address":"depth.M&M"}
        < binary {"type":"rec","address":"depth.M&M","body":{"symbol":"M&M","bids":[["0.99","3"]],"asks":[],"seq":1,"epoch":7,"ts":1000001}}
        > {"type":"register","address":"trades.M&M"}
        < binary {"type":"rec","address":"trades.M&M","body":{"symbol":"M&M","trades":[],"dropped":0}}
        """);
    server.trades(
        Trade.newBuilder().setSymbol("XNSE:M&M").setEpoch(7).setSeq(2).setPx(10_000).build());
    client.follow(
        """
        < binary {"type":"rec","address":"trades.M&M","body":{"symbol":"M&M","trades":[{"price":"1.00","quantity":"0","seq":2,"epoch":7,"ts":0}],"dropped":0}}
        > {"type":"unregister","address":"trades.M&M"}
        > {"type":"unregister","address":"depth.M&M"}
        """);
    Awaiting.until(() -> server.watchedSymbols() == 0);
  }

  @Test
  void everythingElseIsDeniedAsTheStockBridgeDoes() {
    server
        .connect("/eventbus/websocket")
        .follow(
            """
            > nonsense
            < binary {"type":"err","body":"invalid_json"}
            > {"a":1}
            < binary {"type":"err","body":"missing_type"}
            > {"type":"send"}
            < binary {"type":"err","body":"missing_address"}
            > {"type":"fly","address":"quotes.RELIANCE"}
            < binary {"type":"err","body":"invalid_type"}
            > {"type":"register","address":"order.cmd.new-order-single"}
            < binary {"type":"err","body":"access_denied"}
            > {"type":"publish","address":"quotes.RELIANCE","body":{}}
            < binary {"type":"err","body":"access_denied"}
            > {"type":"register","address":"account.11.events"}
            < binary {"type":"err","body":"not_logged_in"}
            > {"type":"register","address":"account.22.events","headers":{"authorization":"Bearer token-1"}}
            < binary {"type":"err","body":"access_denied"}
            > {"type":"send","address":"api.orders.place","replyAddress":"1234567890123456789012345678901234567","body":{}}
            < binary {"type":"err","body":"invalid_reply_address"}
            > {"type":"register","address":"quotes.NOPE"}
            < binary {"type":"err","body":"access_denied"}
            < close 4004
            """);
  }

  @Test
  void commandsAreAnsweredAtTheReplyAddress() {
    server
        .connect("/eventbus/websocket")
        .follow(
            """
            > {"type":"send","address":"api.orders.place","replyAddress":"r0","body":{}}
            < binary {"type":"err","address":"r0","failureCode":401,"failureType":"RECIPIENT_FAILURE","message":"{\\"result\\":\\"orders.place\\"}"}
            > {"type":"send","address":"api.orders.place","replyAddress":"r1","body":{"a":1},"headers":{"authorization":"Bearer token-1"}}
            < binary {"type":"rec","address":"r1","body":{"result":"orders.place"}}
            > {"type":"send","address":"api.instruments.search","replyAddress":"r2","body":7}
            < binary {"type":"err","address":"r2","failureCode":400,"failureType":"RECIPIENT_FAILURE","message":"{\\"type\\":\\"about:blank\\",\\"status\\":400,\\"code\\":\\"request.malformed\\",\\"outcome\\":\\"NOT_APPLIED\\",\\"retryable\\":false}"}
            """);
    assertThat(server.gateway().commands().get(1).getBody()).isEqualTo("{\"a\":1}");
    assertThat(server.gateway().commands().get(1).getSession().getAccountId()).isEqualTo(11);
  }

  @Test
  void anAccountsEventsComeFromItsPresentPositionOn() {
    server.ledger().write(FakeLedger.deposit(11, 1));
    var client = server.connect("/eventbus/websocket");
    client.follow(
        """
        > {"type":"register","address":"account.11.events","headers":{"authorization":"Bearer token-1"}}
        < binary {"type":"rec","address":"account.11.events","body":{"type":"position","seq":1}}
        """);

    server.events(server.ledger().write(FakeLedger.deposit(11, 2)));

    assertThat(client.next()).contains("account.11.events", "\"seq\":2", "funds.deposited");
  }

  @Test
  void anotherUsersTokenEndsTheSocket() {
    server
        .connect("/eventbus/websocket")
        .follow(
            """
            > {"type":"register","address":"quotes.M&M","headers":{"authorization":"Bearer token-1"}}
            < binary {"type":"rec","address":"quotes.M&M","body":{"symbol":"M&M","seq":0,"epoch":0,"stale":true}}
            > {"type":"send","address":"api.session.renew","headers":{"authorization":"Bearer token-2"}}
            < binary {"type":"err","body":"access_denied"}
            < close 4003
            """);
  }

  @Test
  void theFallbackTransportsSpeakTheSameProtocol() {
    server.feed(quote("XNSE:RELIANCE", 1, 28_500_500).setPreviousClosePx(28_000_000));

    assertThat(post("/eventbus/000/poll/xhr", "").toString()).isEqualTo("o\n");
    post(
        "/eventbus/000/poll/xhr_send",
        framed("{\"type\":\"register\",\"address\":\"quotes.RELIANCE\"}"));
    var polled = post("/eventbus/000/poll/xhr", "").toString();

    assertThat(polled).startsWith("a");
    assertThat(new JsonObject(new JsonArray(polled.substring(1)).getString(0)))
        .isEqualTo(new JsonObject(QUOTE));
  }

  @Test
  void infoSaysThatWebSocketsAreThere() {
    var info = request(HttpMethod.GET, "/eventbus/info", "");

    assertThat(new JsonObject(info).getBoolean("websocket")).isTrue();
  }

  private static String framed(String... messages) {
    return new JsonArray(java.util.List.of(messages)).encode();
  }

  private Buffer post(String path, String body) {
    return request(HttpMethod.POST, path, body);
  }

  private Buffer request(HttpMethod method, String path, String body) {
    return FanoutServer.await(
        server
            .clients()
            .createHttpClient()
            .request(method, server.port(), "localhost", path)
            .compose(request -> request.send(body))
            .compose(HttpClientResponse::body));
  }
}
