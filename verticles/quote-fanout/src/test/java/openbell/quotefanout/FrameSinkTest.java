package openbell.quotefanout;

import static openbell.quotefanout.FanoutServer.quote;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import openbell.wire.marketdata.Quote;
import openbell.wire.stream.ClientMessage;
import openbell.wire.stream.ServerMessage;
import openbell.wire.stream.Subscribe;
import org.junit.jupiter.api.Test;

/** The fast path against its public-API twin, byte for byte at a client of plain TCP. */
class FrameSinkTest {
  private static final int SMALL_MEDIUM_LARGE = 3;
  private static final int BINARY = 0x82;

  @Test
  void bothPathsWriteTheSameBytes() throws IOException {
    assertThat(bytesOf(QuoteFanout::fastest))
        .isEqualTo(bytesOf((connection, socket) -> new VertxFrameSink(socket)));
  }

  @Test
  void theFastPathIsTakenOnThisVertx() {
    var taken = new java.util.concurrent.CompletableFuture<Boolean>();
    FrameSink.Factory sinks =
        (connection, socket) -> {
          var sink = QuoteFanout.fastest(connection, socket);
          taken.complete(sink instanceof NettyFrameSink);
          return sink;
        };
    try (var server = FanoutServer.start(1, sinks)) {
      server.connect("/ws/v1");

      assertThat(taken.join()).isTrue();
    }
  }

  @Test
  void bothPathsWriteTheSameProtobuf() throws IOException {
    assertThat(protobufOf(QuoteFanout::fastest))
        .isEqualTo(protobufOf((connection, socket) -> new VertxFrameSink(socket)));
  }

  /** Frames of a Protobuf client, as they came but for the base time, which is the clock's. */
  private static List<String> protobufOf(FrameSink.Factory sinks) throws IOException {
    var subprotocol = "Sec-WebSocket-Protocol: openbell.v1.protobuf\r\n";
    try (var server = FanoutServer.start(1, sinks);
        var client = PlainSocket.upgrade(server.port(), "/ws/v1", subprotocol)) {
      var quotes = manyQuotes(server);
      // Without stamps nothing but the base time depends on the clock.
      server.feed(
          Arrays.stream(quotes).map(Quote.Builder::clearAsOf).toArray(Quote.Builder[]::new));
      var frames = new ArrayList<String>();
      for (var count : List.of(1, 30, 600)) {
        client.frame(BINARY, subscription(names(count)));
        for (var told = 0; told < count; ) {
          told += take(client.rawFrame(), frames);
        }
      }
      return frames;
    }
  }

  private static byte[] subscription(List<String> names) {
    var wanted = Subscribe.newBuilder().addAllSymbols(names);
    return ClientMessage.newBuilder().setSubscribe(wanted).build().toByteArray();
  }

  /** Keeps a frame unless it is a heartbeat; how many snapshots it holds. */
  private static int take(PlainSocket.Frame frame, List<String> kept) throws IOException {
    var message = ServerMessage.parseFrom(frame.payload().getBytes());
    var quotes = message.getQuotes();
    if (!message.hasHeartbeat()) {
      var withoutClock =
          message.hasQuotes()
              ? message.toBuilder().setQuotes(quotes.toBuilder().clearBaseTime()).build()
              : message;
      kept.add(
          frame.header()
              + " "
              + frame.payload().length()
              + " "
              + HexFormat.of().formatHex(withoutClock.toByteArray()));
    }
    return quotes.getSnapshotsCount();
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "S" + i).toList();
  }

  /** The frames of a client that watches few symbols, some, and so many that frames are divided. */
  private static String bytesOf(FrameSink.Factory sinks) throws IOException {
    try (var server = FanoutServer.start(1, sinks);
        var client = PlainSocket.upgrade(server.port(), "/ws/v1")) {
      server.feed(manyQuotes(server));
      var bytes = new StringBuilder();
      for (var size = 1; size <= SMALL_MEDIUM_LARGE; size++) {
        client.send(subscription(size == 1 ? 0 : size == 2 ? 10 : 599));
        bytes.append(
            client.framesUntil("\"S" + (size == 1 ? 0 : size == 2 ? 10 : 599) + "\",\"e\""));
      }
      return bytes.toString();
    }
  }

  private static Quote.Builder[] manyQuotes(FanoutServer server) {
    var quotes = new Quote.Builder[600];
    for (var i = 0; i < quotes.length; i++) {
      server.list("XNSE:S" + i);
      quotes[i] = quote("XNSE:S" + i, 1, 10_000 + i).setBidPx(9_000).setAskPx(11_000).setVolume(i);
    }
    return quotes;
  }

  private static String subscription(int last) {
    var symbols = new StringBuilder();
    for (var i = last / 60; i <= last; i++) {
      symbols.append(symbols.isEmpty() ? "" : ",").append("\"S").append(i).append('"');
    }
    return "{\"action\":\"subscribe\",\"symbols\":[" + symbols + "]}";
  }
}
