package openbell.feedhandler;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import openbell.feedhandler.domain.Normaliser;
import openbell.feedhandler.domain.TradeDays;
import openbell.feedhandler.publish.EncodedQuote;
import openbell.feedhandler.publish.FeedContext;
import openbell.feedhandler.publish.FeedMetrics;
import openbell.feedhandler.publish.MarketDataChanges;
import openbell.feedhandler.publish.MarketDataSink;
import openbell.feedhandler.replay.ReplayOptions;
import openbell.feedhandler.replay.ReplaySession;
import openbell.feedhandler.replay.ReplaySpeed;
import openbell.runtime.Health;
import openbell.wire.marketdata.Quote;
import openbell.wire.reference.Instrument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class ReplaySessionTest {
  private static final String SYMBOL = "XNAS:TEST";
  private static final long NOW = 1_700_000_000_000_000L;
  private static final String ROWS =
      """
      34200.0,1,1,10,1000000,1
      34200.1,1,2,20,1000100,-1
      34200.2,4,2,5,1000100,-1
      34200.3,5,0,7,1000050,1
      """;

  @TempDir Path folder;
  private final Health health = new Health();
  private final BlockingQueue<MarketDataChanges> published = new LinkedBlockingQueue<>();

  @Test
  void recordingBecomesTheSymbolsFeedAndIsStaleAtItsEnd(Vertx vertx) throws Exception {
    play(vertx, ROWS, LocalTime.MIDNIGHT);

    var traded = awaitQuote(quote -> quote.getVolume() == 12 && quote.getStale());
    assertThat(traded.getLastPx()).isEqualTo(1_000_050);
    assertThat(traded.getBidPx()).isEqualTo(1_000_000);
    assertThat(traded.getAskQty()).isEqualTo(15);
    assertThat(traded.getAsOf()).as("the platform's clock").isEqualTo(NOW);
    assertThat(traded.getSource()).isEqualTo("replay");
    assertThat(health.isUp("feed")).isTrue();
  }

  @Test
  void corruptLineStopsTheSessionAndIsShown(Vertx vertx) throws Exception {
    play(vertx, ROWS + "34200.4,9,1,1,1,1\n", LocalTime.MIDNIGHT);

    assertThat(awaitQuote(quote -> quote.getStale() && quote.getLastPx() > 0).getVolume())
        .as("what stands before the bad line was played")
        .isEqualTo(12);
    assertThat(health.isUp("feed")).isFalse();
    assertThat(health.toJson().encode())
        .contains("Line 5 of x_message_2.csv has a type that is not 1 to 7.");
  }

  @Test
  void whatIsBeforeTheStartIsNotPublished(Vertx vertx) throws Exception {
    play(vertx, ROWS, LocalTime.of(9, 30).plusNanos(300_000_000));

    var first = awaitQuote(quote -> quote.getVolume() > 0);
    assertThat(first.getVolume()).isEqualTo(7);
    assertThat(first.getAskQty()).as("the book is built").isEqualTo(15);
  }

  private void play(Vertx vertx, String rows, LocalTime from) throws Exception {
    var file = Files.writeString(folder.resolve("x_message_2.csv"), rows);
    var metrics = new FeedMetrics(new SimpleMeterRegistry(), "replay");
    var context = new FeedContext("feed", vertx, health, metrics, () -> NOW);
    var options = new ReplayOptions(file, ReplaySpeed.MAX, from, SYMBOL);
    var sink = new RecordingSink();
    vertx.runOnContext(
        started -> {
          var normaliser = new Normaliser(symbol -> new TradeDays(ZoneOffset.UTC), 1);
          var session = new ReplaySession(vertx, () -> NOW, options);
          var service =
              new FeedService(OneLine.of(session), all -> true, normaliser, List.of(sink), context);
          service.list(
              Instrument.newBuilder().setSymbol(SYMBOL).setTickSize(100).build(), Optional.empty());
          service.list(
              Instrument.newBuilder().setSymbol("XNAS:OTHER").setTickSize(100).build(),
              Optional.empty());
          service.start();
        });
  }

  private Quote awaitQuote(Predicate<Quote> wanted) throws InterruptedException {
    while (true) {
      var changes = published.poll(10, TimeUnit.SECONDS);
      assertThat(changes).as("a quote").isNotNull();
      assertThat(changes.quotes()).allMatch(quote -> quote.symbol().equals(SYMBOL));
      var found = changes.quotes().stream().map(EncodedQuote::quote).filter(wanted).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
    }
  }

  private final class RecordingSink implements MarketDataSink {
    @Override
    public void accept(MarketDataChanges changes) {
      if (!changes.quotes().isEmpty()) {
        published.add(changes);
      }
    }

    @Override
    public void heartbeat() {
      // Not what these tests look at.
    }
  }
}
