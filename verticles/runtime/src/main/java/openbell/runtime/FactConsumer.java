package openbell.runtime;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.common.TopicPartition;
import io.vertx.kafka.client.consumer.KafkaConsumer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads assigned partitions of one topic from given offsets, committed records only, batch by
 * batch: the next poll starts when the batch before is done, so a slow handler holds its own input
 * back. Keeps no offsets: whoever applies the effect stores them with it. Runs on the context that
 * started it; a poll that fails is retried for ever, visible in {@link Health}.
 */
public final class FactConsumer {
  private static final Logger LOG = LoggerFactory.getLogger(FactConsumer.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long RETRY_MS = 500;

  /** Reads from the first record that is kept. */
  public static final long FROM_START = 0L;

  /** Reads what is written from now on. */
  public static final long FROM_END = -1L;

  /** One poll's records, in partition order; the future says when the next may come. */
  public interface BatchHandler
      extends Function<List<ConsumerRecord<String, byte[]>>, Future<Void>> {}

  private final Vertx vertx;
  private final Context context;
  private final Health health;
  private final String name;
  private final KafkaConsumer<String, byte[]> consumer;
  private BatchHandler handler;
  private boolean closed;
  private Promise<Void> idle;

  /**
   * A consumer that reads nothing yet.
   *
   * @param name the part's name in health, and the Kafka client id
   * @param maxPollRecords the most records of one batch
   */
  public FactConsumer(
      Vertx vertx, Endpoints.Kafka kafka, Health health, String name, int maxPollRecords) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.health = health;
    this.name = name;
    var settings = new HashMap<String, String>();
    settings.put("bootstrap.servers", kafka.bootstrap());
    settings.put("client.id", name);
    settings.put("key.deserializer", StringDeserializer.class.getName());
    settings.put("value.deserializer", ByteArrayDeserializer.class.getName());
    settings.put("enable.auto.commit", "false");
    settings.put("auto.offset.reset", "none");
    settings.put("isolation.level", "read_committed");
    settings.put("max.poll.records", String.valueOf(maxPollRecords));
    settings.put("fetch.max.wait.ms", String.valueOf(POLL.toMillis()));
    settings.put("default.api.timeout.ms", "5000");
    settings.put("reconnect.backoff.max.ms", "500");
    this.consumer = KafkaConsumer.create(vertx, settings);
  }

  /**
   * Starts reading.
   *
   * @param offsets partition to the next offset, {@link #FROM_START} or {@link #FROM_END}
   */
  public void start(String topic, Map<Integer, Long> offsets, BatchHandler batchHandler) {
    this.handler = batchHandler;
    context.runOnContext(started -> position(topic, offsets));
  }

  /**
   * The end offsets of the partitions as of now (read_committed: the last stable offset); the same
   * context as the reading.
   */
  public Future<Map<TopicPartition, Long>> endOffsets(Set<TopicPartition> partitions) {
    return consumer.endOffsets(partitions);
  }

  /** Moves to other offsets: after the one who stored them says that they changed. */
  public Future<Void> seek(String topic, Map<Integer, Long> offsets) {
    return seekAll(topic, offsets);
  }

  /** Stops; succeeds when the batch in hand is done and the consumer closed. */
  public Future<Void> close() {
    closed = true;
    health.remove(name);
    var done = idle == null ? Future.<Void>succeededFuture() : idle.future();
    return done.eventually(() -> consumer.close());
  }

  private void position(String topic, Map<Integer, Long> offsets) {
    var partitions = new java.util.HashSet<TopicPartition>();
    offsets.keySet().forEach(partition -> partitions.add(new TopicPartition(topic, partition)));
    consumer
        .assign(partitions)
        .compose(assigned -> seekAll(topic, offsets))
        .onSuccess(
            positioned -> {
              idle = Promise.promise();
              poll();
            })
        .onFailure(
            failure -> {
              health.down(name, "Kafka: " + failure.getMessage());
              retry(() -> position(topic, offsets));
            });
  }

  private Future<Void> seekAll(String topic, Map<Integer, Long> offsets) {
    var seeks = new ArrayList<Future<Void>>();
    var toStart = new java.util.HashSet<TopicPartition>();
    var toEnd = new java.util.HashSet<TopicPartition>();
    offsets.forEach(
        (partition, offset) -> {
          var at = new TopicPartition(topic, partition);
          if (offset == FROM_START) {
            toStart.add(at);
          } else if (offset == FROM_END) {
            toEnd.add(at);
          } else {
            seeks.add(consumer.seek(at, offset));
          }
        });
    if (!toStart.isEmpty()) {
      seeks.add(consumer.seekToBeginning(toStart));
    }
    if (!toEnd.isEmpty()) {
      seeks.add(consumer.seekToEnd(toEnd));
    }
    return Future.join(seeks).mapEmpty();
  }

  private void poll() {
    if (closed) {
      idle.tryComplete();
      return;
    }
    consumer
        .poll(POLL)
        .onSuccess(
            batch -> {
              health.up(name);
              handle(batch.records());
            })
        .onFailure(
            failure -> {
              LOG.warn("{} cannot poll: {}", name, failure.toString());
              health.down(name, "Kafka: " + failure.getMessage());
              retry(this::poll);
            });
  }

  private void handle(org.apache.kafka.clients.consumer.ConsumerRecords<String, byte[]> batch) {
    if (batch.isEmpty()) {
      poll();
      return;
    }
    var records = new ArrayList<ConsumerRecord<String, byte[]>>(batch.count());
    batch.forEach(records::add);
    apply(records);
  }

  /** A batch is never skipped: it is tried again until it is applied. */
  private void apply(List<ConsumerRecord<String, byte[]>> records) {
    if (closed) {
      idle.tryComplete();
      return;
    }
    Future<Void> applied;
    try {
      applied = handler.apply(records);
    } catch (RuntimeException bug) {
      applied = Future.failedFuture(bug);
    }
    applied
        .onSuccess(done -> poll())
        .onFailure(
            failure -> {
              LOG.warn("{} cannot apply a batch of {}", name, records.size(), failure);
              health.down(name, "cannot apply: " + failure.getMessage());
              retry(() -> apply(records));
            });
  }

  private void retry(Runnable work) {
    vertx.timer(RETRY_MS, TimeUnit.MILLISECONDS).onSuccess(waited -> work.run());
  }
}
