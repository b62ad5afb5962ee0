package openbell.feedhandler;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import openbell.feedhandler.domain.Normaliser;
import openbell.feedhandler.publish.BusPublisher;
import openbell.feedhandler.publish.FeedContext;
import openbell.feedhandler.publish.FeedMetrics;
import openbell.feedhandler.publish.KafkaPublisher;
import openbell.feedhandler.publish.MarketDataSink;
import openbell.feedhandler.publish.RedisSnapshots;
import openbell.feedhandler.replay.ReplayOptions;
import openbell.feedhandler.replay.ReplaySession;
import openbell.feedhandler.session.FeedSession;
import openbell.feedhandler.session.SimulatorSession;
import openbell.runtime.ConfigException;
import openbell.runtime.Node;

/**
 * The feed handler: one session, its checks, and what is published of it, all on this verticle's
 * event loop. Of several nodes with this role the one that holds the lease {@code feed.<session>}
 * publishes; the others wait.
 */
public final class FeedHandlerVerticle extends VerticleBase {
  private static final String SESSION = "feed.session";

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
    var source = config.string(SESSION);
    var metrics = new FeedMetrics(node.metrics(), source);
    var context = new FeedContext(vertx, node.health(), metrics, FeedHandlerVerticle::nowMicros);
    var sessions = sessions(context);
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
              return new FeedService(sessions.get(), normaliser, sinks, context);
            });
    redis.start();
    kafka.start();
    owner.start(node.leases(), "feed." + source);
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    return owner.stop().eventually(redis::stop).eventually(kafka::stop);
  }

  /** Checked at the start, used whenever this process takes the feed over. */
  private Supplier<FeedSession> sessions(FeedContext context) {
    var config = node.config();
    var session = config.string(SESSION);
    return switch (session) {
      case "simulator" -> {
        var partitions = config.integer("venue.partitions");
        yield () -> new SimulatorSession(vertx, node.bus(), partitions);
      }
      case "replay" -> {
        var options = ReplayOptions.of(config);
        yield () -> new ReplaySession(vertx, context.nowMicros(), options);
      }
      default ->
          throw new ConfigException(
              "The configuration key feed.session takes simulator or replay, not " + session + ".");
    };
  }

  private static long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }
}
