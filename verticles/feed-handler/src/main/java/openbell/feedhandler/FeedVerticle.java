package openbell.feedhandler;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import openbell.feedhandler.domain.FeedBreaker;
import openbell.feedhandler.domain.Normaliser;
import openbell.feedhandler.publish.BusPublisher;
import openbell.feedhandler.publish.FeedContext;
import openbell.feedhandler.publish.FeedMetrics;
import openbell.feedhandler.publish.KafkaPublisher;
import openbell.feedhandler.publish.MarketDataSink;
import openbell.feedhandler.publish.RedisSnapshots;
import openbell.runtime.Config;
import openbell.runtime.ConfigException;
import openbell.runtime.Node;

/** One feed: its session, its checks, and what is published of it, all on one event loop. */
final class FeedVerticle extends VerticleBase {
  private static final int MAX_WINDOW_SECONDS = 3_600;

  private final Node node;
  private final Feed feed;
  private final AtomicInteger ownedHere;
  private final FeedBreaker.Limits limits;
  private final long staleMicros;
  private FeedDesk desk;
  private FeedOwner owner;
  private RedisSnapshots redis;
  private KafkaPublisher kafka;

  /**
   * A feed that is not competed for yet.
   *
   * @param ownedHere how many feeds this node owns
   */
  FeedVerticle(Node node, Feed feed, AtomicInteger ownedHere) {
    this.node = node;
    this.feed = feed;
    this.ownedHere = ownedHere;
    this.limits = limits(node.config());
    this.staleMicros = TimeUnit.MILLISECONDS.toMicros(positive(node.config(), "feed.staleMs"));
  }

  private static FeedBreaker.Limits limits(Config config) {
    var stalePercent = positive(config, "feed.breaker.stalePercent");
    var windowSeconds = positive(config, "feed.breaker.windowMs") / 1_000;
    if (stalePercent >= 100 || windowSeconds < 1 || windowSeconds > MAX_WINDOW_SECONDS) {
      throw new ConfigException(
          "The configuration key feed.breaker.stalePercent takes 1 to 99, and"
              + " feed.breaker.windowMs 1000 to 3600000.");
    }
    return new FeedBreaker.Limits(
        stalePercent * 100, windowSeconds, positive(config, "feed.breaker.probeMs"));
  }

  private static int positive(Config config, String key) {
    var value = config.integer(key);
    if (value < 1) {
      throw new ConfigException(
          "The configuration key " + key + " takes a positive number, not " + value + ".");
    }
    return value;
  }

  /** The feed's lease and its part in health. */
  String lease() {
    return feed.name().lease();
  }

  /** Gives the feed to another node, if this one runs it. Thread-safe. */
  void give() {
    context.runOnContext(now -> owner.give(node.leases()));
  }

  @Override
  public Future<?> start() {
    var config = node.config();
    var source = feed.name().session();
    var feedContext =
        new FeedContext(
            feed.name().lease(),
            vertx,
            node.health(),
            new FeedMetrics(node.metrics(), source),
            FeedHandlerVerticle::nowMicros);
    var bus =
        new BusPublisher(
            node.bus(), config.integer("marketdata.busShards"), source, feedContext.nowMicros());
    redis = new RedisSnapshots(feedContext, node.redis(), node.quotes());
    kafka =
        new KafkaPublisher(
            feedContext, node.endpoints().kafka(), source, config.integer("kafka.partitions"));
    var sinks = List.<MarketDataSink>of(bus, redis, kafka);
    var days = new MarketDays();
    desk = new FeedDesk(node.bus(), feed.name(), node.id(), feedContext.nowMicros());
    owner =
        new FeedOwner(
            feedContext, node.instruments(), redis, desk, () -> service(days, sinks, feedContext));
    redis.start();
    kafka.start();
    owner.start(node.leases(), ownedHere);
    desk.start(vertx);
    return Future.succeededFuture();
  }

  private FeedService service(MarketDays days, List<MarketDataSink> sinks, FeedContext context) {
    var nowMicros = context.nowMicros();
    var normaliser = new Normaliser(days::of, nowMicros.getAsLong(), staleMicros);
    var session =
        new FailoverSession(
            feed.name().session(), feed.lines(), limits, () -> nowMicros.getAsLong() - staleMicros);
    return new FeedService(session, feed::covers, normaliser, sinks, context);
  }

  @Override
  public Future<?> stop() {
    desk.stop(vertx);
    return owner.stop().eventually(redis::stop).eventually(kafka::stop);
  }
}
