package openbell.runtime;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes a shard's committed, unpublished rows to Kafka, at least once, in the order of the
 * source. Owned by one process at a time through a lease row. Runs on the context that started it;
 * polls each 20 ms, and when nudged on the local bus at once, or 10 ms after the round before.
 */
public final class OutboxRelay {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
  private static final long POLL_MS = 20;

  /** After a round that was not full: each is three transactions, whatever its size. */
  private static final long PACE_MS = 10;

  private static final long RETRY_MS = 500;
  private static final int BATCH = 500;

  /** A mark that a crash takes back is a record published twice, which readers expect. */
  private static final String LOSABLE = "SET LOCAL synchronous_commit = off";

  /** A row to publish. {@code partition} -1: by the hash of the key. */
  public record OutboxRecord(long id, String topic, int partition, String key, Buffer value) {
    private ProducerRecord<String, byte[]> toKafka() {
      return new ProducerRecord<>(topic, partition < 0 ? null : partition, key, value.getBytes());
    }
  }

  /**
   * Where the rows are. Never "id greater than the last": a row that commits late would be lost.
   */
  public interface Source {
    /** The next unpublished rows, at most {@code limit}, in publication order. */
    Future<List<OutboxRecord>> unpublished(SqlConnection transaction, int limit);

    /** Marks rows as published. */
    Future<Void> markPublished(SqlConnection transaction, List<OutboxRecord> published);
  }

  private final Vertx vertx;
  private final Shards shards;
  private final Pool pool;
  private final FactProducer producer;
  private final Health health;
  private final String name;
  private final Source source;
  private final Leases.Lease lease;
  private boolean running;
  private boolean nudged;
  private boolean closed;
  private Future<Void> round = Future.succeededFuture();

  /**
   * Starts the relay.
   *
   * @param node the node's services
   * @param name name of its lease and health part, and the local bus address that nudges it
   */
  public OutboxRelay(Node node, Pool pool, String name, Source source) {
    this.vertx = node.vertx();
    this.shards = node.shards();
    this.pool = pool;
    this.producer = node.facts();
    this.health = node.health();
    this.name = name;
    this.source = source;
    this.lease = node.leases().hold(name, epoch -> run(), () -> {});
    node.bus().subscribeLocally(name, this::nudge);
    health.up(name);
  }

  /**
   * Ends after the round in hand, however that ends, and gives the lease up; where the database is
   * away the lease expires by itself.
   */
  public Future<Void> close() {
    closed = true;
    health.remove(name);
    return round.transform(ended -> lease.close()).otherwiseEmpty();
  }

  private void nudge() {
    nudged = true;
    run();
  }

  private void run() {
    if (running || closed || !lease.isHeld()) {
      return;
    }
    running = true;
    nudged = false;
    round =
        publishSome()
            .onSuccess(
                count -> {
                  health.up(name);
                  if (count == BATCH) {
                    again(0);
                  } else if (count > 0 || nudged) {
                    rest();
                  } else {
                    again(POLL_MS);
                  }
                })
            .onFailure(
                failure -> {
                  LOG.warn("{} cannot publish: {}", name, failure.toString());
                  health.down(name, "cannot publish: " + failure.getMessage());
                  again(RETRY_MS);
                })
            .mapEmpty();
  }

  /** Gathers what comes meanwhile; a nudge does not end it. */
  private void rest() {
    vertx
        .timer(PACE_MS, TimeUnit.MILLISECONDS)
        .onSuccess(rested -> again(nudged ? 0 : POLL_MS - PACE_MS));
  }

  private void again(long afterMs) {
    running = false;
    if (afterMs == 0) {
      run();
    } else {
      vertx.timer(afterMs, TimeUnit.MILLISECONDS).onSuccess(waited -> run());
    }
  }

  /** Not one transaction: no lock is held while Kafka answers; a crash in between republishes. */
  private Future<Integer> publishSome() {
    return pool.withConnection(connection -> source.unpublished(connection, BATCH))
        .compose(
            records ->
                records.isEmpty()
                    ? Future.succeededFuture(0)
                    : lease.check(pool).compose(mine -> publish(records)));
  }

  private Future<Integer> publish(List<OutboxRecord> records) {
    return producer
        .sendAll(records.stream().map(OutboxRecord::toKafka).toList())
        .compose(
            acknowledged ->
                shards.inPipelinedTransaction(pool, transaction -> mark(transaction, records)))
        .map(marked -> records.size());
  }

  private Future<Void> mark(SqlConnection transaction, List<OutboxRecord> records) {
    return Future.all(
            transaction.query(LOSABLE).execute(),
            lease.guard(transaction),
            source.markPublished(transaction, records))
        .mapEmpty();
  }
}
