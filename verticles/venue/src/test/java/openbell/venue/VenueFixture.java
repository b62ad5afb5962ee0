package openbell.venue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import openbell.embedded.EmbeddedStores;
import openbell.model.OrdType;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.model.Topics;
import openbell.runtime.Bus;
import openbell.runtime.Config;
import openbell.runtime.Endpoints;
import openbell.runtime.Health;
import openbell.runtime.KafkaTopics;
import openbell.venue.domain.MatchingEngine;
import openbell.venue.domain.VenueCommand.Header;
import openbell.venue.domain.VenueCommand.NewOrderSingle;
import openbell.venue.domain.VenueCommand.OrderCancelReplaceRequest;
import openbell.venue.domain.VenueCommand.OrderCancelRequest;
import openbell.venue.domain.VenueCommand.OrderCommand;
import openbell.wire.venue.ExecutionReport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The venue's topics on the embedded broker, and what tests do with one of their partitions. */
final class VenueFixture {
  static final String SYMBOL = "XNSE:INFY";
  static final VenueSettings SETTINGS =
      new VenueSettings(4, Duration.ofMillis(20), Duration.ofHours(1));

  /** No market has a calendar here: commands alone tell the trade date. */
  static final VenuePartition.World WORLD =
      new VenuePartition.World(Map.of(), false, Clock.systemUTC(), HaltSource.UNKNOWN);

  private final int partition;

  VenueFixture(int partition) {
    this.partition = partition;
    KafkaTopics.ensure(kafka(), config());
  }

  static Endpoints.Kafka kafka() {
    return new Endpoints.Kafka(EmbeddedStores.forTests().endpoints().kafka().bootstrap());
  }

  static Endpoints endpoints() {
    var stores = EmbeddedStores.forTests().endpoints();
    var pg = stores.postgres();
    return new Endpoints(
        new Endpoints.Postgres(pg.host(), pg.port(), pg.database(), pg.user(), pg.password()),
        new Endpoints.Redis(
            stores.redis().host(), stores.redis().port(), stores.redis().password()),
        kafka());
  }

  static Config config() {
    return Config.load("demo", null, Map.of(), List.of());
  }

  static VenuePartition.Ports ports(int partition, SnapshotStore snapshots, Vertx vertx) {
    return new VenuePartition.Ports(
        partition,
        () -> KafkaPartitionLog.open(kafka(), partition),
        snapshots,
        new MarketDataPublisher(new Bus(vertx), Clock.systemUTC(), partition),
        new VenueMetrics(new SimpleMeterRegistry(), partition),
        new Health(),
        WORLD);
  }

  /** Appends commands to the log and awaits Kafka's word for them. */
  void send(List<OrderCommand> commands) throws ExecutionException, InterruptedException {
    try (var producer = new KafkaProducer<String, byte[]>(producerSettings())) {
      for (var command : commands) {
        send(producer, CommandCodec.encode(command).toByteArray());
      }
    }
  }

  /** Appends a record of any content. */
  void sendRaw(byte[] value) throws ExecutionException, InterruptedException {
    try (var producer = new KafkaProducer<String, byte[]>(producerSettings())) {
      send(producer, value);
    }
  }

  private void send(KafkaProducer<String, byte[]> producer, byte[] value)
      throws ExecutionException, InterruptedException {
    producer.send(new ProducerRecord<>(Topics.VENUE_ORDERS, partition, SYMBOL, value)).get();
  }

  /** A transaction of an owner that dies in the middle of it: sent, never committed. */
  KafkaProducer<String, byte[]> leaveHalfATransaction()
      throws ExecutionException, InterruptedException {
    var settings = producerSettings();
    settings.put("transactional.id", "venue." + partition);
    settings.put("transaction.timeout.ms", 10_000);
    var producer = new KafkaProducer<String, byte[]>(settings);
    producer.initTransactions();
    producer.beginTransaction();
    producer.send(halfDone()).get();
    return producer;
  }

  /** A record of the present owner's for which no mark ever comes. */
  void leaveHanging(String topic) throws Exception {
    HangingTransaction.leave(
        new TopicPartition(topic, partition), "venue." + partition, halfDone().value());
  }

  /** Transactions of an owner that it gave up: records and marks that nobody is shown. */
  void abortTransactions(int count) throws ExecutionException, InterruptedException {
    try (var producer = leaveHalfATransaction()) {
      producer.abortTransaction();
      for (int more = 1; more < count; more++) {
        producer.beginTransaction();
        producer.send(halfDone()).get();
        producer.abortTransaction();
      }
    }
  }

  private ProducerRecord<String, byte[]> halfDone() {
    var half = ExecutionReport.newBuilder().setExecId("half-done").build().toByteArray();
    return new ProducerRecord<>(Topics.VENUE_EXECUTION_REPORTS, partition, SYMBOL, half);
  }

  /** What a reader of committed records finds, without the times of the owner's clock. */
  List<ExecutionReport> committedReports() throws Exception {
    var reports = new ArrayList<ExecutionReport>();
    for (var record : read(Topics.VENUE_EXECUTION_REPORTS)) {
      reports.add(
          ExecutionReport.parseFrom(record.value()).toBuilder()
              .clearDequeuedAt()
              .clearDecidedAt()
              .build());
    }
    return reports;
  }

  /** An engine that has seen the log from its start without any interruption, with its reports. */
  record Uninterrupted(MatchingEngine engine, List<ExecutionReport> reports) {}

  Uninterrupted uninterrupted() {
    var engine = new MatchingEngine(partition);
    for (var record : read(Topics.VENUE_ORDERS)) {
      CommandCodec.decode(record.value(), record.timestamp())
          .ifPresent(command -> engine.apply(record.offset(), record.timestamp() * 1_000, command));
    }
    return new Uninterrupted(
        engine, engine.takeReports().stream().map(ReportEncoder::encode).toList());
  }

  /** Bids of the street, below all that {@link #randomCommands} asks: they cause no report. */
  static List<OrderCommand> streetBids(int count) {
    var commands = new ArrayList<OrderCommand>();
    for (int number = 0; number < count; number++) {
      commands.add(
          new NewOrderSingle(
              new Header(UUID.randomUUID(), 0, 0, SYMBOL, tradeDate()),
              Side.BUY,
              OrdType.LIMIT,
              TimeInForce.DAY,
              10,
              14_900_000L));
    }
    return commands;
  }

  /** Seeded orders, cancels and replaces of three accounts and the street. */
  static List<OrderCommand> randomCommands(long seed, int count) {
    var random = new Random(seed);
    int tradeDate = tradeDate();
    var commands = new ArrayList<OrderCommand>();
    var last = new ArrayList<Header>();
    while (commands.size() < count) {
      int kind = last.isEmpty() ? 0 : random.nextInt(10);
      if (kind < 6) {
        var header =
            new Header(
                new UUID(random.nextLong(), random.nextLong()),
                0,
                random.nextInt(4),
                SYMBOL,
                tradeDate);
        last.add(header);
        commands.add(
            new NewOrderSingle(
                header,
                random.nextBoolean() ? Side.BUY : Side.SELL,
                random.nextInt(5) == 0 ? OrdType.MARKET : OrdType.LIMIT,
                TimeInForce.DAY,
                1 + random.nextInt(50),
                15_000_000L + random.nextInt(20) * 500L));
      } else {
        int which = random.nextInt(last.size());
        var before = last.get(which);
        var header =
            new Header(before.orderId(), before.cmdNo() + 1, before.accountId(), SYMBOL, tradeDate);
        last.set(which, header);
        commands.add(
            kind < 9
                ? new OrderCancelRequest(header)
                : new OrderCancelReplaceRequest(
                    header, 1 + random.nextInt(50), 15_000_000L + random.nextInt(20) * 500L));
      }
    }
    return commands;
  }

  static int tradeDate() {
    var today = LocalDate.now(ZoneOffset.UTC);
    return today.getYear() * 10_000 + today.getMonthValue() * 100 + today.getDayOfMonth();
  }

  private List<ConsumerRecord<String, byte[]>> read(String topic) {
    var settings = new HashMap<String, Object>();
    settings.put("bootstrap.servers", kafka().bootstrap());
    settings.put("isolation.level", "read_committed");
    settings.put("auto.offset.reset", "none");
    settings.put("key.deserializer", StringDeserializer.class);
    settings.put("value.deserializer", ByteArrayDeserializer.class);
    var from = new TopicPartition(topic, partition);
    try (var consumer = new KafkaConsumer<String, byte[]>(settings)) {
      consumer.assign(Set.of(from));
      consumer.seekToBeginning(Set.of(from));
      long end = consumer.endOffsets(Set.of(from)).get(from);
      var records = new ArrayList<ConsumerRecord<String, byte[]>>();
      while (consumer.position(from) < end) {
        records.addAll(consumer.poll(Duration.ofMillis(100)).records(from));
      }
      return records;
    }
  }

  private static Map<String, Object> producerSettings() {
    var settings = new HashMap<String, Object>();
    settings.put("bootstrap.servers", kafka().bootstrap());
    settings.put("key.serializer", StringSerializer.class);
    settings.put("value.serializer", ByteArraySerializer.class);
    settings.put("linger.ms", 0);
    return settings;
  }
}
