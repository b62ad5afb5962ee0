package openbell.runtime;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.producer.KafkaProducer;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * An idempotent Kafka producer (acks=all) with a bounded number of records in flight. One per node
 * and purpose; thread-safe. Records of one caller to one partition keep their order. Futures
 * complete on the caller's context.
 */
public final class FactProducer {
  private static final int MAX_IN_FLIGHT = 10_000;

  private final Vertx vertx;
  private final KafkaProducer<String, byte[]> producer;
  private final AtomicInteger inFlight = new AtomicInteger();

  public FactProducer(Vertx vertx, Endpoints.Kafka kafka, String clientId) {
    this.vertx = vertx;
    var settings = new HashMap<String, String>();
    settings.put("bootstrap.servers", kafka.bootstrap());
    settings.put("client.id", clientId);
    settings.put("key.serializer", StringSerializer.class.getName());
    settings.put("value.serializer", ByteArraySerializer.class.getName());
    settings.put("acks", "all");
    settings.put("enable.idempotence", "true");
    // What is sent together travels in one request.
    settings.put("linger.ms", "2");
    settings.put("max.block.ms", "3000");
    settings.put("delivery.timeout.ms", "10000");
    settings.put("request.timeout.ms", "5000");
    this.producer = KafkaProducer.create(vertx, settings);
  }

  /**
   * Sends one record, as {@link #sendAll}.
   *
   * @param partition the partition, or -1: by the hash of the key
   */
  public Future<Void> send(String topic, int partition, String key, byte[] value) {
    return sendAll(
        List.of(new ProducerRecord<>(topic, partition < 0 ? null : partition, key, value)));
  }

  /**
   * Sends records in their order. Succeeds when all replicas have all of them; fails with a {@link
   * Fault}: unavailable if too much is in flight, then none is sent; unknown outcome if Kafka did
   * not acknowledge, then some may be written. They pass to Kafka's client together: one by one,
   * each would cost a turn of a worker thread.
   */
  public Future<Void> sendAll(List<ProducerRecord<String, byte[]>> records) {
    if (inFlight.addAndGet(records.size()) > MAX_IN_FLIGHT) {
      inFlight.addAndGet(-records.size());
      return Future.failedFuture(
          Fault.unavailable("system.kafka", "Too many records in flight.", null));
    }
    var context = vertx.getOrCreateContext();
    var sent = Promise.<Void>promise();
    context
        .<Void>executeBlocking(
            () -> {
              handOver(records, context, sent);
              return null;
            })
        .onFailure(sent::tryFail);
    return sent.future()
        .onComplete(done -> inFlight.addAndGet(-records.size()))
        .recover(
            failure ->
                Future.failedFuture(
                    Fault.unknown("system.kafka", "Kafka did not acknowledge.", failure)));
  }

  /**
   * On a worker thread: the client waits for what it must know of a topic. It waits once: a record
   * that fails there is the last that is sent, and so none overtakes it.
   */
  private void handOver(
      List<ProducerRecord<String, byte[]>> records, Context context, Promise<Void> sent) {
    var open = new AtomicInteger(records.size());
    var failed = new AtomicReference<Exception>();
    for (var record : records) {
      if (failed.get() != null) {
        done(open, failed, context, sent);
        continue;
      }
      var _ =
          producer
              .unwrap()
              .send(
                  record,
                  (written, failure) -> {
                    if (failure != null) {
                      failed.set(failure);
                    }
                    done(open, failed, context, sent);
                  });
    }
  }

  private static void done(
      AtomicInteger open, AtomicReference<Exception> failed, Context context, Promise<Void> sent) {
    if (open.decrementAndGet() == 0) {
      context.runOnContext(now -> end(sent, failed.get()));
    }
  }

  private static void end(Promise<Void> sent, Exception failure) {
    if (failure == null) {
      sent.tryComplete();
    } else {
      sent.tryFail(failure);
    }
  }

  /** Sends what waits, then closes. */
  public Future<Void> close() {
    return producer.close(5_000);
  }
}
