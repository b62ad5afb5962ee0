package openbell.feedhandler;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import openbell.embedded.EmbeddedStores;
import openbell.embedded.Store;
import openbell.model.Addresses;
import openbell.model.RedisKeys;
import openbell.model.Topics;
import openbell.runtime.Config;
import openbell.runtime.Endpoints;
import openbell.runtime.KafkaTopics;
import openbell.runtime.Node;
import openbell.wire.common.Side;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.PriceLevel;
import openbell.wire.marketdata.Quote;
import openbell.wire.marketdata.QuoteBatch;
import openbell.wire.marketdata.Trade;
import openbell.wire.marketdata.TradeBatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sinks against the real Redis and the real Kafka. */
class StoresIT {
  private static final String SYMBOL = "XNSE:BAJAJ-AUTO";
  private static final long NOW = 1_700_000_000_000_000L;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final EmbeddedStores stores = EmbeddedStores.forTests();
  private final Endpoints endpoints = Endpoints.read(stores.endpointsFile());
  private final Config config =
      Config.load("demo", null, Map.of(), List.of("kafka.partitions=2", "marketdata.busShards=2"));
  private Vertx vertx;
  private Node node;
  private Context loop;
  private FeedContext context;

  @BeforeEach
  void connect() {
    vertx = Vertx.vertx();
    loop = vertx.getOrCreateContext();
    node = Node.on(vertx, config, endpoints);
    KafkaTopics.ensure(endpoints.kafka(), config);
    var metrics = new FeedMetrics(node.metrics(), "test");
    context = new FeedContext(vertx, node.health(), metrics, () -> NOW);
    await(node.redis().send(Request.cmd(Command.DEL).arg(RedisKeys.bbo(SYMBOL))));
  }

  @AfterEach
  void close() {
    await(node.close());
  }

  @Test
  void newestWinsInRedisAgainstAnOlderWrite() {
    var redis = onLoop(this::startRedis);

    write(redis, quote(7, 5, 100));
    awaitLastPx(100);
    write(redis, quote(7, 4, 200));
    write(redis, quote(6, 999, 300));
    write(redis, quote(7, 10, 400));

    awaitLastPx(400);
    assertThat(field("e")).isEqualTo("7");
    assertThat(field("q")).isEqualTo("10");
    onLoop(redis::stop);
  }

  @Test
  void olderWriteOfAnotherWriterIsRefusedByRedisItself() {
    var redis = onLoop(this::startRedis);
    write(redis, quote(8, 1, 500));
    awaitLastPx(500);
    onLoop(redis::stop);

    var late = onLoop(this::startRedis);
    write(late, quote(7, 1_000_000, 600));
    onLoop(late::stop);

    assertThat(await(late.load(List.of(SYMBOL))).get(SYMBOL).lastPx()).isEqualTo(500);
    assertThat(field("e")).isEqualTo("8");
  }

  @Test
  void redisRestartIsRecoveredWithTheNewestValue() throws Exception {
    var redis = onLoop(this::startRedis);
    write(redis, quote(9, 1, 700));
    awaitLastPx(700);

    stores.stop(Store.REDIS);
    write(redis, quote(9, 2, 800));
    awaitUntil(() -> !node.health().isUp("feed-redis"));
    write(redis, quote(9, 3, 900));
    stores.restart(Store.REDIS);

    awaitLastPx(900);
    awaitUntil(() -> node.health().isUp("feed-redis"));
    onLoop(redis::stop);
  }

  @Test
  void whatWasPublishedIsReadBackAtTheNextStart() {
    var redis = onLoop(this::startRedis);
    write(redis, quote(5, 77, 1_000).toBuilder().setVolume(42).setOpenPx(990).build());
    onLoop(redis::stop);

    var before = await(redis.load(List.of(SYMBOL, "XNSE:NOTHING")));

    assertThat(before).containsOnlyKeys(SYMBOL);
    assertThat(before.get(SYMBOL).epoch()).isEqualTo(5);
    assertThat(before.get(SYMBOL).volume()).isEqualTo(42);
    assertThat(before.get(SYMBOL).ohlc().openPx()).isEqualTo(990);
  }

  @Test
  void batchesLandInTheSymbolsPartition() throws Exception {
    var partition = Addresses.shardOf(SYMBOL, 2);
    try (var bbo = consumer(Topics.MARKETDATA_BBO, partition);
        var trades = consumer(Topics.MARKETDATA_TRADES, partition);
        var latest = consumer(Topics.MARKETDATA_LATEST, partition)) {
      var kafka = onLoop(this::startKafka);
      var trade =
          Trade.newBuilder().setSymbol(SYMBOL).setPx(100).setQty(3).setAggressor(Side.SIDE_BUY);
      run(
          () ->
              kafka.accept(
                  new MarketDataChanges(
                      List.of(quote(3, 1, 100)), List.of(depth()), List.of(trade.build()))));

      var batch = QuoteBatch.parseFrom(next(bbo).value());
      assertThat(batch.getSource()).isEqualTo("test");
      assertThat(batch.getQuotesList()).containsExactly(quote(3, 1, 100));
      assertThat(TradeBatch.parseFrom(next(trades).value()).getTradesList())
          .containsExactly(trade.build());
      var record = next(latest);
      assertThat(record.key()).isEqualTo(SYMBOL);
      assertThat(Quote.parseFrom(record.value())).isEqualTo(quote(3, 1, 100));
      onLoop(kafka::stop);
    }
  }

  @Test
  void kafkaRestartIsRecoveredAndNoTradeIsLost() throws Exception {
    var partition = Addresses.shardOf(SYMBOL, 2);
    var kafka = onLoop(this::startKafka);
    run(() -> kafka.accept(trades(1)));
    awaitUntil(() -> node.health().isUp("feed-kafka"));

    stores.stop(Store.KAFKA);
    run(() -> kafka.accept(trades(2)));
    awaitUntil(() -> !node.health().isUp("feed-kafka"));
    run(() -> kafka.accept(trades(3)));
    stores.restart(Store.KAFKA);

    try (var consumer = consumer(Topics.MARKETDATA_TRADES, partition)) {
      consumer.seekToBeginning(consumer.assignment());
      var seqs = new HashSet<Long>();
      awaitUntil(
          () -> {
            run(() -> kafka.accept(new MarketDataChanges(List.of(), List.of(), List.of())));
            for (var record : consumer.poll(Duration.ofMillis(100))) {
              TradeBatch.parseFrom(record.value())
                  .getTradesList()
                  .forEach(trade -> seqs.add(trade.getSeq()));
            }
            return seqs.containsAll(List.of(1L, 2L, 3L));
          });
    }
    awaitUntil(() -> node.health().isUp("feed-kafka"));
    onLoop(kafka::stop);
  }

  private static MarketDataChanges trades(long seq) {
    var trade = Trade.newBuilder().setSymbol(SYMBOL).setEpoch(9).setSeq(seq).setPx(1).setQty(1);
    return new MarketDataChanges(List.of(), List.of(), List.of(trade.build()));
  }

  private Future<RedisSnapshots> startRedis() {
    var redis = new RedisSnapshots(context, node.redis(), node.quotes());
    redis.start();
    return Future.succeededFuture(redis);
  }

  private Future<KafkaPublisher> startKafka() {
    var kafka = new KafkaPublisher(context, endpoints.kafka(), "test", 2);
    kafka.start();
    return Future.succeededFuture(kafka);
  }

  private void write(RedisSnapshots redis, Quote quote) {
    run(() -> redis.accept(new MarketDataChanges(List.of(quote), List.of(), List.of())));
  }

  private static Quote quote(long epoch, long seq, long lastPx) {
    return Quote.newBuilder()
        .setSymbol(SYMBOL)
        .setEpoch(epoch)
        .setSeq(seq)
        .setLastPx(lastPx)
        .build();
  }

  private static Depth depth() {
    return Depth.newBuilder()
        .setSymbol(SYMBOL)
        .addBids(PriceLevel.newBuilder().setPx(100).setQty(1))
        .build();
  }

  private KafkaConsumer<String, byte[]> consumer(String topic, int partition) {
    var settings = Map.<String, Object>of("bootstrap.servers", endpoints.kafka().bootstrap());
    var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    var assigned = List.of(new TopicPartition(topic, partition));
    consumer.assign(assigned);
    consumer.seekToEnd(assigned);
    consumer.position(assigned.getFirst());
    return consumer;
  }

  private static ConsumerRecord<String, byte[]> next(KafkaConsumer<String, byte[]> consumer) {
    var found = new ArrayList<ConsumerRecord<String, byte[]>>();
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (found.isEmpty() && System.nanoTime() < deadline) {
      consumer.poll(Duration.ofMillis(100)).forEach(found::add);
    }
    assertThat(found).isNotEmpty();
    return found.getFirst();
  }

  private String field(String name) {
    return await(node.redis().send(Request.cmd(Command.HGET).arg(RedisKeys.bbo(SYMBOL)).arg(name)))
        .toString();
  }

  private void awaitLastPx(long lastPx) {
    awaitQuote(quote -> quote.getLastPx() == lastPx);
  }

  private void awaitQuote(Predicate<Quote> wanted) {
    awaitUntil(
        () -> {
          var request = Request.cmd(Command.HGET).arg(RedisKeys.bbo(SYMBOL)).arg("v");
          var value = await(node.redis().send(request).otherwiseEmpty());
          return value != null && wanted.test(parse(value));
        });
  }

  private static Quote parse(Response value) throws InvalidProtocolBufferException {
    return Quote.parseFrom(value.toBuffer().getBytes());
  }

  private static void awaitUntil(Callable<Boolean> condition) {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!condition.call()) {
        assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  private void run(Runnable work) {
    onLoop(
        () -> {
          work.run();
          return Future.succeededFuture();
        });
  }

  private <T> T onLoop(Callable<Future<T>> work) {
    return await(
        Future.future(
            promise ->
                loop.runOnContext(
                    now -> {
                      try {
                        work.call().onComplete(promise);
                      } catch (Exception failure) {
                        promise.fail(failure);
                      }
                    })));
  }

  private static <T> T await(Future<T> future) {
    return future.timeout(30, TimeUnit.SECONDS).await();
  }
}
