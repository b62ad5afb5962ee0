package openbell.quotefanout;

import static openbell.quotefanout.FanoutServer.quote;
import static org.assertj.core.api.Assertions.assertThat;

/** A client that behaves, beside those that do not: it must not feel them. */
final class Neighbour {
  private static final String SYMBOL = "XNSE:BAJAJ-AUTO";

  private final FanoutServer server;
  private final WebSocketClientDouble client;
  private long seq;

  private Neighbour(FanoutServer server, WebSocketClientDouble client) {
    this.server = server;
    this.client = client;
  }

  static Neighbour of(FanoutServer server) {
    var client = server.connect("/ws/v1");
    client.send("{\"action\":\"subscribe\",\"symbols\":[\"BAJAJ-AUTO\"],\"mode\":\"ltp\"}");
    assertThat(client.nextWhere(text -> text.contains("snapshot"))).contains("BAJAJ-AUTO");
    return new Neighbour(server, client);
  }

  /** Fails unless the next price comes, and no error or close before it. */
  void isServed() {
    seq++;
    server.feed(quote(SYMBOL, seq, 28_500_500));
    assertThat(client.next()).contains("\"q\":" + seq + ",");
  }
}
