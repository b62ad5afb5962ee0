package openbell.feedhandler;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import openbell.embedded.EmbeddedStores;
import openbell.model.Addresses;
import openbell.model.RedisKeys;
import openbell.model.SnapshotValue;
import openbell.model.Topics;
import openbell.runtime.Config;
import openbell.runtime.ConfigException;
import openbell.runtime.Endpoints;
import openbell.runtime.KafkaTopics;
import openbell.runtime.Migrations;
import openbell.runtime.Node;
import openbell.wire.feed.FeedStatus;
import openbell.wire.marketdata.Quote;
import openbell.wire.marketdata.QuoteBatch;
import openbell.wire.reference.Instrument;
import org.junit.jupiter.api.Test;

/** Two nodes with the role, each with a bus and a venue of its own, on the same real stores. */
class FeedHandlerVerticleIT {
  private static final String SYMBOL = "XNSE:FAILOVER";
  private static final Config CONFIG =
      Config.load(
          "demo",
          null,
          Map.of(),
          List.of("kafka.partitions=2", "marketdata.busShards=1", "venue.partitions=1"));

  private final EmbeddedStores stores = EmbeddedStores.forTests();
  private final Endpoints endpoints = Endpoints.read(stores.endpointsFile());

  @Test
  void oneNodePublishesAndAnotherGoesOnFromTheSameDay() throws Exception {
    Migrations.run(endpoints.postgres(), "runtime");
    KafkaTopics.ensure(endpoints.kafka(), CONFIG);
    var first = new FeedNode();
    first.list();
    first.deploy();
    first.awaitQuote(quote -> !quote.getStale());

    var second = new FeedNode();
    second.deploy();
    second.awaitStatus(() -> second.node.health().isUp("feed.simulator.0"));
    assertThat(second.status.getOwner()).isFalse();
    first.venue.trade(1_000_000, 10, now());
    var before = first.awaitQuote(quote -> quote.getVolume() == 10);
    first.awaitStatus(() -> first.isInRedis(before));
    assertThat(first.status.getOwner()).isTrue();
    assertThat(first.status.getActiveLine()).isEqualTo("bus");
    assertThat(second.quotes).as("the one that waits").isEmpty();

    first.close();

    var after = second.awaitQuote(quote -> !quote.getStale());
    assertThat(after.getVolume()).isEqualTo(10);
    assertThat(after.getLastPx()).isEqualTo(1_000_000);
    assertThat(after.getEpoch()).isGreaterThan(before.getEpoch());
    second.venue.trade(1_000_500, 5, now());
    assertThat(second.awaitQuote(quote -> quote.getVolume() > 10).getVolume()).isEqualTo(15);
    second.close();
  }

  @Test
  void unknownSessionEndsTheDeploymentWithASentence() throws Exception {
    var vertx = Vertx.vertx();
    var node = Node.on(vertx, CONFIG.with("feed.sessions", "telegraph"), endpoints);

    var deployed = vertx.deployVerticle(new FeedHandlerVerticle(node)).<Throwable>map(id -> null);

    assertThat(await(deployed.recover(Future::succeededFuture)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("not telegraph");
    await(node.close());
  }

  private final class FeedNode {
    private final Vertx vertx = Vertx.vertx();
    private final Node node = Node.on(vertx, CONFIG, endpoints);
    private final FakeVenue venue = new FakeVenue(node.bus(), 0, SYMBOL);
    private final BlockingQueue<Quote> quotes = new LinkedBlockingQueue<>();
    private final BlockingQueue<FeedStatus> statuses = new LinkedBlockingQueue<>();
    private FeedStatus status = FeedStatus.getDefaultInstance();
    private String deployment = "";

    void list() throws Exception {
      var instrument =
          Instrument.newBuilder().setSymbol(SYMBOL).setTickSize(500).setVenuePartition(0).build();
      await(node.facts().send(Topics.REFERENCE_INSTRUMENTS, 0, SYMBOL, instrument.toByteArray()));
    }

    void deploy() throws Exception {
      node.bus()
          .<QuoteBatch>subscribe(
              Addresses.quotes(0),
              batch ->
                  batch.getQuotesList().stream()
                      .filter(quote -> quote.getSymbol().equals(SYMBOL))
                      .forEach(quotes::add));
      node.bus().<FeedStatus>subscribe(Addresses.FEED_STATUS, statuses::add);
      node.follow();
      await(venue.open());
      deployment = await(vertx.deployVerticle(new FeedHandlerVerticle(node)));
    }

    void close() throws Exception {
      await(vertx.undeploy(deployment));
      await(node.close());
    }

    boolean isInRedis(Quote quote) {
      var request = Request.cmd(Command.GET).arg(RedisKeys.bbo(SYMBOL));
      try {
        var value = await(node.redis().send(request)).toBuffer().getBytes();
        return Quote.parseFrom(SnapshotValue.message(value)).getSeq() == quote.getSeq();
      } catch (Exception failure) {
        throw new AssertionError(failure);
      }
    }

    /** Looks at a condition whenever the feed says how it does. */
    void awaitStatus(BooleanSupplier condition) throws InterruptedException {
      var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      do {
        assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
        var said = statuses.poll(30, TimeUnit.SECONDS);
        assertThat(said).as("a status").isNotNull();
        status = said;
      } while (!condition.getAsBoolean());
    }

    Quote awaitQuote(Predicate<Quote> wanted) throws InterruptedException {
      while (true) {
        var quote = quotes.poll(30, TimeUnit.SECONDS);
        assertThat(quote).as("a quote").isNotNull();
        if (wanted.test(quote)) {
          return quote;
        }
      }
    }
  }

  private static long now() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.timeout(30, TimeUnit.SECONDS).await();
  }
}
