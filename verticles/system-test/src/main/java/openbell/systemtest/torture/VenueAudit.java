package openbell.systemtest.torture;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import openbell.model.ExecId;
import openbell.model.Topics;
import openbell.venue.LogReplay;
import openbell.wire.venue.ExecutionReport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Replays the venue's input log from its first record, beside the venue and without it: each report
 * that follows from it must have been written, exactly once and to the byte, and each recovery of
 * the venue must have ended with the books that follow from the log.
 */
final class VenueAudit {
  private static final Pattern RECOVERED =
      Pattern.compile(
          "venue partition (\\d+) recovered: snapshot \\d+, replayed to (\\d+), \\d+ orders rest,"
              + " hash ([0-9a-f]+)");
  private static final Duration POLL = Duration.ofMillis(200);

  /** One partition of both topics, as far as it was read. */
  private static final class Partition {
    final LogReplay replay;
    final Map<String, ExecutionReport> expected = new HashMap<>();
    final Map<String, ExecutionReport> written = new HashMap<>();
    final Set<String> unmatched = new HashSet<>();
    final TreeMap<Long, String> hashes = new TreeMap<>();
    long ordersNext;
    long reportsNext;
    long answeredTo = -1;

    Partition(int number) {
      this.replay = new LogReplay(number);
    }
  }

  private final List<Partition> partitions = new ArrayList<>();
  private final List<String> breaks = new ArrayList<>();
  private long reports;
  private int repeated;
  private int recoveries;

  VenueAudit(int count) {
    for (var number = 0; number < count; number++) {
      partitions.add(new Partition(number));
    }
  }

  /** Reports found to be right since the audit began. */
  long reports() {
    return reports;
  }

  /** Reports that stand in the topic more than once, with equal bytes. */
  int repeated() {
    return repeated;
  }

  /** Recoveries whose books were found to be right. */
  int recoveries() {
    return recoveries;
  }

  /**
   * Reads on to the present ends of both topics; what is wrong, one sentence each.
   *
   * @param venueLog what the venue's process has logged
   */
  List<String> check(String bootstrap, String venueLog) {
    try (var consumer = new KafkaConsumer<String, byte[]>(settings(bootstrap))) {
      return check(consumer, venueLog);
    }
  }

  /** As {@link #check(String, String)}, through a consumer of the caller's. */
  List<String> check(Consumer<String, byte[]> consumer, String venueLog) {
    breaks.clear();
    noteRecoveries(venueLog);
    for (var number = 0; number < partitions.size(); number++) {
      var partition = partitions.get(number);
      readReports(consumer, number, partition);
      readOrders(consumer, number, partition);
      compare(partition);
    }
    return List.copyOf(breaks);
  }

  private void noteRecoveries(String venueLog) {
    var line = RECOVERED.matcher(venueLog);
    while (line.find()) {
      var partition = partitions.get(Integer.parseInt(line.group(1)));
      var position = Long.parseLong(line.group(2));
      // Books that were checked by an earlier round are not replayed again.
      if (position >= partition.ordersNext) {
        partition.hashes.put(position, line.group(3));
      }
    }
  }

  private void readReports(Consumer<String, byte[]> consumer, int number, Partition partition) {
    var topic = new TopicPartition(Topics.VENUE_EXECUTION_REPORTS, number);
    var end = seek(consumer, topic, partition.reportsNext);
    while (consumer.position(topic) < end) {
      for (var record : consumer.poll(POLL).records(topic)) {
        var report = withoutTimings(parse(record.value()));
        var before = partition.written.put(report.getExecId(), report);
        if (before == null) {
          partition.unmatched.add(report.getExecId());
        } else if (before.equals(report)) {
          repeated++;
        } else {
          breaks.add("one execution id, two reports: " + report);
        }
        partition.answeredTo = Math.max(partition.answeredTo, inputOffset(report));
      }
    }
    // A poll may have gone beyond the end that was seen.
    partition.reportsNext = consumer.position(topic);
  }

  private void readOrders(Consumer<String, byte[]> consumer, int number, Partition partition) {
    var topic = new TopicPartition(Topics.VENUE_ORDERS, number);
    var end = seek(consumer, topic, partition.ordersNext);
    while (consumer.position(topic) < end) {
      for (var record : consumer.poll(POLL).records(topic)) {
        checkHashes(number, partition, record.offset());
        for (var report :
            partition.replay.apply(record.offset(), record.timestamp(), record.value())) {
          partition.expected.put(report.getExecId(), withoutTimings(report));
        }
      }
    }
    partition.ordersNext = consumer.position(topic);
    checkHashes(number, partition, partition.ordersNext);
  }

  /** The books before the record at this offset. */
  private void checkHashes(int number, Partition partition, long offset) {
    while (!partition.hashes.isEmpty() && partition.hashes.firstKey() <= offset) {
      var recovered = partition.hashes.pollFirstEntry();
      var replayed = Long.toHexString(partition.replay.stateHash());
      recoveries++;
      if (!recovered.getValue().equals(replayed)) {
        breaks.add(
            "venue partition %d at %d: recovered to %s, the log says %s"
                .formatted(number, recovered.getKey(), recovered.getValue(), replayed));
      }
    }
  }

  /** Of what the venue has answered so far; the rest is looked at the next time. */
  private void compare(Partition partition) {
    for (var report : List.copyOf(partition.expected.values())) {
      if (inputOffset(report) <= partition.answeredTo) {
        partition.expected.remove(report.getExecId());
        var written = partition.written.get(report.getExecId());
        if (written == null) {
          breaks.add("a report was never written: " + report);
        } else if (!written.equals(report)) {
          breaks.add("written " + written + ", by the log " + report);
        } else {
          reports++;
        }
        partition.unmatched.remove(report.getExecId());
      }
    }
    for (var execId : List.copyOf(partition.unmatched)) {
      var report = partition.written.get(execId);
      if (inputOffset(report) < partition.ordersNext) {
        partition.unmatched.remove(execId);
        breaks.add("the log does not say what was written: " + report);
      }
    }
  }

  private static long seek(Consumer<String, byte[]> consumer, TopicPartition topic, long offset) {
    consumer.assign(List.of(topic));
    consumer.seek(topic, offset);
    return consumer.endOffsets(List.of(topic)).get(topic);
  }

  private static ExecutionReport parse(byte[] value) {
    try {
      return ExecutionReport.parseFrom(value);
    } catch (InvalidProtocolBufferException malformed) {
      throw new IllegalStateException("a report that is none", malformed);
    }
  }

  /** Latencies are measured, not derived from the log. */
  private static ExecutionReport withoutTimings(ExecutionReport report) {
    return report.toBuilder().clearDequeuedAt().clearDecidedAt().build();
  }

  /** An execution id is partition-offset-index. */
  private static long inputOffset(ExecutionReport report) {
    return ExecId.offset(report.getExecId());
  }

  private static Map<String, Object> settings(String bootstrap) {
    return Map.of(
        "bootstrap.servers",
        bootstrap,
        "fetch.max.wait.ms",
        20,
        "isolation.level",
        "read_committed",
        "enable.auto.commit",
        false,
        "auto.offset.reset",
        "none",
        "key.deserializer",
        StringDeserializer.class,
        "value.deserializer",
        ByteArrayDeserializer.class);
  }
}
