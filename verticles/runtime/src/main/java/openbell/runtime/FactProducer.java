package openbell.runtime;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.producer.KafkaProducer;
import io.vertx.kafka.client.producer.KafkaProducerRecord;
import java.util.HashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * An idempotent Kafka producer (acks=all) with a bounded number of records in flight. One per node
 * and purpose; thread-safe. Records of one caller to one partition keep their order.
 */
public final class FactProducer {
  private static final int MAX_IN_FLIGHT = 10_000;

  private final KafkaProducer<String, byte[]> producer;
  private final AtomicInteger inFlight = new AtomicInteger();

  public FactProducer(Vertx vertx, Endpoints.Kafka kafka, String clientId) {
    var settings = new HashMap<String, String>();
    settings.put("bootstrap.servers", kafka.bootstrap());
    settings.put("client.id", clientId);
    settings.put("key.serializer", StringSerializer.class.getName());
    settings.put("value.serializer", ByteArraySerializer.class.getName());
    settings.put("acks", "all");
    settings.put("enable.idempotence", "true");
    settings.put("linger.ms", "0");
    settings.put("max.block.ms", "3000");
    settings.put("delivery.timeout.ms", "10000");
    settings.put("request.timeout.ms", "5000");
    this.producer = KafkaProducer.create(vertx, settings);
  }

  /**
   * Sends one record. Succeeds when all replicas have it; fails with a {@link Fault}: unavailable
   * if too much is in flight, unknown outcome if Kafka did not acknowledge.
   *
   * @param partition the partition, or -1: by the hash of the key
   */
  public Future<Void> send(String topic, int partition, String key, byte[] value) {
    if (inFlight.incrementAndGet() > MAX_IN_FLIGHT) {
      inFlight.decrementAndGet();
      return Future.failedFuture(
          Fault.unavailable("system.kafka", "Too many records in flight.", null));
    }
    var record =
        partition < 0
            ? KafkaProducerRecord.<String, byte[]>create(topic, key, value)
            : KafkaProducerRecord.<String, byte[]>create(topic, key, value, partition);
    return producer
        .send(record)
        .onComplete(sent -> inFlight.decrementAndGet())
        .<Void>mapEmpty()
        .recover(
            failure ->
                Future.failedFuture(
                    Fault.unknown("system.kafka", "Kafka did not acknowledge.", failure)));
  }

  /** Sends what waits, then closes. */
  public Future<Void> close() {
    return producer.close(5_000);
  }
}
