package openbell.feedhandler;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import openbell.feedhandler.domain.Normaliser;
import openbell.feedhandler.domain.TradeDays;
import openbell.feedhandler.domain.Verdict;
import openbell.feedhandler.publish.BusPublisher;
import openbell.feedhandler.publish.FeedContext;
import openbell.feedhandler.publish.FeedMetrics;
import openbell.feedhandler.session.SimulatorSession;
import openbell.model.Addresses;
import openbell.runtime.Bus;
import openbell.runtime.Health;
import openbell.wire.feed.FeedStatus;
import openbell.wire.marketdata.Quote;
import openbell.wire.marketdata.QuoteBatch;
import openbell.wire.reference.Instrument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The session, its checks and the bus publication against a fake venue on a local bus. */
@ExtendWith(VertxExtension.class)
class SimulatorSessionTest {
  private static final String SYMBOL = "XNSE:M&M";
  private static final long NOW = 1_700_000_000_000_000L;
  private static final long START = 5_000;

  private static final long SECOND = 1_000_000;

  private final AtomicLong now = new AtomicLong(NOW);
  private final Health health = new Health();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final BlockingQueue<Quote> quotes = new LinkedBlockingQueue<>();
  private final BlockingQueue<QuoteBatch> heartbeats = new LinkedBlockingQueue<>();
  private Vertx vertx;
  private Bus bus;
  private FakeVenue venue;
  private FeedService service;

  @BeforeEach
  void listen(Vertx injected) {
    vertx = injected;
    bus = new Bus(vertx);
    venue = new FakeVenue(bus, 0, SYMBOL);
    bus.<QuoteBatch>subscribe(
        Addresses.quotes(0),
        batch -> {
          if (batch.getQuotesCount() == 0) {
            heartbeats.add(batch);
          }
          quotes.addAll(batch.getQuotesList());
        });
  }

  @Test
  void startsFromTheSnapshotAndGoesOn() throws Exception {
    onLoop(venue::open);
    onLoop(this::startFeed);
    awaitQuote(quote -> !quote.getStale());

    venue.trade(2_850_500, 10, NOW);

    var traded = awaitQuote(quote -> quote.getLastPx() == 2_850_500);
    assertThat(traded.getEpoch()).isEqualTo(START);
    assertThat(traded.getVolume()).isEqualTo(10);
    assertThat(traded.getBidPx()).isEqualTo(2_850_500);
    assertThat(traded.getPreviousClosePx()).isEqualTo(2_800_000);
    assertThat(traded.getSource()).isEqualTo("simulator");
    assertThat(health.isUp("feed")).isTrue();
  }

  @Test
  void gapIsFilledFromASnapshot() throws Exception {
    onLoop(venue::open);
    onLoop(this::startFeed);
    awaitQuote(quote -> !quote.getStale());
    venue.trade(2_850_500, 10, NOW);
    awaitQuote(quote -> quote.getLastPx() == 2_850_500);
    var asked = venue.snapshotsAsked();

    venue.loseMessages(true);
    venue.trade(2_851_000, 1, NOW + 1);
    venue.loseMessages(false);
    venue.trade(2_851_500, 1, NOW + 2);

    var recovered = awaitQuote(quote -> quote.getBidPx() == 2_851_500);
    assertThat(recovered.getStale()).isFalse();
    assertThat(venue.snapshotsAsked()).isEqualTo(asked + 1);
    assertThat(rejected(Verdict.GAP)).isOne();

    venue.trade(2_852_000, 1, NOW + 3);
    awaitQuote(quote -> quote.getLastPx() == 2_852_000);
    assertThat(venue.lost()).isOne();
  }

  @Test
  void newEpochOfTheVenueIsTakenUpFromItsSnapshot() throws Exception {
    onLoop(venue::open);
    onLoop(this::startFeed);
    awaitQuote(quote -> !quote.getStale());

    venue.restart();
    venue.trade(2_852_500, 5, NOW);

    assertThat(awaitQuote(quote -> quote.getBidPx() == 2_852_500).getStale()).isFalse();
  }

  @Test
  void repeatedMessageIsCountedAndLeftOut() throws Exception {
    onLoop(venue::open);
    onLoop(this::startFeed);
    awaitQuote(quote -> !quote.getStale());
    venue.trade(2_850_500, 10, NOW);
    awaitQuote(quote -> quote.getVolume() == 10);

    venue.repeat();
    venue.trade(2_850_500, 7, NOW + 1);

    assertThat(awaitQuote(quote -> quote.getVolume() > 10).getVolume()).isEqualTo(17);
    assertThat(rejected(Verdict.DUPLICATE)).isOne();
  }

  @Test
  void aVenueThatIsAwayShowsInHealthUntilItComes() throws Exception {
    onLoop(this::startFeed);
    assertThat(awaitQuote(quote -> true).getStale()).isTrue();
    assertThat(health.isUp("feed")).isFalse();
    assertThat(heartbeats.poll(10, TimeUnit.SECONDS)).isNotNull();

    onLoop(venue::open);

    awaitQuote(quote -> !quote.getStale());
    assertThat(health.isUp("feed")).isTrue();
  }

  @Test
  void anHourThatWasMissedIsStaleUntilTheSnapshotAndMissingFromTheDay() throws Exception {
    onLoop(venue::open);
    onLoop(this::startFeed);
    awaitQuote(quote -> !quote.getStale());
    venue.trade(2_850_500, 10, NOW);
    awaitQuote(quote -> quote.getVolume() == 10);

    onLoop(venue::close);
    venue.loseMessages(true);
    for (var second = 1; second <= 3_600; second++) {
      venue.trade(2_860_000 + second % 7 * 500, 1, NOW + second * SECOND);
    }
    venue.loseMessages(false);
    now.addAndGet(3_601 * SECOND);
    venue.trade(2_851_500, 1, now.get());

    var meanwhile = awaitQuote(Quote::getStale);
    assertThat(List.of(meanwhile.getBidPx(), meanwhile.getLastPx(), meanwhile.getVolume()))
        .containsExactly(2_850_500L, 2_850_500L, 10L);
    assertThat(meanwhile.getAsOf()).isEqualTo(NOW);
    assertThat(health.isUp("feed")).isFalse();

    onLoop(venue::open);

    var recovered = awaitQuote(quote -> !quote.getStale());
    assertThat(recovered.getBidPx()).isEqualTo(2_851_500);
    assertThat(recovered.getAsOf()).isEqualTo(now.get());
    assertThat(recovered.getSeq()).isGreaterThan(meanwhile.getSeq());
    assertThat(recovered.getHighPx()).as("of what was heard").isEqualTo(2_850_500);
    venue.trade(2_852_000, 5, now.get() + 1);
    var traded = awaitQuote(quote -> quote.getVolume() > 10);
    assertThat(traded.getVolume()).isEqualTo(15);
    assertThat(traded.getOpenPx()).isEqualTo(2_850_500);
    assertThat(traded.getHighPx()).isEqualTo(2_852_000);
    assertThat(status().getVolumeIncomplete()).isOne();
    assertThat(health.isUp("feed")).isTrue();
  }

  private FeedStatus status() throws Exception {
    var said = FeedStatus.newBuilder();
    onLoop(
        () -> {
          service.describe(said);
          return Future.succeededFuture();
        });
    return said.build();
  }

  private Future<Void> startFeed() {
    var context =
        new FeedContext("feed", vertx, health, new FeedMetrics(registry, "simulator"), now::get);
    var normaliser = new Normaliser(symbol -> new TradeDays(ZoneOffset.UTC), START);
    var session = new SimulatorSession(vertx, bus, 1);
    var publisher = new BusPublisher(bus, 1, "simulator", now::get);
    service =
        new FeedService(OneLine.of(session), all -> true, normaliser, List.of(publisher), context);
    service.list(
        Instrument.newBuilder()
            .setSymbol(SYMBOL)
            .setTickSize(500)
            .setPreviousClosePx(2_800_000)
            .build(),
        Optional.empty());
    service.start();
    return Future.succeededFuture();
  }

  private double rejected(Verdict reason) {
    return registry
        .get("openbell_feed_rejected_updates")
        .tag("reason", reason.reason())
        .counter()
        .count();
  }

  private void onLoop(java.util.function.Supplier<Future<Void>> work) throws Exception {
    var done = new java.util.concurrent.CompletableFuture<Void>();
    vertx.runOnContext(
        now -> work.get().onSuccess(done::complete).onFailure(done::completeExceptionally));
    done.get(10, TimeUnit.SECONDS);
  }

  private Quote awaitQuote(Predicate<Quote> wanted) throws InterruptedException {
    while (true) {
      var quote = quotes.poll(10, TimeUnit.SECONDS);
      assertThat(quote).as("a quote").isNotNull();
      if (wanted.test(quote)) {
        return quote;
      }
    }
  }
}
