package openbell.systemtest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.junit5.VertxExtension;
import java.net.NetworkInterface;
import java.util.List;
import java.util.concurrent.TimeUnit;
import openbell.feedhandler.domain.Verdict;
import openbell.feedhandler.itch.ItchSettings;
import openbell.model.mold.MoldPacketBuilder;
import openbell.model.mold.MoldSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where MoldUDP64 comes from: multicast groups, garbage, and senders that may not speak. */
@ExtendWith(VertxExtension.class)
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ItchNetworkTest {
  @Test
  void twoMulticastGroupsCarryTheExchange(Vertx vertx) throws Exception {
    try (var exchange = new ItchLoopback(vertx, "239.192.77.1", "239.192.77.2")) {
      exchange.set(
          "feed.itch.interface=" + loopback(),
          "simulator.itch.faults.a.dropPercent=10",
          "simulator.itch.faults.b.dropPercent=10");
      exchange.openDoor();
      exchange.startSession("mold");
      ItchLoopback.until("the feed is up", exchange.feed()::isUp);
      var before = exchange.venue().traded();

      for (var burst = 0; burst < 50; burst++) {
        exchange.venue().speak(20);
        exchange.tapeTurn();
      }

      exchange.awaitBooks();
      ItchLoopback.until(
          "every trade is told",
          () -> exchange.feed().traded() == exchange.venue().traded() - before);
      assertThat(exchange.feed().rejections()).isEmpty();
    }
  }

  @Test
  void garbageOnALineIsCounted(Vertx vertx) throws Exception {
    try (var exchange = running(vertx)) {
      send(vertx.createDatagramSocket(), exchange, "garbage".getBytes(US_ASCII));

      ItchLoopback.until(
          "it is counted", () -> exchange.feed().rejections().equals(List.of(Verdict.MALFORMED)));
      exchange.venue().speak(500);
      exchange.awaitBooks();
    }
  }

  /** The end of the session, and the beginning of another, would empty the books. */
  @Test
  void aStrangersDatagramsAreLeftOutAndCounted(Vertx vertx) throws Exception {
    try (var exchange = running(vertx)) {
      var upsAndDowns = exchange.feed().line();
      var stranger = vertx.createDatagramSocket();
      stranger.listen(0, "127.0.0.2").await(10, TimeUnit.SECONDS);
      var forged = new MoldPacketBuilder(1_400);

      send(stranger, exchange, forged.begin(MoldSession.of("FORGED"), 1).toBytes());
      send(stranger, exchange, forged.begin(MoldSession.of("FORGED"), 1).end().toBytes());
      send(stranger, exchange, "garbage".getBytes(US_ASCII));

      ItchLoopback.until(
          "they are counted",
          () ->
              exchange
                  .feed()
                  .rejections()
                  .equals(List.of(Verdict.NOT_ALLOWED, Verdict.NOT_ALLOWED, Verdict.NOT_ALLOWED)));
      exchange.venue().speak(500);
      exchange.awaitBooks();
      assertThat(exchange.feed().line()).isEqualTo(upsAndDowns);
    }
  }

  private static ItchLoopback running(Vertx vertx) throws Exception {
    var exchange = new ItchLoopback(vertx, "127.0.0.1", "127.0.0.1");
    exchange.set("feed.itch.allowed=127.0.0.1/32");
    exchange.openDoor();
    exchange.startSession("mold");
    ItchLoopback.until("the feed is up", exchange.feed()::isUp);
    return exchange;
  }

  private static void send(DatagramSocket from, ItchLoopback exchange, byte[] packet)
      throws Exception {
    var line = ItchSettings.of(exchange.config()).lines().getFirst();
    from.send(Buffer.buffer(packet), line.port(), line.host()).await(10, TimeUnit.SECONDS);
  }

  private static String loopback() throws Exception {
    for (var each : NetworkInterface.networkInterfaces().toList()) {
      if (each.isLoopback()) {
        return each.getName();
      }
    }
    throw new AssertionError("this machine has no loopback interface");
  }
}
