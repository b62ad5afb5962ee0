package openbell.feedhandler.capture;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import openbell.model.Topics;
import openbell.runtime.Endpoints;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.DepthBatch;
import openbell.wire.marketdata.Trade;
import openbell.wire.marketdata.TradeBatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what a running platform publishes, from now on: the depths and trades of its Kafka topics
 * with the stamps of their records, after the books of the last two minutes as they stand. Costs
 * the platform nothing but one more reader. Blocking; on one thread.
 */
public final class KafkaCapture implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaCapture.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long STATE_MS = 120_000;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Set<String> symbols;

  /**
   * A capture that has not begun.
   *
   * @param symbols canonical; empty for all
   */
  public KafkaCapture(Endpoints.Kafka kafka, Set<String> symbols) {
    var settings = new Properties();
    settings.put("bootstrap.servers", kafka.bootstrap());
    settings.put("client.id", "capture");
    settings.put("enable.auto.commit", "false");
    settings.put("auto.offset.reset", "latest");
    settings.put("default.api.timeout.ms", "10000");
    var bytes = new ByteArrayDeserializer();
    this.consumer = new KafkaConsumer<>(settings, bytes, bytes);
    this.symbols = Set.copyOf(symbols);
  }

  /**
   * Writes until it is told to stop, the file is full or the time, from the first live update on,
   * is over.
   *
   * @throws IOException if the file cannot be written
   */
  public void run(CaptureWriter into, Duration time, BooleanSupplier isStopped) throws IOException {
    var partitions =
        List.of(Topics.MARKETDATA_DEPTH, Topics.MARKETDATA_TRADES).stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(each -> new TopicPartition(each.topic(), each.partition()))
            .toList();
    consumer.assign(partitions);
    learnState(partitions, into);
    var start = System.nanoTime();
    while (!isStopped.getAsBoolean()
        && !into.isFull()
        && System.nanoTime() - start < time.toNanos()) {
      for (var fact : consumer.poll(POLL)) {
        write(fact, into);
      }
    }
  }

  /** The newest depths of the last minutes: the file begins with them. */
  private void learnState(List<TopicPartition> partitions, CaptureWriter into) throws IOException {
    var now = System.currentTimeMillis();
    var ends = consumer.endOffsets(partitions);
    var since = new HashMap<TopicPartition, Long>();
    partitions.forEach(each -> since.put(each, now - STATE_MS));
    consumer
        .offsetsForTimes(since)
        .forEach(
            (partition, found) ->
                consumer.seek(partition, found == null ? ends.get(partition) : found.offset()));
    while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
      for (var fact : consumer.poll(POLL)) {
        if (fact.topic().equals(Topics.MARKETDATA_DEPTH)) {
          depths(fact).stream().filter(each -> isWanted(each.getSymbol())).forEach(into::know);
        }
      }
    }
    into.beginWithState(TimeUnit.MILLISECONDS.toMicros(now));
  }

  private static List<Depth> depths(ConsumerRecord<byte[], byte[]> fact) {
    try {
      return DepthBatch.parseFrom(fact.value()).getDepthsList();
    } catch (InvalidProtocolBufferException malformed) {
      LOG.warn("a record of {} is malformed and left out", fact.topic(), malformed);
      return List.of();
    }
  }

  private static List<Trade> trades(ConsumerRecord<byte[], byte[]> fact) {
    try {
      return TradeBatch.parseFrom(fact.value()).getTradesList();
    } catch (InvalidProtocolBufferException malformed) {
      LOG.warn("a record of {} is malformed and left out", fact.topic(), malformed);
      return List.of();
    }
  }

  private void write(ConsumerRecord<byte[], byte[]> fact, CaptureWriter into) throws IOException {
    var stamp = TimeUnit.MILLISECONDS.toMicros(fact.timestamp());
    if (fact.topic().equals(Topics.MARKETDATA_DEPTH)) {
      for (var depth : depths(fact)) {
        if (isWanted(depth.getSymbol())) {
          into.add(stamp, depth);
        }
      }
    } else {
      for (var trade : trades(fact)) {
        if (isWanted(trade.getSymbol())) {
          into.add(stamp, trade);
        }
      }
    }
  }

  private boolean isWanted(String symbol) {
    return symbols.isEmpty() || symbols.contains(symbol);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
