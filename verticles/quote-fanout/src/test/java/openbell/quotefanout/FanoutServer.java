package openbell.quotefanout;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import openbell.model.Addresses;
import openbell.model.EncodedDepths;
import openbell.runtime.Config;
import openbell.runtime.Endpoints;
import openbell.runtime.HttpMount;
import openbell.runtime.HttpServerVerticle;
import openbell.runtime.Node;
import openbell.wire.account.AccountEvent;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.PriceLevel;
import openbell.wire.marketdata.Quote;
import openbell.wire.marketdata.Trade;
import openbell.wire.marketdata.TradeBatch;
import openbell.wire.reference.Instrument;

/** The real HTTP server with the fan-out's doors, on a Vert.x of its own; the stores are away. */
final class FanoutServer implements AutoCloseable {
  private final Vertx vertx;
  // Their own: client and server of one Vert.x can wait for each other when it closes.
  private final Vertx clients = Vertx.vertx();
  private final Node node;
  private final QuoteFanout fanout;
  private final FakeGateway gateway;
  private final FakeLedger ledger;
  private final int port;
  private volatile Duration ahead = Duration.ZERO;

  private FanoutServer(Config config, Endpoints endpoints, int loops, FrameSink.Factory sinks) {
    this(config, endpoints, loops, sinks, 10_000);
  }

  private FanoutServer(
      Config config, Endpoints endpoints, int loops, FrameSink.Factory sinks, long headMs) {
    vertx =
        Vertx.builder()
            .with(new VertxOptions().setEventLoopPoolSize(loops + 1).setPreferNativeTransport(true))
            .build();
    node = Node.on(vertx, config, endpoints);
    gateway = new FakeGateway(node);
    ledger = new FakeLedger(node);
    node.instruments()
        .put(
            List.of(
                listing("XNSE:RELIANCE"),
                listing("XNSE:M&M"),
                listing("XNSE:BAJAJ-AUTO"),
                listing("XNAS:BRK.B")));
    fanout = new QuoteFanout(node, () -> Instant.now().plus(ahead));
    fanout.followTrades();
    fanout.followSessions();
    port = await(deploy(loops, () -> fanout.mount(sinks), headMs));
  }

  /** A server on one loop, with settings over the test profile's. */
  static FanoutServer start(String... settings) {
    return start(1, QuoteFanout::fastest, settings);
  }

  static FanoutServer start(int loops, FrameSink.Factory sinks, String... settings) {
    return new FanoutServer(config(settings), nowhere(), loops, sinks);
  }

  /** A server on which a connection has so long to bring its first request head. */
  static FanoutServer withHeadIn(long headMs) {
    return new FanoutServer(config(), nowhere(), 1, QuoteFanout::fastest, headMs);
  }

  /** A server that reads account events from a real Kafka. */
  static FanoutServer on(Endpoints stores) {
    var server = new FanoutServer(config(), stores, 2, QuoteFanout::fastest);
    server.fanout.followAccounts();
    return server;
  }

  static Config config(String... settings) {
    var all = new ArrayList<>(List.of("fanout.drainMs=0"));
    all.addAll(List.of(settings));
    return Config.load("demo", null, Map.of(), all);
  }

  private Future<Integer> deploy(int loops, HttpMount.Factory factory, long headMs) {
    var servers = Collections.synchronizedList(new ArrayList<HttpServerVerticle>());
    return vertx
        .deployVerticle(
            () -> {
              var server =
                  new HttpServerVerticle(List.of(factory), 0, TimeUnit.MILLISECONDS.toNanos(headMs))
                      .compressing(node.config().integer("http.webSocketCompression"));
              servers.add(server);
              return server;
            },
            new DeploymentOptions().setInstances(loops))
        .map(deployed -> servers.getFirst().actualPort());
  }

  /** Stops the HTTP server as a node does that ends; the future is complete when it has. */
  Future<Void> stop() {
    return Future.join(vertx.deploymentIDs().stream().map(vertx::undeploy).toList()).mapEmpty();
  }

  private static Endpoints nowhere() {
    return new Endpoints(
        new Endpoints.Postgres("127.0.0.1", 1, "none", "none", "none"),
        new Endpoints.Redis("127.0.0.1", 1, ""),
        new Endpoints.Kafka("127.0.0.1:1"));
  }

  static Instrument listing(String symbol) {
    return Instrument.newBuilder().setSymbol(symbol).setPrimaryListing(true).build();
  }

  /** A quote as a feed gives it. */
  static Quote.Builder quote(String symbol, long seq, long lastPx) {
    return Quote.newBuilder()
        .setSymbol(symbol)
        .setEpoch(7)
        .setSeq(seq)
        .setLastPx(lastPx)
        .setAsOf(1_000_000 + seq);
  }

  /** A depth of one bid as a feed gives it. */
  static Depth depth(String symbol, long seq, long bidPx) {
    return Depth.newBuilder()
        .setSymbol(symbol)
        .setEpoch(7)
        .setSeq(seq)
        .setAsOf(1_000_000 + seq)
        .addBids(PriceLevel.newBuilder().setPx(bidPx).setQty(3))
        .build();
  }

  /** The server's wall clock goes on by so much. */
  void advance(Duration time) {
    ahead = ahead.plus(time);
  }

  static long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  /** Adds a listing. */
  void list(String symbol) {
    node.instruments().put(List.of(listing(symbol)));
  }

  void feed(Quote.Builder... quotes) {
    node.quotes().accept(java.util.Arrays.stream(quotes).map(Quote.Builder::build).toList());
  }

  void depths(Depth... depths) {
    node.depths().accept(Stream.of(depths).map(EncodedDepths::of).toList());
  }

  /** Trades as a feed publishes them on the bus. */
  void trades(Trade... trades) {
    for (var trade : trades) {
      var shard =
          Addresses.shardOf(trade.getSymbol(), node.config().integer("marketdata.busShards"));
      node.bus().publish(Addresses.trades(shard), TradeBatch.newBuilder().addTrades(trade).build());
    }
  }

  void events(AccountEvent... events) {
    fanout.accountEvents(List.of(events));
  }

  WebSocketClientDouble connect(String path) {
    return WebSocketClientDouble.open(clients, port, path);
  }

  /** The Vert.x of clients. */
  Vertx clients() {
    return clients;
  }

  Node node() {
    return node;
  }

  QuoteFanout fanout() {
    return fanout;
  }

  FakeGateway gateway() {
    return gateway;
  }

  FakeLedger ledger() {
    return ledger;
  }

  /** Sockets of all doors. */
  int connections() {
    return java.util.Arrays.stream(FanoutMetrics.Transport.values())
        .mapToInt(fanout.metrics()::connections)
        .sum();
  }

  /** Symbols that somebody watches; read on the first engine's own loop. */
  int watchedSymbols() {
    var engine = fanout.engines().getFirst();
    var answer = io.vertx.core.Promise.<Integer>promise();
    engine.run(() -> answer.complete(engine.table().size()));
    return await(answer.future());
  }

  int port() {
    return port;
  }

  static <T> T await(Future<T> future) {
    try {
      return future.await(20, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException late) {
      throw new AssertionError("not in 20 s", late);
    }
  }

  @Override
  public void close() {
    await(vertx.close());
    // Not awaited: a client's close can miss a socket that the server has just closed.
    clients.close();
  }
}
