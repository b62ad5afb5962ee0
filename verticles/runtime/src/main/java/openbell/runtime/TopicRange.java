package openbell.runtime;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.admin.KafkaAdminClient;
import io.vertx.kafka.admin.ListOffsetsResultInfo;
import io.vertx.kafka.admin.OffsetSpec;
import io.vertx.kafka.client.common.TopicPartition;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The records that a partition keeps now: from the first to the one before {@code end}. A reader
 * that stores its offsets begins at the end when it has none, and cannot go on where its own lies
 * outside.
 */
public record TopicRange(long first, long end) {

  /** The range of each partition of a topic; fails where Kafka does not answer. */
  public static Future<Map<Integer, TopicRange>> of(
      Vertx vertx, Endpoints.Kafka kafka, String topic, int partitions) {
    var settings = new HashMap<String, String>();
    settings.put("bootstrap.servers", kafka.bootstrap());
    settings.put("default.api.timeout.ms", "5000");
    settings.put("request.timeout.ms", "2500");
    var admin = KafkaAdminClient.create(vertx, settings);
    var firsts = admin.listOffsets(each(topic, partitions, OffsetSpec.EARLIEST));
    var ends = admin.listOffsets(each(topic, partitions, OffsetSpec.LATEST));
    return Future.all(firsts, ends)
        .map(
            known ->
                IntStream.range(0, partitions)
                    .boxed()
                    .collect(
                        Collectors.toMap(
                            partition -> partition,
                            partition ->
                                new TopicRange(
                                    offset(firsts.result(), topic, partition),
                                    offset(ends.result(), topic, partition)))))
        .eventually(admin::close);
  }

  /** The offset of this range that is nearest to another. */
  public long nearest(long offset) {
    return Math.clamp(offset, first, end);
  }

  private static Map<TopicPartition, OffsetSpec> each(
      String topic, int partitions, OffsetSpec spec) {
    return IntStream.range(0, partitions)
        .boxed()
        .collect(Collectors.toMap(partition -> new TopicPartition(topic, partition), p -> spec));
  }

  private static long offset(
      Map<TopicPartition, ListOffsetsResultInfo> offsets, String topic, int partition) {
    return offsets.get(new TopicPartition(topic, partition)).getOffset();
  }
}
