package openbell.runtime;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one process gives to its verticles: Vert.x, bus, stores, leases, health, metrics, and what
 * every node knows. Thread-safe. Nothing here fails when a store is away: it shows in health.
 */
public final class Node {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final long RETRY_MS = 1_000;

  private final String id = UUID.randomUUID().toString();
  private final Vertx vertx;
  private final Config config;
  private final Endpoints endpoints;
  private final Bus bus;
  private final Shards shards;
  private final Redis redis;
  private final FactProducer facts;
  private final Leases leases;
  private final Health health = new Health();
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final InstrumentDirectory instruments = new InstrumentDirectory();
  private final QuoteBoard quotes;
  private final DepthBoard depths;

  private Node(Vertx vertx, Config config, Endpoints endpoints) {
    this.vertx = vertx;
    this.config = config;
    this.endpoints = endpoints;
    this.bus = new Bus(vertx);
    this.shards = new Shards(vertx, endpoints.postgres(), config.integer("postgres.poolSize"));
    this.redis = redis(vertx, endpoints.redis());
    this.facts = new FactProducer(vertx, endpoints.kafka(), "facts-" + id);
    this.leases = new Leases(vertx, shards.reference(), id);
    this.quotes = new QuoteBoard(vertx, config.integer("marketdata.busShards"));
    this.depths = new DepthBoard(config.integer("marketdata.busShards"));
  }

  /** Starts Vert.x (clustered if so configured) and makes the services; touches no store. */
  public static Future<Node> start(Config config, Endpoints endpoints) {
    return NodeVertx.start(config).map(vertx -> new Node(vertx, config, endpoints));
  }

  /** For tests and tools: the services on a Vert.x of the caller's. */
  public static Node on(Vertx vertx, Config config, Endpoints endpoints) {
    return new Node(vertx, config, endpoints);
  }

  /**
   * Starts to follow instruments and quotes, and to watch the stores. Called once, after the
   * migrations and the topics are there.
   */
  public void follow() {
    vertx
        .getOrCreateContext()
        .runOnContext(
            started -> {
              instruments.start(this);
              quotes.start(bus);
              depths.start(bus);
              new StoreWatch(this).start();
              instruments.loaded().onSuccess(loaded -> restoreQuotes());
            });
  }

  /** Closes the clients, then Vert.x. */
  public Future<Void> close() {
    return instruments
        .close()
        .eventually(facts::close)
        .eventually(() -> Future.join(shards.all().stream().map(pool -> pool.close()).toList()))
        .eventually(vertx::close);
  }

  private void restoreQuotes() {
    var symbols = instruments.all().stream().map(instrument -> instrument.getSymbol()).toList();
    quotes
        .restore(redis, symbols)
        .compose(restored -> depths.restore(redis, symbols))
        .onFailure(
            failure -> {
              LOG.warn("no quote snapshots from Redis: {}", failure.toString());
              vertx.timer(RETRY_MS, TimeUnit.MILLISECONDS).onSuccess(waited -> restoreQuotes());
            });
  }

  private static Redis redis(Vertx vertx, Endpoints.Redis redis) {
    var options =
        new RedisOptions()
            .setConnectionString("redis://" + redis.host() + ":" + redis.port())
            .setMaxPoolSize(8)
            .setMaxPoolWaiting(1_000);
    if (!redis.password().isEmpty()) {
      options.setPassword(redis.password());
    }
    return Redis.createClient(vertx, options);
  }

  /** This process's name: unique over all nodes and starts. */
  public String id() {
    return id;
  }

  public Vertx vertx() {
    return vertx;
  }

  public Config config() {
    return config;
  }

  public Endpoints endpoints() {
    return endpoints;
  }

  public Bus bus() {
    return bus;
  }

  /** The Postgres pools, by account. */
  public Shards shards() {
    return shards;
  }

  /** Pooled: a command after an outage connects again by itself. */
  public Redis redis() {
    return redis;
  }

  /** The node's idempotent producer. */
  public FactProducer facts() {
    return facts;
  }

  public Leases leases() {
    return leases;
  }

  public Health health() {
    return health;
  }

  public PrometheusMeterRegistry metrics() {
    return metrics;
  }

  public InstrumentDirectory instruments() {
    return instruments;
  }

  public QuoteBoard quotes() {
    return quotes;
  }

  public DepthBoard depths() {
    return depths;
  }
}
