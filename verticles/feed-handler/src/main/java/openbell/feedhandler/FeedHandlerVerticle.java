package openbell.feedhandler;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import openbell.runtime.ConfigException;
import openbell.runtime.Node;

/**
 * The feed handler: one session, its checks, and what is published of it, all on this verticle's
 * event loop. Of several nodes with this role the one that holds the lease {@code feed.<session>}
 * publishes; the others wait.
 */
public final class FeedHandlerVerticle extends VerticleBase {
  private final Node node;
  private FeedOwner owner;
  private RedisSnapshots redis;
  private KafkaPublisher kafka;

  public FeedHandlerVerticle(Node node) {
    this.node = node;
  }

  @Override
  public Future<?> start() {
    var config = node.config();
    var source = config.string("feed.session");
    var metrics = new FeedMetrics(node.metrics(), source);
    var context = new FeedContext(vertx, node.health(), metrics, FeedHandlerVerticle::nowMicros);
    var bus =
        new BusPublisher(
            node.bus(), config.integer("marketdata.busShards"), source, context.nowMicros());
    redis = new RedisSnapshots(context, node.redis(), node.quotes());
    kafka =
        new KafkaPublisher(
            context, node.endpoints().kafka(), source, config.integer("kafka.partitions"));
    var sinks = List.<MarketDataSink>of(bus, redis, kafka);
    owner =
        new FeedOwner(
            context,
            node.instruments(),
            redis,
            new MarketDays()::of,
            normaliser -> new FeedService(session(), normaliser, sinks, context));
    redis.start();
    kafka.start();
    owner.start(node.leases(), "feed." + source);
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    return owner.stop().eventually(redis::stop).eventually(kafka::stop);
  }

  private FeedSession session() {
    var config = node.config();
    return switch (config.string("feed.session")) {
      case "simulator" ->
          new SimulatorSession(vertx, node.bus(), config.integer("venue.partitions"));
      default ->
          throw new ConfigException(
              "The configuration key feed.session takes simulator, not "
                  + config.string("feed.session")
                  + ".");
    };
  }

  private static long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }
}
