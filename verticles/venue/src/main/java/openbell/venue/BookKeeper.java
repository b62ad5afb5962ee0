package openbell.venue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import openbell.venue.domain.MarketDataDelta;
import openbell.venue.domain.MatchingEngine;
import openbell.venue.domain.VenueCommand;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The books of one partition, from their recovery to the first failure: whatever is thrown from
 * here, this object and its log are done with. Blocking; used on the partition's thread alone.
 */
final class BookKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(BookKeeper.class);
  private static final Duration REPLAY_POLL = Duration.ofMillis(200);
  private static final Duration REPLAY_PATIENCE = Duration.ofSeconds(30);
  private static final long LONG_REPLAY = 1_000;
  private static final Duration IDLE_POLL = Duration.ofMillis(50);
  private static final long CHECK_NANOS = Duration.ofMillis(20).toNanos();
  private static final long HEARTBEAT_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long MARK_NANOS = Duration.ofSeconds(5).toNanos();

  private final KafkaPartitionLog log;
  private final MatchingEngine engine;
  private final VenuePartition.Ports ports;
  private final VenueSettings settings;
  private final MarketRecords records;
  private final InstantSource clock;
  private List<TimedReport> answers = new ArrayList<>();
  private long checkedAtNanos;
  private long changedAtNanos;
  private boolean isUnsettled;
  private boolean isMarkUnseen;
  private long transactedAtNanos;
  private long publishedAtNanos = System.nanoTime();
  private long savedAtNanos = System.nanoTime();
  private long savedOffset;

  private BookKeeper(
      KafkaPartitionLog log,
      MatchingEngine engine,
      VenuePartition.Ports ports,
      VenueSettings settings) {
    this.log = log;
    this.engine = engine;
    this.ports = ports;
    this.settings = settings;
    this.records = new MarketRecords(engine, ports.world());
    this.clock = ports.world().clock();
    this.savedOffset = engine.nextOffset();
    this.checkedAtNanos = System.nanoTime() - CHECK_NANOS;
  }

  /**
   * Rebuilds the books: the snapshot S if there is one, then the log from S to the offset C up to
   * which the commands are answered. From C on everything is said for the first time. A snapshot is
   * taken of answered commands alone: S is beyond C where the last of them caused no report. Where
   * the replay was long the books are kept at once: an owner that dies again and again does not
   * take longer each time.
   */
  static BookKeeper recover(
      KafkaPartitionLog log, VenuePartition.Ports ports, VenueSettings settings) {
    var startedAtNanos = System.nanoTime();
    int partition = ports.partition();
    long start = log.start();
    long end = log.end();
    var snapshot =
        ports.snapshots().load(partition, log.topicId()).filter(s -> s.nextOffset() <= end);
    long from = snapshot.map(MatchingEngine::nextOffset).orElse(0L);
    if (from < start) {
      throw new IllegalStateException(
          "the log of venue partition %d starts at %d, its books end at %d"
              .formatted(partition, start, from));
    }
    var engine = snapshot.orElseGet(() -> new MatchingEngine(partition));
    log.seek(from);
    var keeper = new BookKeeper(log, engine, ports, settings);
    keeper.replay(log.answered());
    ports.metrics().recovered();
    LOG.info(
        "venue partition {} recovered: snapshot {}, replayed to {}, {} orders rest, hash {}, {} ms",
        partition,
        from,
        log.position(),
        engine.liveOrderCount(),
        Long.toHexString(engine.stateHash()),
        (System.nanoTime() - startedAtNanos) / 1_000_000);
    ports.marketData().begin();
    keeper.settle();
    keeper.publish(engine.wholeMarketData());
    if (engine.nextOffset() - from > LONG_REPLAY) {
      keeper.save();
    }
    return keeper;
  }

  /**
   * Writes into the log what the world knows and the log does not: listings, phases, halts. Looks a
   * few times a second.
   *
   * @param instruments the previous close of each symbol of this partition
   */
  void tell(Map<String, Long> instruments) {
    if (System.nanoTime() - checkedAtNanos < CHECK_NANOS) {
      return;
    }
    checkedAtNanos = System.nanoTime();
    var due = records.due(instruments);
    if (!due.isEmpty()) {
      log.write(due);
      noteTransaction();
    }
  }

  /** The whole state, as of the last published message. */
  MarketDataDelta wholeMarketData() {
    return engine.wholeMarketData();
  }

  /** {@link MatchingEngine#stateHash}. */
  long stateHash() {
    return engine.stateHash();
  }

  /** Whether everything applied is committed and published. */
  boolean isSettled() {
    return !isUnsettled;
  }

  /** Reads, applies, and commits what is due. */
  void step() {
    var records = log.poll(isUnsettled ? untilLingerEnds() : IDLE_POLL);
    applyAndNote(records);
    lookForHanging();
    if (!answers.isEmpty() || (isUnsettled && untilLingerEnds().isZero())) {
      commit();
    } else if (!isUnsettled && System.nanoTime() - publishedAtNanos > HEARTBEAT_NANOS) {
      publish(new MarketDataDelta(List.of(), List.of()));
    }
    if (!isUnsettled && isSnapshotDue()) {
      save();
    }
  }

  /**
   * Looks once, a while after the last transaction, whether it hangs. What hangs may be reports
   * that Kafka acknowledged and these books take for said: whoever ends it has to say them again,
   * and so to recover. A later transaction ends an earlier one with it.
   */
  private void lookForHanging() {
    if (isMarkUnseen && System.nanoTime() - transactedAtNanos > MARK_NANOS) {
      if (log.hangs()) {
        throw new KafkaException("A transaction hangs, to be ended by a recovery.");
      }
      isMarkUnseen = false;
    }
  }

  private void noteTransaction() {
    isMarkUnseen = true;
    transactedAtNanos = System.nanoTime();
  }

  /** Commits what is left and keeps the books. */
  void finish() {
    settle();
    save();
  }

  private void settle() {
    if (isUnsettled) {
      commit();
    }
  }

  private void replay(long answered) {
    long waitingSince = System.nanoTime();
    while (log.position() < answered) {
      var records = log.poll(REPLAY_POLL);
      // A poll may reach beyond C: what lies there was never answered.
      int known = (int) records.stream().filter(r -> r.offset() < answered).count();
      apply(records.subList(0, known));
      answers.clear();
      engine.takeMarketData();
      applyAndNote(records.subList(known, records.size()));
      if (!records.isEmpty()) {
        waitingSince = System.nanoTime();
      } else if (System.nanoTime() - waitingSince > REPLAY_PATIENCE.toNanos()) {
        throw new IllegalStateException(
            "the log ends at %d, its commands are answered to %d"
                .formatted(log.position(), answered));
      }
    }
  }

  private void applyAndNote(List<ConsumerRecord<String, byte[]>> records) {
    apply(records);
    if (!records.isEmpty() && !isUnsettled) {
      isUnsettled = true;
      changedAtNanos = System.nanoTime();
    }
  }

  private void apply(List<ConsumerRecord<String, byte[]>> records) {
    for (var record : records) {
      var command = CommandCodec.decode(record.value(), record.timestamp());
      if (command.isPresent()) {
        apply(record, command.get());
      } else {
        LOG.error(
            "record {} of venue partition {} is no command, or of a clock that is off: passed over",
            record.offset(),
            ports.partition());
        ports.metrics().malformed();
        engine.skip(record.offset());
      }
    }
    ports.metrics().applied(records.size());
  }

  private void apply(ConsumerRecord<String, byte[]> record, VenueCommand command) {
    long dequeuedAt = nowMicros();
    engine.apply(record.offset(), record.timestamp() * 1_000, command);
    if (engine.hasReports()) {
      long decidedAt = nowMicros();
      engine
          .takeReports()
          .forEach(report -> answers.add(new TimedReport(report, dequeuedAt, decidedAt)));
    }
  }

  private long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }

  /** Commits the reports that there are, then tells the public what changed. */
  private void commit() {
    if (!answers.isEmpty()) {
      var startedAtNanos = System.nanoTime();
      log.commit(answers);
      noteTransaction();
      ports.metrics().committed(System.nanoTime() - startedAtNanos, answers.size());
      answers = new ArrayList<>();
    }
    isUnsettled = false;
    var marketData = engine.takeMarketData();
    if (!marketData.isEmpty()) {
      ports.metrics().traded(marketData.trades().size());
      publish(marketData);
    }
  }

  private void publish(MarketDataDelta delta) {
    ports.marketData().publish(delta);
    publishedAtNanos = System.nanoTime();
  }

  private Duration untilLingerEnds() {
    long left = settings.streetLinger().toNanos() - (System.nanoTime() - changedAtNanos);
    return Duration.ofNanos(Math.max(0, left));
  }

  private boolean isSnapshotDue() {
    return engine.nextOffset() != savedOffset
        && System.nanoTime() - savedAtNanos > settings.snapshotEvery().toNanos();
  }

  private void save() {
    ports.snapshots().save(ports.partition(), log.topicId(), engine);
    savedOffset = engine.nextOffset();
    savedAtNanos = System.nanoTime();
  }
}
