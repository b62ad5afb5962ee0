package openbell.feedhandler;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import openbell.feedhandler.domain.FeedDepth;
import openbell.feedhandler.domain.Normaliser;
import openbell.feedhandler.domain.TradeDays;
import openbell.feedhandler.publish.FeedContext;
import openbell.feedhandler.publish.FeedMetrics;
import openbell.feedhandler.publish.MarketDataChanges;
import openbell.feedhandler.publish.MarketDataSink;
import openbell.runtime.Health;
import openbell.wire.reference.Instrument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** When a feed publishes beside its timer, which does not run here. */
@ExtendWith(VertxExtension.class)
class FeedServiceTest {
  private static final long NOW = 1_700_000_000_000_000L;
  private static final int EARLY = 1_000;

  private final List<Integer> published = new ArrayList<>();
  private final FeedDepth depth = new FeedDepth();

  @Test
  void aThousandChangedSymbolsArePublishedAtOnceAndFewerWait(Vertx vertx) {
    var service = service(vertx);
    for (var number = 0; number < EARLY; number++) {
      var instrument = Instrument.newBuilder().setSymbol(symbol(number)).setTickSize(1).build();
      service.list(instrument, Optional.empty());
    }
    // What was listed waits for the first update.
    change(service, 0);
    assertThat(published).containsExactly(EARLY);

    for (var number = 0; number < EARLY - 1; number++) {
      change(service, number);
      change(service, 0);
    }
    assertThat(published).as("one symbol fewer").hasSize(1);
    change(service, EARLY - 1);

    assertThat(published).containsExactly(EARLY, EARLY);
  }

  private void change(FeedService service, int number) {
    depth.begin(symbol(number), NOW).bids().add(100, 1);
    service.depth(depth);
  }

  private static String symbol(int number) {
    return "XNAS:S" + number;
  }

  private FeedService service(Vertx vertx) {
    var metrics = new FeedMetrics(new SimpleMeterRegistry(), "itch");
    return new FeedService(
        OneLine.of(new ScriptedSession("itch", new ArrayList<>())),
        all -> true,
        new Normaliser(symbol -> new TradeDays(ZoneOffset.UTC), 1),
        List.of(new CountingSink()),
        new FeedContext("feed", vertx, new Health(), metrics, () -> NOW));
  }

  private final class CountingSink implements MarketDataSink {
    @Override
    public void accept(MarketDataChanges changes) {
      published.add(changes.quotes().size());
    }

    @Override
    public void heartbeat() {
      // The timer's.
    }
  }
}
