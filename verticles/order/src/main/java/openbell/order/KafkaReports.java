package openbell.order;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import openbell.model.Topics;
import openbell.order.log.LeasedReader;
import openbell.runtime.Node;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads {@code venue.execution-reports.v1} for one shard. Used from one event loop. */
final class KafkaReports implements LeasedReader.Applier {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaReports.class);
  private static final LeasedReader.Batching BATCHING = new LeasedReader.Batching(500, 5);
  private static final long LAG_MS = 2_000;

  private final Node node;
  private final String name;
  private final ReportDecoder decoder;
  private final ReportService service;
  private final LeasedReader reader;

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
    this.reader = new LeasedReader(node, name, Topics.VENUE_EXECUTION_REPORTS, BATCHING, this);
  }

  void start() {
    reader.start();
    measureLag();
  }

  Future<Void> close() {
    return reader.close();
  }

  @Override
  public Future<Map<Integer, Long>> offsets() {
    return service.offsets(node.config().integer("venue.partitions"));
  }

  @Override
  public Future<Void> apply(
      List<ConsumerRecord<String, byte[]>> batch, Map<Integer, Long> offsets) {
    return service
        .apply(batch.stream().map(decoder::decode).toList(), offsets)
        .onSuccess(applied -> node.bus().nudge("ledger.account-events"));
  }

  /** How far the applier is behind; only the one that reads can tell, the others say 0. */
  private void measureLag() {
    if (reader.isClosed()) {
      return;
    }
    reader
        .lag()
        .onSuccess(service::lag)
        .onFailure(failure -> LOG.debug("{} cannot tell its lag", name, failure))
        .onComplete(
            told ->
                node.vertx()
                    .timer(LAG_MS, TimeUnit.MILLISECONDS)
                    .onSuccess(waited -> measureLag()));
  }
}
