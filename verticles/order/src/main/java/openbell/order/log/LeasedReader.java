package openbell.order.log;

import io.vertx.core.Future;
import io.vertx.kafka.client.common.TopicPartition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import openbell.runtime.FactConsumer;
import openbell.runtime.Leases;
import openbell.runtime.Node;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic for one shard, from the offsets in its database. A lease keeps several nodes from
 * doing the same work; the compare-and-set of the offsets keeps them from doing it twice. Used from
 * one event loop.
 */
public final class LeasedReader {
  private static final Logger LOG = LoggerFactory.getLogger(LeasedReader.class);
  private static final long RETRY_MS = 500;

  /** What the records are read for; called on the event loop of the reader, batch by batch. */
  public interface Applier {

    /** Gets ready to apply: the lease is held now. */
    default Future<Void> prepare() {
      return Future.succeededFuture();
    }

    /** The next offset of each partition, as stored. */
    Future<Map<Integer, Long>> offsets();

    /**
     * Applies a batch in order; fails with {@link OffsetsMoved}, or for any other reason to be
     * called again with the same batch.
     *
     * @param offsets partition to the next offset; to be moved as the effect is stored
     */
    Future<Void> apply(List<ConsumerRecord<String, byte[]>> batch, Map<Integer, Long> offsets);

    /** The lease is lost: another applies. */
    default void release() {}
  }

  private final Node node;
  private final String name;
  private final String topic;
  private final Batching batching;
  private final Applier applier;
  private final Map<Integer, Long> offsets = new HashMap<>();
  private Leases.Lease lease;
  private FactConsumer consumer;
  private boolean closed;

  /**
   * How records are put together.
   *
   * @param max the most of one batch
   * @param paceMs the rest after one that is not full: each batch is a commit, which costs the
   *     database much the same whatever its size
   */
  public record Batching(int max, long paceMs) {}

  /**
   * A reader that reads nothing yet.
   *
   * @param name of its lease, its health part and its Kafka client
   */
  public LeasedReader(Node node, String name, String topic, Batching batching, Applier applier) {
    this.node = node;
    this.name = name;
    this.topic = topic;
    this.batching = batching;
    this.applier = applier;
  }

  /** Reads whenever the lease is held. */
  public void start() {
    lease = node.leases().hold(name, epoch -> begin(), this::stop);
  }

  /** Ends after the batch in hand. */
  public Future<Void> close() {
    closed = true;
    var stopped = consumer == null ? Future.<Void>succeededFuture() : consumer.close();
    return stopped.eventually(() -> lease.close());
  }

  public boolean isClosed() {
    return closed;
  }

  /** Whether it is the one that reads, as far as it knows. */
  public boolean isReading() {
    return consumer != null;
  }

  /** How many records it has not applied yet; 0 where another reads. */
  public Future<Long> lag() {
    if (consumer == null) {
      return Future.succeededFuture(0L);
    }
    var partitions =
        offsets.keySet().stream()
            .map(partition -> new TopicPartition(topic, partition))
            .collect(Collectors.toSet());
    return consumer
        .endOffsets(partitions)
        .map(
            ends ->
                ends.entrySet().stream()
                    .mapToLong(end -> end.getValue() - offsets.get(end.getKey().getPartition()))
                    .filter(behind -> behind > 0)
                    .sum());
  }

  private void begin() {
    if (closed || consumer != null || !lease.isHeld()) {
      return;
    }
    applier
        .prepare()
        .compose(prepared -> readOffsets())
        .onSuccess(
            read -> {
              if (!closed && consumer == null && lease.isHeld()) {
                consume();
              }
            })
        .onFailure(
            failure -> {
              LOG.warn("{} cannot begin: {}", name, failure.toString());
              node.vertx().timer(RETRY_MS, TimeUnit.MILLISECONDS).onSuccess(waited -> begin());
            });
  }

  private void consume() {
    consumer =
        new FactConsumer(
            node.vertx(), node.endpoints().kafka(), node.health(), name, batching.max());
    consumer.start(topic, offsets, this::apply);
  }

  private void stop() {
    applier.release();
    if (consumer != null) {
      consumer.close().onFailure(failure -> LOG.warn("{} did not close", name, failure));
      consumer = null;
    }
  }

  private Future<Void> apply(List<ConsumerRecord<String, byte[]>> batch) {
    var reading = consumer;
    return applier
        .apply(batch, offsets)
        .recover(
            failure ->
                failure instanceof OffsetsMoved && reading != null
                    ? readOffsets().compose(read -> reading.seek(topic, offsets))
                    : Future.failedFuture(failure))
        .compose(applied -> paced(batch.size()));
  }

  private Future<Void> paced(int applied) {
    return applied >= batching.max() || closed
        ? Future.succeededFuture()
        : node.vertx().timer(batching.paceMs(), TimeUnit.MILLISECONDS).mapEmpty();
  }

  private Future<Void> readOffsets() {
    return applier
        .offsets()
        .onSuccess(
            read -> {
              offsets.clear();
              offsets.putAll(read);
            })
        .mapEmpty();
  }
}
