package openbell.feedhandler;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import openbell.feedhandler.domain.Normaliser;
import openbell.feedhandler.publish.BusPublisher;
import openbell.feedhandler.publish.FeedContext;
import openbell.feedhandler.publish.FeedMetrics;
import openbell.feedhandler.publish.KafkaPublisher;
import openbell.feedhandler.publish.MarketDataSink;
import openbell.feedhandler.publish.RedisSnapshots;
import openbell.runtime.Node;

/** One feed: its session, its checks, and what is published of it, all on one event loop. */
final class FeedVerticle extends VerticleBase {
  private final Node node;
  private final Feed feed;
  private final AtomicInteger ownedHere;
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
  }

  @Override
  public Future<?> start() {
    var config = node.config();
    var source = feed.name().session();
    var context =
        new FeedContext(
            feed.name().lease(),
            vertx,
            node.health(),
            new FeedMetrics(node.metrics(), source),
            FeedHandlerVerticle::nowMicros);
    var bus =
        new BusPublisher(
            node.bus(), config.integer("marketdata.busShards"), source, context.nowMicros());
    redis = new RedisSnapshots(context, node.redis(), node.quotes());
    kafka =
        new KafkaPublisher(
            context, node.endpoints().kafka(), source, config.integer("kafka.partitions"));
    var sinks = List.<MarketDataSink>of(bus, redis, kafka);
    var days = new MarketDays();
    owner =
        new FeedOwner(
            context,
            node.instruments(),
            redis,
            () -> {
              var normaliser = new Normaliser(days::of, context.nowMicros().getAsLong());
              var session = feed.lines().getFirst().open().get();
              return new FeedService(session, feed::covers, normaliser, sinks, context);
            });
    redis.start();
    kafka.start();
    owner.start(node.leases(), ownedHere);
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    return owner.stop().eventually(redis::stop).eventually(kafka::stop);
  }
}
