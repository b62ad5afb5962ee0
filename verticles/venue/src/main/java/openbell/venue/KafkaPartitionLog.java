package openbell.venue;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import openbell.model.ExecId;
import openbell.model.Topics;
import openbell.runtime.Endpoints;
import openbell.wire.venue.ExecutionReport;
import openbell.wire.venue.VenueCommand;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One venue partition in Kafka: its commands read, its reports written, those of one call in one
 * transaction. Opening it fences whoever had it open. After any failure it is good for nothing but
 * being closed.
 *
 * <p>How far the commands are answered is read from the reports: the execution id of the last one
 * names the command that caused it, and they are written in the commands' order. No offset of a
 * consumer group is kept beside them. Kafka's were seen to go back when a broker was killed.
 *
 * <p>A broker that starts again may take a partition without a leader for a deleted one, and end a
 * transaction without its mark there ({@code TransactionMarkerChannelManager}, Kafka 4.3). Readers
 * of committed records then stop before it for ever: {@link #endHanging} looks for such.
 *
 * <p>Blocking; used on the partition's thread alone, but for {@link #wakeup}.
 */
final class KafkaPartitionLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaPartitionLog.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration READ_POLL = Duration.ofMillis(200);
  private static final Duration READ_PATIENCE = Duration.ofSeconds(5);
  private static final long LAST_RECORDS = 64;
  private static final long ADMIN_TIMEOUT_MS = 5_000;

  private final TopicPartition commands;
  private final TopicPartition reports;
  private final Admin admin;
  private final KafkaProducer<String, byte[]> producer;
  private final KafkaConsumer<String, byte[]> consumer;
  private String topicId;
  private long answered;

  private KafkaPartitionLog(Endpoints.Kafka kafka, int partition) {
    this.commands = new TopicPartition(Topics.VENUE_ORDERS, partition);
    this.reports = new TopicPartition(Topics.VENUE_EXECUTION_REPORTS, partition);
    this.admin = Admin.create(adminSettings(kafka));
    this.producer = new KafkaProducer<>(producerSettings(kafka, partition));
    this.consumer = new KafkaConsumer<>(consumerSettings(kafka, partition));
  }

  /**
   * Opens the partition and fences every earlier owner: what they had not committed is aborted.
   * Throws KafkaException where Kafka is away.
   */
  static KafkaPartitionLog open(Endpoints.Kafka kafka, int partition) {
    var log = new KafkaPartitionLog(kafka, partition);
    try {
      log.topicId = log.readTopicId();
      log.producer.initTransactions();
      log.endHanging();
      log.answered = log.readAnswered();
      log.consumer.assign(Set.of(log.commands));
      return log;
    } catch (RuntimeException failure) {
      log.close();
      throw failure;
    }
  }

  /** Kafka's id of the topic of commands: another one if the topic was made anew. */
  String topicId() {
    return topicId;
  }

  /**
   * The offset up to which the commands were answered when the log was opened: what lies before it
   * has its reports, all or none of each command's. Zero where there is no report.
   */
  long answered() {
    return answered;
  }

  private long readAnswered() {
    consumer.assign(Set.of(reports));
    long start = consumer.beginningOffsets(Set.of(reports)).get(reports);
    long end = consumer.endOffsets(Set.of(reports)).get(reports);
    long from = end;
    // What was aborted and the marks of transactions have offsets too, but are not handed out.
    for (long count = LAST_RECORDS; from > start; count *= 8) {
      from = Math.max(start, end - count);
      var last = lastReport(from, end);
      if (last.isPresent()) {
        return last.getAsLong() + 1;
      }
    }
    return 0;
  }

  /** The offset of the command that caused the last report between two offsets. */
  private OptionalLong lastReport(long from, long to) {
    consumer.seek(reports, from);
    var last = OptionalLong.empty();
    long waitingSince = System.nanoTime();
    while (consumer.position(reports) < to) {
      var records = consumer.poll(READ_POLL).records(reports);
      if (!records.isEmpty()) {
        last = OptionalLong.of(commandOf(records.getLast()));
        waitingSince = System.nanoTime();
      } else if (System.nanoTime() - waitingSince > READ_PATIENCE.toNanos()) {
        throw new KafkaException("%s is not read to %d".formatted(reports, to));
      }
    }
    return last;
  }

  /** The offset of the first command that Kafka still has. */
  long start() {
    return consumer.beginningOffsets(Set.of(commands)).get(commands);
  }

  /** The offset behind the last command that Kafka has. */
  long end() {
    return consumer.endOffsets(Set.of(commands)).get(commands);
  }

  void seek(long offset) {
    consumer.seek(commands, offset);
  }

  /** The offset that will be read next. */
  long position() {
    return consumer.position(commands);
  }

  List<ConsumerRecord<String, byte[]>> poll(Duration timeout) {
    return consumer.poll(timeout).records(commands);
  }

  /** Writes the reports, in the order of the commands that caused them, all or none. */
  void commit(List<TimedReport> answers) {
    producer.beginTransaction();
    for (var answer : answers) {
      var message = ReportEncoder.encode(answer);
      send(reports, message.getSymbol(), message.toByteArray());
    }
    producer.commitTransaction();
  }

  /** Writes records of the owner's into the log of commands, all or none. */
  void write(List<VenueCommand> records) {
    producer.beginTransaction();
    for (var record : records) {
      send(commands, record.getSymbol(), record.toByteArray());
    }
    producer.commitTransaction();
  }

  /**
   * Looks for a transaction in the partition's topics whose mark is missing, and aborts it: the
   * mark of a transaction of this owner's, who has the same producer id, ends both. Before it is
   * read what is answered, for it may have been acknowledged. Whoever is fenced fails here and ends
   * nothing.
   */
  void endHanging() {
    if (hangs()) {
      producer.beginTransaction();
      send(commands, "", new byte[0]);
      send(reports, "", new byte[0]);
      producer.flush();
      producer.abortTransaction();
    }
  }

  /** Whether a transaction is open in the partition's topics, while this owner has none. */
  boolean hangs() {
    return isOpen(commands) || isOpen(reports);
  }

  private boolean isOpen(TopicPartition topic) {
    var producers = admin.describeProducers(Set.of(topic)).partitionResult(topic);
    var open =
        await(producers).activeProducers().stream()
            .filter(state -> state.currentTransactionStartOffset().isPresent())
            .toList();
    if (!open.isEmpty()) {
      LOG.warn("{}: a transaction hangs: {}", topic, open);
    }
    return !open.isEmpty();
  }

  /** Ends a poll early, from any thread: it throws WakeupException. */
  void wakeup() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
    consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    admin.close(CLOSE_TIMEOUT);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The commit fails where a send failed.
  private void send(TopicPartition to, String key, byte[] value) {
    producer.send(new ProducerRecord<>(to.topic(), to.partition(), key, value));
  }

  private static long commandOf(ConsumerRecord<String, byte[]> report) {
    try {
      return ExecId.offset(ExecutionReport.parseFrom(report.value()).getExecId());
    } catch (InvalidProtocolBufferException | IllegalArgumentException foreign) {
      throw new IllegalStateException(
          "%s at %d is no report of a venue's".formatted(report.topic(), report.offset()), foreign);
    }
  }

  private String readTopicId() {
    var topics = admin.describeTopics(Set.of(commands.topic())).allTopicNames();
    return await(topics).get(commands.topic()).topicId().toString();
  }

  /** What the brokers answer within five seconds. */
  private static <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get(ADMIN_TIMEOUT_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException away) {
      throw new KafkaException("Kafka does not answer the venue", away);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", interrupted);
    }
  }

  private static Properties adminSettings(Endpoints.Kafka kafka) {
    var settings = new Properties();
    settings.put("bootstrap.servers", kafka.bootstrap());
    settings.put("request.timeout.ms", "2000");
    settings.put("default.api.timeout.ms", String.valueOf(ADMIN_TIMEOUT_MS));
    return settings;
  }

  private static Properties producerSettings(Endpoints.Kafka kafka, int partition) {
    var settings = new Properties();
    settings.put("bootstrap.servers", kafka.bootstrap());
    settings.put("client.id", "venue-" + partition + "-reports");
    settings.put("transactional.id", "venue." + partition);
    // The default of 60 s would keep readers of committed records waiting that long.
    settings.put("transaction.timeout.ms", "10000");
    settings.put("delivery.timeout.ms", "8000");
    settings.put("request.timeout.ms", "4000");
    settings.put("max.block.ms", "5000");
    // The commit sends all that waits: until then nothing leaves alone.
    settings.put("linger.ms", "100");
    settings.put("key.serializer", StringSerializer.class.getName());
    settings.put("value.serializer", ByteArraySerializer.class.getName());
    return settings;
  }

  private static Properties consumerSettings(Endpoints.Kafka kafka, int partition) {
    var settings = new Properties();
    settings.put("bootstrap.servers", kafka.bootstrap());
    settings.put("client.id", "venue-" + partition + "-commands");
    settings.put("enable.auto.commit", "false");
    settings.put("auto.offset.reset", "none");
    settings.put("isolation.level", "read_committed");
    settings.put("max.poll.records", "500");
    settings.put("default.api.timeout.ms", "5000");
    settings.put("request.timeout.ms", "4000");
    settings.put("key.deserializer", StringDeserializer.class.getName());
    settings.put("value.deserializer", ByteArrayDeserializer.class.getName());
    return settings;
  }
}
