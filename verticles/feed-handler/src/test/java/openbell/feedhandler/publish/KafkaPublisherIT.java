package openbell.feedhandler.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import openbell.embedded.Store;
import openbell.model.Addresses;
import openbell.model.Topics;
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
import org.junit.jupiter.api.Test;

/** The batches in the real Kafka. */
class KafkaPublisherIT extends SinkFixture {
  private final TestChanges changes = new TestChanges();

  @Test
  void kafkaRestartIsRecoveredAndNoTradeIsLost() throws Exception {
    var kafka = onLoop(this::startKafka);
    run(() -> kafka.accept(trades(1)));
    awaitTrades(kafka, Set.of(1L));

    stores.stop(Store.KAFKA);
    run(() -> kafka.accept(trades(2)));
    awaitUntil(() -> !node.health().isUp("feed-kafka"));
    run(() -> kafka.accept(trades(3)));
    stores.restart(Store.KAFKA);

    awaitTrades(kafka, Set.of(1L, 2L, 3L));
    awaitUntil(() -> node.health().isUp("feed-kafka"));
    onLoop(kafka::stop);
  }

  private void awaitTrades(KafkaPublisher kafka, Set<Long> wanted) {
    try (var consumer = consumer(Topics.MARKETDATA_TRADES, Addresses.shardOf(SYMBOL, 2))) {
      consumer.seekToBeginning(consumer.assignment());
      var seqs = new HashSet<Long>();
      awaitUntil(
          () -> {
            pump(kafka);
            for (var record : consumer.poll(Duration.ofMillis(100))) {
              TradeBatch.parseFrom(record.value())
                  .getTradesList()
                  .forEach(trade -> seqs.add(trade.getSeq()));
            }
            return seqs.containsAll(wanted);
          });
    }
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
                  changes.of(
                      List.of(quote(3, 1, 100)),
                      List.of(depth()),
                      List.of(EncodedTrade.of(trade.build())))));

      var batch = QuoteBatch.parseFrom(next(bbo, kafka).value());
      assertThat(batch.getSource()).isEqualTo("test");
      assertThat(batch.getQuotesList()).containsExactly(quote(3, 1, 100));
      assertThat(TradeBatch.parseFrom(next(trades, kafka).value()).getTradesList())
          .containsExactly(trade.build());
      var record = next(latest, kafka);
      assertThat(record.key()).isEqualTo(SYMBOL);
      assertThat(Quote.parseFrom(record.value())).isEqualTo(quote(3, 1, 100));
      onLoop(kafka::stop);
    }
  }

  private MarketDataChanges trades(long seq) {
    var trade = Trade.newBuilder().setSymbol(SYMBOL).setEpoch(9).setSeq(seq).setPx(1).setQty(1);
    return changes.of(List.of(), List.of(), List.of(EncodedTrade.of(trade.build())));
  }

  private Future<KafkaPublisher> startKafka() {
    var kafka = new KafkaPublisher(context, endpoints.kafka(), "test", 2);
    kafka.start();
    return Future.succeededFuture(kafka);
  }

  private static EncodedDepth depth() {
    var depth =
        Depth.newBuilder()
            .setSymbol(SYMBOL)
            .addBids(PriceLevel.newBuilder().setPx(100).setQty(1))
            .build();
    return new EncodedDepth(0, SYMBOL, 0, 0, depth.toByteString());
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

  /** As the feed does each 10 ms: until the broker knows the topics, a write fails. */
  private void pump(KafkaPublisher kafka) {
    run(() -> kafka.accept(changes.of(List.of(), List.of(), List.of())));
  }

  private ConsumerRecord<String, byte[]> next(
      KafkaConsumer<String, byte[]> consumer, KafkaPublisher kafka) {
    var found = new ArrayList<ConsumerRecord<String, byte[]>>();
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (found.isEmpty() && System.nanoTime() < deadline) {
      pump(kafka);
      consumer.poll(Duration.ofMillis(100)).forEach(found::add);
    }
    assertThat(found).isNotEmpty();
    return found.getFirst();
  }
}
