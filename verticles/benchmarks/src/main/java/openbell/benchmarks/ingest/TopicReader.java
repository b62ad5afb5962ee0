package openbell.benchmarks.ingest;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics from a place to their present end. Blocks; for one thread. */
public final class TopicReader implements AutoCloseable {
  /** Every record that a partition holds. */
  public static final long ALL = Long.MAX_VALUE / 2;

  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;

  public TopicReader(String bootstrap) {
    consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", bootstrap, "max.poll.records", 5_000),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /**
   * Hands over each record's message.
   *
   * @param newest how many records of each partition, at most, counted from its end
   */
  public <M> void read(String topic, long newest, Parser<M> parser, Consumer<M> receiver) {
    var partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    consumer.assign(partitions);
    var ends = consumer.endOffsets(partitions);
    var begins = consumer.beginningOffsets(partitions);
    partitions.forEach(at -> consumer.seek(at, Math.max(begins.get(at), ends.get(at) - newest)));
    readTo(ends, parser, receiver);
  }

  private <M> void readTo(Map<TopicPartition, Long> ends, Parser<M> parser, Consumer<M> receiver) {
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      for (var record : consumer.poll(POLL)) {
        receiver.accept(parse(parser, record.value()));
      }
    }
  }

  private static <M> M parse(Parser<M> parser, byte[] value) {
    try {
      return parser.parseFrom(value);
    } catch (InvalidProtocolBufferException malformed) {
      throw new IllegalStateException("a record of market data is malformed", malformed);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
