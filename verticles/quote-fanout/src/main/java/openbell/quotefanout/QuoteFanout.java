package openbell.quotefanout;

import com.google.protobuf.InvalidProtocolBufferException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.WebSocket;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import openbell.model.Addresses;
import openbell.model.Topics;
import openbell.runtime.FactConsumer;
import openbell.runtime.HttpMount;
import openbell.runtime.Node;
import openbell.wire.account.AccountEvent;
import openbell.wire.gateway.SessionEnded;
import openbell.wire.marketdata.Trade;
import openbell.wire.marketdata.TradeBatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's fan-out: hands quotes and account events to the engine of each event loop. One per node;
 * one listener on the quote board and one Kafka consumer, however many sockets there are.
 */
public final class QuoteFanout {
  private static final Logger LOG = LoggerFactory.getLogger(QuoteFanout.class);
  private static final int MAX_POLL_RECORDS = 2_000;

  private final Node node;
  private final FanoutConfig config;
  private final FanoutMetrics metrics;
  private final InstantSource clock;
  private final List<FanoutEngine> engines = new CopyOnWriteArrayList<>();

  QuoteFanout(Node node, InstantSource clock) {
    this.node = node;
    this.clock = clock;
    this.config = FanoutConfig.of(node.config());
    this.metrics = new FanoutMetrics(node.metrics());
    node.quotes().listen(batch -> engines.forEach(engine -> engine.offer(batch)));
    node.depths().listen(batch -> engines.forEach(engine -> engine.offerDepths(batch)));
  }

  /**
   * The streaming doors of a node, for its HTTP server; starts to read account events. Called once
   * per node. To be mounted before what reads request bodies.
   */
  public static HttpMount.Factory mounts(Node node) {
    var fanout = new QuoteFanout(node, InstantSource.system());
    fanout.followAccounts();
    fanout.followTrades();
    fanout.followSessions();
    return () -> fanout.mount(QuoteFanout::fastest);
  }

  /** The mount of the calling event loop. */
  HttpMount mount(FrameSink.Factory sinks) {
    var engine = new FanoutEngine(node, config, metrics, clock);
    engines.add(engine);
    engine.start();
    return new FanoutMount(engine, new Upgrades(engine, sinks));
  }

  /** The fast path where the socket's pipeline allows it, else the public API. */
  static FrameSink fastest(HttpConnection connection, WebSocket socket) {
    return NettyFrameSink.of(connection, socket).orElseGet(() -> new VertxFrameSink(socket));
  }

  /** Gives out account events as if they had come from Kafka. */
  void accountEvents(List<AccountEvent> events) {
    engines.forEach(engine -> engine.offerEvents(events));
  }

  FanoutMetrics metrics() {
    return metrics;
  }

  List<FanoutEngine> engines() {
    return engines;
  }

  /** Starts the node's one consumer of trades per bus shard; nothing keeps them. */
  void followTrades() {
    node.vertx()
        .getOrCreateContext()
        .runOnContext(
            mine -> {
              for (var shard = 0; shard < config.busShards(); shard++) {
                node.bus()
                    .<TradeBatch>subscribe(
                        Addresses.trades(shard), batch -> trades(batch.getTradesList()));
              }
            });
  }

  /** Starts the node's one consumer of the gateway's hints that a session has ended. */
  void followSessions() {
    node.vertx()
        .getOrCreateContext()
        .runOnContext(
            mine ->
                node.bus()
                    .<SessionEnded>subscribe(
                        Addresses.GATEWAY_SESSION_ENDED,
                        ended ->
                            engines.forEach(engine -> engine.offerEnded(ended.getSessionId()))));
  }

  private void trades(List<Trade> batch) {
    engines.forEach(engine -> engine.offerTrades(batch));
  }

  /** Starts the node's one consumer of account events. */
  void followAccounts() {
    var partitions = new HashMap<Integer, Long>();
    for (var i = 0; i < config.accountPartitions(); i++) {
      partitions.put(i, FactConsumer.FROM_END);
    }
    node.vertx()
        .getOrCreateContext()
        .runOnContext(
            mine ->
                new FactConsumer(
                        node.vertx(),
                        node.endpoints().kafka(),
                        node.health(),
                        "fanout-account-events",
                        MAX_POLL_RECORDS)
                    .start(Topics.ACCOUNT_EVENTS, partitions, this::accountRecords));
  }

  private Future<Void> accountRecords(List<ConsumerRecord<String, byte[]>> records) {
    var events = new ArrayList<AccountEvent>(records.size());
    for (var record : records) {
      try {
        events.add(AccountEvent.parseFrom(record.value()));
      } catch (InvalidProtocolBufferException malformed) {
        // The sockets see the gap and ask the ledger, which is the truth.
        LOG.error("account event {} is malformed and left out", record, malformed);
      }
    }
    accountEvents(events);
    return Future.succeededFuture();
  }
}
