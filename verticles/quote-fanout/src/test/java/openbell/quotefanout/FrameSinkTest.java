package openbell.quotefanout;

import static openbell.quotefanout.FanoutServer.quote;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import openbell.wire.marketdata.Quote;
import org.junit.jupiter.api.Test;

/** The fast path against its public-API twin, byte for byte at a client of plain TCP. */
class FrameSinkTest {
  private static final int SMALL_MEDIUM_LARGE = 3;

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

  /** The frames of a client that watches few symbols, some, and so many that frames are divided. */
  private static String bytesOf(FrameSink.Factory sinks) throws IOException {
    try (var server = FanoutServer.start(1, sinks);
        var client = PlainSocket.upgrade(server.port(), "/ws/v1")) {
      var quotes = new Quote.Builder[600];
      for (var i = 0; i < quotes.length; i++) {
        server.list("XNSE:S" + i);
        quotes[i] =
            quote("XNSE:S" + i, 1, 10_000 + i).setBidPx(9_000).setAskPx(11_000).setVolume(i);
      }
      server.feed(quotes);
      var bytes = new StringBuilder();
      for (var size = 1; size <= SMALL_MEDIUM_LARGE; size++) {
        client.send(subscription(size == 1 ? 0 : size == 2 ? 10 : 599));
        bytes.append(
            client.framesUntil("\"S" + (size == 1 ? 0 : size == 2 ? 10 : 599) + "\",\"e\""));
      }
      return bytes.toString();
    }
  }

  private static String subscription(int last) {
    var symbols = new StringBuilder();
    for (var i = last / 60; i <= last; i++) {
      symbols.append(symbols.isEmpty() ? "" : ",").append("\"S").append(i).append('"');
    }
    return "{\"action\":\"subscribe\",\"symbols\":[" + symbols + "]}";
  }
}
