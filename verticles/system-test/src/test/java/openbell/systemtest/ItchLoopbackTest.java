package openbell.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.concurrent.TimeUnit;
import openbell.model.soup.SoupType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The exchange's ITCH door and the feed's ITCH session over real loopback sockets, lossy lines
 * included: at the end the books equal the venue's and no trade is missing.
 */
@ExtendWith(VertxExtension.class)
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ItchLoopbackTest {
  private static final String[] LOSSY_LINES = {
    "simulator.itch.faults.a.dropPercent=5",
    "simulator.itch.faults.a.duplicatePercent=5",
    "simulator.itch.faults.a.reorderPercent=5",
    "simulator.itch.faults.a.delayPercent=5",
    "simulator.itch.faults.b.dropPercent=10",
    "simulator.itch.faults.b.duplicatePercent=1",
    "simulator.itch.faults.b.reorderPercent=10",
  };
  private static final String[] TERRIBLE_LINES = {
    "simulator.itch.faults.a.dropPercent=50", "simulator.itch.faults.b.dropPercent=50",
  };

  private ItchLoopback exchange;
  private RecordedFeed feed;
  private RandomVenue venue;

  @BeforeEach
  void openVenue(Vertx vertx) throws Exception {
    exchange = new ItchLoopback(vertx, "127.0.0.1", "127.0.0.1");
    feed = exchange.feed();
    venue = exchange.venue();
  }

  @AfterEach
  void stop() throws Exception {
    exchange.close();
  }

  @Test
  void soupCarriesTheExchange() throws Exception {
    listen("soup");
    var before = venue.traded();

    venue.speak(3_000);

    exchange.awaitBooks();
    assertThat(feed.traded()).isEqualTo(venue.traded() - before);
    assertThat(feed.crossed()).isEmpty();
    assertThat(feed.rejections()).isEmpty();
  }

  @Test
  void soupLosesNoTradeWhereTheSessionEndsWhileItReads() throws Exception {
    exchange.set("simulator.itch.logBytes=1572864");
    listen("soup");
    var before = venue.traded();

    venue.speak(5_000);

    exchange.awaitBooks();
    assertThat(feed.line()).contains("ended");
    assertThat(feed.traded()).isEqualTo(venue.traded() - before);
    assertThat(feed.rejections()).isEmpty();
  }

  @Test
  void slowSoupReaderIsToldAllOfASessionThatEnds() throws Exception {
    // More than the kernel keeps for a socket.
    exchange.set("simulator.itch.logBytes=8388608");
    listen("soup");
    try (var slow = SlowSoupReader.login(exchange.config())) {
      while (!feed.line().contains("ended")) {
        venue.speak(500);
        exchange.tapeTurn();
      }

      slow.readToTheEnd();

      assertThat(slow.lastPacket()).isEqualTo(SoupType.END_OF_SESSION);
      assertThat(slow.lastMessage()).startsWith("S").endsWith("C");
    }
  }

  @Test
  void soupGoesOnWithTheNextSessionOfADoorThatRestarts() throws Exception {
    listen("soup");
    exchange.closeDoor();
    venue.speak(500);
    ItchLoopback.until("the feed is down", () -> !feed.isUp());

    exchange.openDoor();

    venue.speak(500);
    exchange.awaitBooks();
    assertThat(feed.rejections()).isEmpty();
  }

  @Test
  void silentVenueMakesTheFeedStaleUntilItSpeaks() throws Exception {
    listen("soup");

    venue.close().await(10, TimeUnit.SECONDS);
    ItchLoopback.until("the feed is down", () -> !feed.isUp());
    assertThat(feed.line().getLast()).isEqualTo("down: silent");

    venue.open().await(10, TimeUnit.SECONDS);
    exchange.awaitBooks();
  }

  @Test
  void moldLosesNothingOverLossyLines() throws Exception {
    exchange.set(LOSSY_LINES);
    listen("mold");
    var before = venue.traded();

    for (var burst = 0; burst < 100; burst++) {
      venue.speak(20);
      exchange.tapeTurn();
    }

    exchange.awaitBooks();
    ItchLoopback.until("every trade is told", () -> feed.traded() == venue.traded() - before);
    assertThat(feed.crossed()).isEmpty();
    assertThat(feed.rejections()).isEmpty();
  }

  @Test
  void whatBothLinesLoseIsAskedForAgain() throws Exception {
    exchange.set(TERRIBLE_LINES);
    exchange.set("feed.itch.hosts=");
    listen("mold");
    var before = venue.traded();

    for (var burst = 0; burst < 60; burst++) {
      venue.speak(20);
      exchange.tapeTurn();
    }

    exchange.awaitBooks();
    ItchLoopback.until("every trade is told", () -> feed.traded() == venue.traded() - before);
  }

  @Test
  void withoutARequestServerTheFeedIsStaleThenReplayed() throws Exception {
    exchange.set(TERRIBLE_LINES);
    exchange.openDoor();
    exchange.set("feed.itch.requests=127.0.0.1:" + ItchLoopback.freePort());
    exchange.startSession("mold");
    ItchLoopback.until("the feed is up", feed::isUp);
    var before = venue.traded();

    for (var burst = 0; burst < 60; burst++) {
      venue.speak(20);
      exchange.tapeTurn();
    }

    exchange.awaitBooks();
    ItchLoopback.until("every trade is told", () -> feed.traded() == venue.traded() - before);
    assertThat(feed.line()).anyMatch(state -> state.endsWith("messages are missing"));
  }

  @Test
  void aFullLogBeginsANewSessionWithEveryBook() throws Exception {
    exchange.set("simulator.itch.logBytes=1572864");
    listen("mold");

    for (var burst = 0; burst < 60; burst++) {
      venue.speak(100);
      exchange.tapeTurn();
    }

    exchange.awaitBooks();
    assertThat(feed.line()).contains("ended");
    assertThat(feed.rejections()).isEmpty();
  }

  /** Opens the door and waits until the feed is up over it. */
  private void listen(String transport) throws Exception {
    exchange.openDoor();
    exchange.startSession(transport);
    ItchLoopback.until("the feed is up", feed::isUp);
  }
}
