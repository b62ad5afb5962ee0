package openbell.order;

import io.vertx.core.Future;
import io.vertx.kafka.client.common.TopicPartition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import openbell.model.Topics;
import openbell.order.ReportStore.OffsetsMoved;
import openbell.runtime.FactConsumer;
import openbell.runtime.Leases;
import openbell.runtime.Node;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code venue.execution-reports.v1} for one shard, from the offsets in its database. A lease
 * keeps several nodes from doing the same work; the compare-and-set of the offsets keeps them from
 * doing it twice. Used from one event loop.
 */
final class KafkaReports {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaReports.class);
  private static final int MAX_BATCH = 500;
  private static final long RETRY_MS = 500;
  private static final long LAG_MS = 2_000;

  private final Node node;
  private final String name;
  private final ReportDecoder decoder;
  private final ReportService service;
  private final Map<Integer, Long> offsets = new HashMap<>();
  private Leases.Lease lease;
  private FactConsumer consumer;
  private boolean closed;

  /**
   * A reader that reads nothing yet.
   *
   * @param name of its lease, its health part and its Kafka client
   */
  KafkaReports(Node node, String name, ReportDecoder decoder, ReportService service) {
    this.node = node;
    this.name = name;
    this.decoder = decoder;
    this.service = service;
  }

  void start() {
    lease = node.leases().hold(name, epoch -> begin(), this::stop);
    measureLag();
  }

  Future<Void> close() {
    closed = true;
    var stopped = consumer == null ? Future.<Void>succeededFuture() : consumer.close();
    return stopped.eventually(() -> lease.close());
  }

  private void begin() {
    if (closed || consumer != null || !lease.isHeld()) {
      return;
    }
    readOffsets()
        .onSuccess(
            read -> {
              if (!closed && consumer == null && lease.isHeld()) {
                consume();
              }
            })
        .onFailure(
            failure -> {
              LOG.warn("{} cannot read its offsets: {}", name, failure.toString());
              node.vertx().timer(RETRY_MS, TimeUnit.MILLISECONDS).onSuccess(waited -> begin());
            });
  }

  private void consume() {
    consumer =
        new FactConsumer(node.vertx(), node.endpoints().kafka(), node.health(), name, MAX_BATCH);
    consumer.start(Topics.VENUE_EXECUTION_REPORTS, offsets, this::apply);
  }

  private void stop() {
    if (consumer != null) {
      consumer.close().onFailure(failure -> LOG.warn("{} did not close", name, failure));
      consumer = null;
    }
  }

  private Future<Void> apply(List<ConsumerRecord<String, byte[]>> batch) {
    var reading = consumer;
    var records = batch.stream().map(decoder::decode).toList();
    return service
        .apply(records, offsets)
        .onSuccess(applied -> node.bus().nudge("ledger.account-events"))
        .recover(
            failure ->
                failure instanceof OffsetsMoved && reading != null
                    ? readOffsets()
                        .compose(read -> reading.seek(Topics.VENUE_EXECUTION_REPORTS, offsets))
                    : Future.failedFuture(failure));
  }

  /** How far the applier is behind; only the one that reads can tell, the others say 0. */
  private void measureLag() {
    if (closed) {
      return;
    }
    lag()
        .onSuccess(service::lag)
        .onFailure(failure -> LOG.debug("{} cannot tell its lag", name, failure))
        .onComplete(
            told ->
                node.vertx()
                    .timer(LAG_MS, TimeUnit.MILLISECONDS)
                    .onSuccess(waited -> measureLag()));
  }

  private Future<Long> lag() {
    if (consumer == null) {
      return Future.succeededFuture(0L);
    }
    var partitions =
        offsets.keySet().stream()
            .map(partition -> new TopicPartition(Topics.VENUE_EXECUTION_REPORTS, partition))
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

  private Future<Void> readOffsets() {
    return service
        .offsets(node.config().integer("venue.partitions"))
        .onSuccess(
            read -> {
              offsets.clear();
              offsets.putAll(read);
            })
        .mapEmpty();
  }
}
