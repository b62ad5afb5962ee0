package openbell.feedhandler.publish;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import openbell.runtime.Endpoints;
import openbell.runtime.Fault;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The feed's own idempotent Kafka producer (acks=all), apart from the money plane's. It is the
 * plain client: that of Vert.x moves each record to a worker thread and back, a tenth of a core at
 * full rate. Nothing here blocks: what cannot be taken now fails. Runs on one event loop, where its
 * futures complete.
 */
final class RecordProducer {
  private static final Logger LOG = LoggerFactory.getLogger(RecordProducer.class);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final Context loop;
  private final KafkaProducer<String, byte[]> producer;

  /** Made on its event loop. */
  RecordProducer(Vertx vertx, Endpoints.Kafka kafka, String clientId) {
    this.vertx = vertx;
    this.loop = vertx.getOrCreateContext();
    this.producer =
        new KafkaProducer<>(
            Map.ofEntries(
                Map.entry("bootstrap.servers", kafka.bootstrap()),
                Map.entry("client.id", clientId),
                Map.entry("acks", "all"),
                Map.entry("enable.idempotence", true),
                // The batches of 10 ms travel together, in buffers that are used again.
                Map.entry("linger.ms", 10),
                Map.entry("batch.size", 256 * 1024),
                Map.entry("max.block.ms", 0),
                // A topic that is quiet for a night is still known in the morning.
                Map.entry("metadata.max.idle.ms", Duration.ofDays(365).toMillis()),
                Map.entry("delivery.timeout.ms", 10_000),
                Map.entry("request.timeout.ms", 5_000)),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** Asks the broker about topics: until it answers, what is sent to them fails. */
  void prepare(List<String> topics) {
    for (var topic : topics) {
      try {
        producer.partitionsFor(topic);
      } catch (TimeoutException asked) {
        LOG.debug("{} is asked for", topic, asked);
      }
    }
  }

  /** Sends records; succeeds when all replicas have all of them, else some may be written. */
  Future<Void> send(List<ProducerRecord<String, byte[]>> records) {
    var sent = Promise.<Void>promise();
    var open = new AtomicInteger(records.size());
    var failure = new AtomicReference<Exception>();
    for (var record : records) {
      var _ =
          producer.send(
              record,
              (metadata, problem) -> {
                if (problem != null) {
                  failure.set(problem);
                }
                if (open.decrementAndGet() == 0) {
                  loop.runOnContext(now -> complete(sent, failure.get()));
                }
              });
    }
    return sent.future();
  }

  private static void complete(Promise<Void> sent, Exception failure) {
    if (failure == null) {
      sent.complete();
    } else {
      sent.fail(Fault.unknown("system.kafka", "Kafka did not acknowledge.", failure));
    }
  }

  /** Sends what waits, then closes. */
  Future<Void> close() {
    return vertx.executeBlocking(
        () -> {
          producer.close(CLOSE);
          return null;
        });
  }
}
