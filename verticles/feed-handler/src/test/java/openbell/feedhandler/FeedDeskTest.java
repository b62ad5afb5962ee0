package openbell.feedhandler;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import openbell.feedhandler.domain.FeedBreaker;
import openbell.feedhandler.domain.Normaliser;
import openbell.feedhandler.domain.TradeDays;
import openbell.feedhandler.publish.BusPublisher;
import openbell.feedhandler.publish.FeedContext;
import openbell.feedhandler.publish.FeedMetrics;
import openbell.model.Addresses;
import openbell.runtime.Bus;
import openbell.runtime.Health;
import openbell.wire.feed.BreakerState;
import openbell.wire.feed.FailOverTarget;
import openbell.wire.feed.FeedFailOverReply;
import openbell.wire.feed.FeedFailOverRequest;
import openbell.wire.feed.FeedStatus;
import openbell.wire.feed.LineStatus;
import openbell.wire.feed.RejectionCount;
import openbell.wire.marketdata.Quote;
import openbell.wire.marketdata.QuoteBatch;
import openbell.wire.reference.Instrument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A feed with two scripted lines on a local bus: its status, its quotes, the staff's commands. */
@ExtendWith(VertxExtension.class)
class FeedDeskTest {
  private static final String SYMBOL = "XNAS:AMZN";
  private static final long NOW = 1_700_000_000_000_000L;
  private static final long LATE = 5_000_000;

  private final Health health = new Health();
  private final List<ScriptedSession> opened = new ArrayList<>();
  private final BlockingQueue<Quote> quotes = new LinkedBlockingQueue<>();
  private final BlockingQueue<FeedStatus> statuses = new LinkedBlockingQueue<>();
  private Vertx vertx;
  private Context loop;
  private Bus bus;
  private FeedDesk desk;

  @BeforeEach
  void start(Vertx injected) {
    vertx = injected;
    loop = vertx.getOrCreateContext();
    bus = new Bus(vertx);
    bus.<QuoteBatch>subscribe(Addresses.quotes(0), batch -> quotes.addAll(batch.getQuotesList()));
    bus.<FeedStatus>subscribe(Addresses.FEED_STATUS, statuses::add);
    desk = new FeedDesk(bus, new FeedName("itch", 0, 1), "node-1", () -> NOW);
    onLoop(() -> desk.start(vertx));
  }

  @Test
  void aNodeThatStandsBySaysSo() throws Exception {
    var status = awaitStatus(said -> true);

    assertThat(status.getSession()).isEqualTo("itch");
    assertThat(status.getNode()).isEqualTo("node-1");
    assertThat(status.getOwner()).isFalse();
    assertThat(status.getSince()).isZero();
  }

  @Test
  void theOwnerSaysHowItsLinesAndUpdatesDo() throws Exception {
    run();
    onLoop(
        () -> {
          opened.getLast().up();
          opened.getLast().trade(SYMBOL, 1_000_000, NOW);
          opened.getLast().trade(SYMBOL, 0, NOW);
          opened.getLast().trade(SYMBOL, 1_000_000, NOW - 900_000);
          opened.getLast().trade("XNAS:NONE", 1_000_000, NOW);
        });

    var status = awaitStatus(said -> said.getAccepted() == 2);

    assertThat(status.getOwner()).isTrue();
    assertThat(status.getActiveLine()).isEqualTo("a");
    assertThat(status.getBreaker()).isEqualTo(BreakerState.BREAKER_STATE_CLOSED);
    assertThat(status.getLinesList())
        .containsExactly(
            LineStatus.newBuilder().setName("a").setUp(true).build(),
            LineStatus.newBuilder().setName("b").setWhy("not in use").build());
    assertThat(status.getRejectionsList())
        .extracting(RejectionCount::getReason, RejectionCount::getCount)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("zero_price", 1L),
            org.assertj.core.api.Assertions.tuple("unknown_symbol", 1L));
    assertThat(status.getSymbols()).isOne();
    assertThat(status.getStaleSymbols()).isZero();
    assertThat(status.getSince()).isEqualTo(NOW);
  }

  @Test
  void staffMoveTheFeedAndItsQuotesNeverGoBack() throws Exception {
    run();
    say("a", 1_000_000, NOW);
    var before = awaitQuote(quote -> quote.getLastPx() == 1_000_000);
    assertThat(before.getSource()).isEqualTo("a");

    assertThat(ask(FailOverTarget.FAIL_OVER_TARGET_NEXT).getActiveLine()).isEqualTo("b");
    var between = awaitQuote(Quote::getStale);
    assertThat(between.getLastPx()).isEqualTo(1_000_000);
    assertThat(between.getAsOf()).isEqualTo(NOW);
    say("b", 1_000_100, NOW + 1);
    var after = awaitQuote(quote -> !quote.getStale());
    assertThat(after.getSource()).isEqualTo("b");
    assertThat(after.getVolume()).isEqualTo(2);
    assertThat(after.getEpoch()).isEqualTo(before.getEpoch());
    assertThat(after.getSeq()).isGreaterThan(between.getSeq());
    assertThat(between.getSeq()).isGreaterThan(before.getSeq());
    assertThat(awaitStatus(said -> said.getActiveLine().equals("b")).getBreaker())
        .isEqualTo(BreakerState.BREAKER_STATE_OPEN);

    assertThat(ask(FailOverTarget.FAIL_OVER_TARGET_NEXT).getRefusal().getCode())
        .isEqualTo("market.feed_line");
    assertThat(ask(FailOverTarget.FAIL_OVER_TARGET_RETURN).getActiveLine()).isEqualTo("a");
    assertThat(ask(FailOverTarget.FAIL_OVER_TARGET_RETURN).hasRefusal()).isTrue();
    assertThat(ask(FailOverTarget.FAIL_OVER_TARGET_UNSPECIFIED).hasRefusal()).isTrue();
  }

  @Test
  void allLinesGoneKeepsTheValuesAndShowsTheirAge() throws Exception {
    run();
    say("a", 1_000_000, NOW);
    awaitQuote(quote -> quote.getLastPx() == 1_000_000);

    onLoop(() -> opened.getLast().down());

    var stale = awaitQuote(Quote::getStale);
    assertThat(stale.getLastPx()).isEqualTo(1_000_000);
    assertThat(stale.getAsOf()).isEqualTo(NOW);
    awaitStatus(said -> said.getActiveLine().equals("b"));
    var last = awaitStatus(said -> !said.getLines(1).getUp() && said.getStaleBps() > 0);
    assertThat(last.getStaleSymbols()).isOne();
    assertThat(health.isUp("feed.itch.0")).isFalse();
  }

  private void run() {
    var lines = List.of(line("a"), line("b"));
    var limits = new FeedBreaker.Limits(500, 60, 60_000);
    var metrics = new FeedMetrics(new SimpleMeterRegistry(), "itch");
    var context = new FeedContext("feed.itch.0", vertx, health, metrics, () -> NOW);
    var normaliser = new Normaliser(symbol -> new TradeDays(ZoneOffset.UTC), 5_000, LATE);
    var service =
        new FeedService(
            new FailoverSession("itch", lines, limits, () -> NOW - LATE),
            all -> true,
            normaliser,
            List.of(new BusPublisher(bus, 1, "itch", () -> NOW)),
            context);
    onLoop(
        () -> {
          var instrument = Instrument.newBuilder().setSymbol(SYMBOL).setTickSize(100).build();
          service.list(instrument, Optional.empty());
          service.start();
          desk.open(service);
        });
  }

  private FeedSessions.Line line(String name) {
    return new FeedSessions.Line(
        name,
        () -> {
          var session = new ScriptedSession(name, new ArrayList<>());
          opened.add(session);
          return session;
        });
  }

  private void say(String line, long px, long micros) {
    onLoop(
        () -> {
          var session = opened.getLast();
          assertThat(session.name()).isEqualTo(line);
          session.up();
          session.trade(SYMBOL, px, micros);
        });
  }

  private FeedFailOverReply ask(FailOverTarget target) {
    var request = FeedFailOverRequest.newBuilder().setTarget(target).build();
    return bus.<FeedFailOverReply>request(Addresses.feedFailOver("itch", 0), request)
        .timeout(10, TimeUnit.SECONDS)
        .await();
  }

  private void onLoop(Runnable work) {
    Future.<Void>future(
            promise ->
                loop.runOnContext(
                    now -> {
                      work.run();
                      promise.complete();
                    }))
        .timeout(10, TimeUnit.SECONDS)
        .await();
  }

  private Quote awaitQuote(Predicate<Quote> wanted) throws InterruptedException {
    return await(quotes, wanted);
  }

  private FeedStatus awaitStatus(Predicate<FeedStatus> wanted) throws InterruptedException {
    return await(statuses, wanted);
  }

  private static <T> T await(BlockingQueue<T> said, Predicate<T> wanted)
      throws InterruptedException {
    while (true) {
      var next = said.poll(20, TimeUnit.SECONDS);
      assertThat(next).as("what is awaited").isNotNull();
      if (wanted.test(next)) {
        return next;
      }
    }
  }
}
