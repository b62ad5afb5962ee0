package openbell.quotefanout;

import static openbell.quotefanout.FanoutServer.depth;
import static openbell.quotefanout.FanoutServer.quote;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import openbell.wire.marketdata.Quote;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Server-sent events and long polls as their clients see them. */
class ReadDoorTest {
  private static final String STREAM = "/api/v1/stream/quotes?symbols=";
  private static final String POLL = "/api/v1/poll/quotes?symbols=";

  private FanoutServer server;
  private ReadClient client;

  @BeforeEach
  void start() {
    server = FanoutServer.start();
    client = new ReadClient(server.port());
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private void restart(String... settings) {
    stop();
    server = FanoutServer.start(settings);
    client = new ReadClient(server.port());
  }

  @Test
  void eventsAreTheRawDoorsFrames() {
    server.feed(quote("XNSE:RELIANCE", 1, 28_500_500));
    try (var events = client.stream(STREAM + "RELIANCE,NOPE&mode=ltp")) {
      assertThat(events.next())
          .isEqualTo(
              "subscribed {\"type\":\"subscribed\",\"accepted\":[\"RELIANCE\"],"
                  + "\"rejected\":[{\"symbol\":\"NOPE\",\"code\":\"instrument.unknown\"}],"
                  + "\"current\":[\"RELIANCE\"]}");
      assertThat(events.next())
          .isEqualTo(
              "snapshot {\"type\":\"snapshot\",\"d\":[{\"s\":\"RELIANCE\",\"e\":7,\"q\":1,"
                  + "\"l\":\"2850.05\",\"t\":1000001}]}");

      server.feed(quote("XNSE:RELIANCE", 5, 28_510_000));

      assertThat(events.next())
          .isEqualTo(
              "quotes {\"type\":\"quotes\",\"d\":[{\"s\":\"RELIANCE\",\"e\":7,\"q\":5,\"p\":1,"
                  + "\"l\":\"2851.00\",\"t\":1000005}]}");
      assertThat(events.comment()).isEqualTo(":heartbeat");
    }
    Awaiting.until(() -> server.connections() == 0);
    assertThat(server.watchedSymbols()).isZero();
  }

  @Test
  void aStreamWithoutAWindowAndWithDepth() {
    server.feed(quote("XNSE:M&M", 1, 10_000));
    try (var events = client.stream(STREAM + "M%26M&mode=full&windowMs=0")) {
      assertThat(events.next()).startsWith("subscribed");
      assertThat(events.next()).contains("\"bs\":[]");

      server.depths(depth("XNSE:M&M", 2, 9_900));

      assertThat(events.next()).contains("\"p\":1", "\"bs\":[[\"0.99\",\"3\"]]");
    }
  }

  @Test
  void whoeverMayNotWatchIsRefusedBeforeAnythingElse() {
    restart("quotes.anonymous=false");
    for (var door : new String[] {STREAM, POLL}) {
      assertThat(client.get(door + "TCS", "")).isEqualTo("404 instrument.unknown");
      assertThat(client.get(door + "M%26M", "")).isEqualTo("401 auth.token_missing");
      assertThat(client.get(door + "M%26M", "nonsense")).isEqualTo("401 auth.token_invalid");
      assertThat(client.get(door, "")).isEqualTo("404 instrument.unknown");
      assertThat(client.get(door + "M%26M&mode=all", "")).isEqualTo("400 request.malformed");
      assertThat(client.get(door + "M%26M&windowMs=7", "")).isEqualTo("400 request.malformed");
      assertThat(client.get(door.replace("?symbols=", ""), "")).isEqualTo("400 request.malformed");
    }
    try (var events = client.stream(STREAM + "M%26M", "token-1")) {
      assertThat(events.next()).startsWith("subscribed");
    }
    Awaiting.until(() -> server.connections() == 0);
  }

  @Test
  void aTicketOpensOneStream() {
    restart("quotes.anonymous=false");
    server.gateway().give("once", "token-1");
    try (var events = client.stream(STREAM + "M%26M&ticket=once")) {
      assertThat(events.next()).startsWith("subscribed");
      assertThat(client.get(STREAM + "M%26M&ticket=once", "")).isEqualTo("401 auth.token_invalid");
    }
  }

  @Test
  void limitsAreThoseOfSockets() {
    restart("fanout.maxConnections=1", "fanout.maxSymbolsPerSocket=1");
    assertThat(client.get(STREAM + "M%26M,RELIANCE", ""))
        .isEqualTo("400 quota.too_many_subscriptions");
    try (var events = client.stream(STREAM + "M%26M")) {
      assertThat(events.next()).startsWith("subscribed");
      assertThat(client.get(POLL + "M%26M", "")).isEqualTo("503 quota.too_many_connections");
    }
    Awaiting.until(() -> server.connections() == 0);
    var many = IntStream.range(0, 101).mapToObj(i -> "S" + i).collect(Collectors.joining(","));
    assertThat(client.get(POLL + many, "")).isEqualTo("400 quota.too_many_subscriptions");
  }

  @Test
  void aStreamOutlivesItsTokenByHalfAMinuteAtMost() {
    server.gateway().know("short", 1, 11, FanoutServer.nowMicros() + 60_000_000);
    try (var events = client.stream(STREAM + "M%26M", "short")) {
      assertThat(events.next()).startsWith("subscribed");
      assertThat(events.next()).startsWith("snapshot");

      server.advance(Duration.ofSeconds(91));

      assertThat(events.next()).startsWith("close ").contains("4001");
      assertThat(events.next()).isEqualTo("end");
    }
  }

  @Test
  void aNodeThatStopsSaysSo() {
    server.feed(quote("XNSE:M&M", 1, 10_000));
    var cursor = new JsonObject(client.get(POLL + "M%26M", "")).getString("cursor");
    try (var events = client.stream(STREAM + "M%26M")) {
      assertThat(events.next()).startsWith("subscribed");
      assertThat(events.next()).startsWith("snapshot");
      var waiting = client.later(POLL + "M%26M&since=" + cursor);
      Awaiting.until(() -> server.connections() == 2);

      var stopped = server.stop();

      assertThat(events.next()).startsWith("notice ").contains("system.draining", "reconnectInMs");
      assertThat(events.next()).startsWith("close ").contains("1001");
      assertThat(events.next()).isEqualTo("end");
      assertThat(waiting.join()).isEqualTo("503 system.draining");
      FanoutServer.await(stopped);
    }
  }

  @Test
  void aStreamThatNobodyReadsIsClosedAndHoldsNothingBack() throws IOException {
    restart("fanout.slowConsumerMs=200");
    var neighbour = Neighbour.of(server);
    var symbols = IntStream.range(0, 400).mapToObj(i -> "S" + i).toList();
    symbols.forEach(symbol -> server.list("XNSE:" + symbol));
    try (var sleeper = PlainSocket.connect(server.port())) {
      sleeper.drip(
          "GET "
              + STREAM
              + String.join(",", symbols)
              + "&windowMs=0 HTTP/1.1\r\nHost: localhost\r\n\r\n");
      var seq = new AtomicLong();
      Awaiting.until(
          () -> {
            seq.incrementAndGet();
            server.feed(
                symbols.stream()
                    .map(symbol -> quote("XNSE:" + symbol, seq.get(), 28_500_500).setBidPx(1))
                    .toArray(Quote.Builder[]::new));
            return server.fanout().metrics().slowCloses() > 0;
          });
      Awaiting.until(() -> server.connections() == 1);
      neighbour.isServed();
    }
  }

  @Test
  void aPollIsAnsweredWhenThereIsNews() {
    server.feed(quote("XNSE:RELIANCE", 1, 28_500_500), quote("XNSE:M&M", 4, 10_000));
    var first = new JsonObject(client.get(POLL + "RELIANCE,M%26M,NOPE&mode=ltp", ""));
    assertThat(first.getString("type")).isEqualTo("snapshot");
    assertThat(first.getJsonArray("d")).hasSize(2);
    assertThat(first.getJsonArray("rejected").encode()).contains("NOPE", "instrument.unknown");

    var next = POLL + "RELIANCE,M%26M&mode=ltp&since=";
    var second = client.later(next + first.getString("cursor"));
    Awaiting.until(() -> server.connections() == 1);
    assertThat(second).isNotDone();
    server.feed(quote("XNSE:M&M", 5, 20_000));

    var news = new JsonObject(second.join());
    assertThat(news.getString("type")).isEqualTo("quotes");
    assertThat(news.getJsonArray("d").encode())
        .isEqualTo("[{\"s\":\"M&M\",\"e\":7,\"q\":5,\"p\":4,\"l\":\"2.00\",\"t\":1000005}]");
    assertThat(server.connections()).isZero();

    server.feed(quote("XNSE:RELIANCE", 2, 28_500_600));
    assertThat(client.get(next + news.getString("cursor"), "")).contains("\"q\":2");
    assertThat(client.get(next + "%25", "")).isEqualTo("400 request.invalid_cursor");
    assertThat(client.get(POLL + "RELIANCE&since=" + news.getString("cursor"), ""))
        .contains("\"type\":\"snapshot\"", "\"q\":2");
  }

  @Test
  void aPollWithoutNewsIsAnsweredInTheEnd() {
    restart("fanout.pollMs=300");
    server.feed(quote("XNSE:M&M", 4, 10_000));
    var cursor = new JsonObject(client.get(POLL + "M%26M", "")).getString("cursor");

    assertThat(client.get(POLL + "M%26M&since=" + cursor, ""))
        .isEqualTo("{\"type\":\"quotes\",\"d\":[],\"cursor\":\"" + cursor + "\"}");
  }

  @Test
  void aPollThatIsGivenUpLeavesNothingBehind() throws IOException {
    server.feed(quote("XNSE:M&M", 4, 10_000));
    var cursor = new JsonObject(client.get(POLL + "M%26M", "")).getString("cursor");
    try (var gone = PlainSocket.connect(server.port())) {
      gone.drip("GET " + POLL + "M%26M&since=" + cursor + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      Awaiting.until(() -> server.connections() == 1);
      gone.reset();
    }

    Awaiting.until(() -> server.connections() == 0);
    assertThat(server.watchedSymbols()).isZero();
  }
}
