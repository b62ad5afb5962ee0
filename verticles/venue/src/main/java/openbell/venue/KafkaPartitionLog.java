package openbell.venue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import openbell.model.Topics;
import openbell.runtime.Endpoints;
import openbell.wire.venue.VenueCommand;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One venue partition in Kafka: its commands read, its reports written together with the offset of
 * the commands they answer, in one transaction. Opening it fences whoever had it open. After any
 * failure it is good for nothing but being closed.
 *
 * <p>Blocking; used on the partition's thread alone, but for {@link #wakeup}.
 */
final class KafkaPartitionLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaPartitionLog.class);
  private static final String GROUP = "venue";
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration STABLE_TIMEOUT = Duration.ofSeconds(3);
  private static final long ADMIN_TIMEOUT_MS = 5_000;

  private final Endpoints.Kafka kafka;
  private final TopicPartition commands;
  private final TopicPartition reports;
  private final KafkaProducer<String, byte[]> producer;
  private final KafkaConsumer<String, byte[]> consumer;
  private final String topicId;

  private KafkaPartitionLog(Endpoints.Kafka kafka, int partition) {
    this.kafka = kafka;
    this.commands = new TopicPartition(Topics.VENUE_ORDERS, partition);
    this.reports = new TopicPartition(Topics.VENUE_EXECUTION_REPORTS, partition);
    this.topicId = topicIdOf(kafka);
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
      log.producer.initTransactions();
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
   * The offset up to which the commands are answered, empty before the first commit.
   *
   * <p>A broker that was killed in the middle may count a dead owner's offset as pending for ever.
   * No transaction of this partition is open any more, so after a while the offset before that one
   * is taken: at worst some commands are answered again, under the same execution ids, which every
   * reader knows already.
   */
  OptionalLong committed() {
    OffsetAndMetadata offset;
    try {
      offset = consumer.committed(Set.of(commands), STABLE_TIMEOUT).get(commands);
    } catch (org.apache.kafka.common.errors.TimeoutException pending) {
      LOG.warn("{}: an offset stays pending, the one before is taken", commands);
      offset = withAdmin(kafka, this::lastStable);
    }
    return offset == null ? OptionalLong.empty() : OptionalLong.of(offset.offset());
  }

  private OffsetAndMetadata lastStable(Admin admin)
      throws ExecutionException, TimeoutException, InterruptedException {
    return admin
        .listConsumerGroupOffsets(GROUP, new ListConsumerGroupOffsetsOptions().requireStable(false))
        .partitionsToOffsetAndMetadata()
        .get(ADMIN_TIMEOUT_MS, TimeUnit.MILLISECONDS)
        .get(commands);
  }

  /** The offset of the first record that Kafka still has. */
  long start() {
    return consumer.beginningOffsets(Set.of(commands)).get(commands);
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

  /** Writes the reports and notes that all commands read so far are answered, or neither. */
  void commit(List<TimedReport> answers) {
    producer.beginTransaction();
    for (var answer : answers) {
      var message = ReportEncoder.encode(answer);
      send(reports, message.getSymbol(), message.toByteArray());
    }
    producer.sendOffsetsToTransaction(
        Map.of(commands, new OffsetAndMetadata(position())), consumer.groupMetadata());
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

  /** Ends a poll early, from any thread: it throws WakeupException. */
  void wakeup() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
    consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The commit fails where a send failed.
  private void send(TopicPartition to, String key, byte[] value) {
    producer.send(new ProducerRecord<>(to.topic(), to.partition(), key, value));
  }

  private static String topicIdOf(Endpoints.Kafka kafka) {
    return withAdmin(
        kafka,
        admin ->
            admin
                .describeTopics(Set.of(Topics.VENUE_ORDERS))
                .allTopicNames()
                .get(ADMIN_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .get(Topics.VENUE_ORDERS)
                .topicId()
                .toString());
  }

  /** A question to the brokers, answered within five seconds. */
  private interface Question<T> {
    T ask(Admin admin) throws ExecutionException, TimeoutException, InterruptedException;
  }

  private static <T> T withAdmin(Endpoints.Kafka kafka, Question<T> question) {
    var settings = new Properties();
    settings.put("bootstrap.servers", kafka.bootstrap());
    settings.put("request.timeout.ms", "2000");
    settings.put("default.api.timeout.ms", String.valueOf(ADMIN_TIMEOUT_MS));
    try (var admin = Admin.create(settings)) {
      return question.ask(admin);
    } catch (ExecutionException | TimeoutException away) {
      throw new KafkaException("Kafka does not answer the venue", away);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", interrupted);
    }
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
    settings.put("linger.ms", "0");
    settings.put("key.serializer", StringSerializer.class.getName());
    settings.put("value.serializer", ByteArraySerializer.class.getName());
    return settings;
  }

  private static Properties consumerSettings(Endpoints.Kafka kafka, int partition) {
    var settings = new Properties();
    settings.put("bootstrap.servers", kafka.bootstrap());
    settings.put("client.id", "venue-" + partition + "-commands");
    settings.put("group.id", GROUP);
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
