package openbell.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import openbell.ledger.LedgerCalls.Event;
import openbell.model.Topics;
import openbell.wire.account.AccountEvent;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From a commit in Postgres to a record in Kafka, with the database's connections cut between. */
@Timeout(120)
class AccountEventsRelayIT {
  private static final int ACCOUNTS = 5;
  private static final int ROUNDS = 60;

  @Test
  void everyEventIsPublishedInOrderThoughConnectionsAreCut() throws Exception {
    var database = LedgerDatabase.fresh("relay_" + UUID.randomUUID().toString().replace('-', '_'));
    var accounts = new ArrayList<Long>();
    try (var node = LedgerNode.start(database);
        var connection = database.connect();
        var consumer = consumerAtTheEnd(database)) {
      var ledger = new LedgerCalls(connection);
      for (var i = 0; i < ACCOUNTS; i++) {
        accounts.add(ledger.openNew(0, "XNSE:A", 0, 0));
      }
      var published = new TreeMap<Long, List<Long>>();
      for (var round = 0; round < ROUNDS; round++) {
        ledger.append(accounts.stream().map(each -> new Event(each, "order.open")).toList());
        node.node().bus().nudge(AccountEventsRelay.NAME);
        if (round % 20 == 10) {
          consumeUntil(consumer, published, accounts, round / 2);
          cutTheOthersConnections(ledger);
        }
      }
      consumeUntil(consumer, published, accounts, ROUNDS);

      assertThat(published).containsOnlyKeys(accounts);
      assertThat(published.values()).allSatisfy(AccountEventsRelayIT::isWithoutGaps);
    }
    assertThat(Verified.run(database)).allMatch(invariant -> invariant.holds());
  }

  /** At least once: an event may come again, but none before those that precede it. */
  private static void isWithoutGaps(List<Long> seqs) {
    var last = 0L;
    for (var seq : seqs) {
      assertThat(seq).isLessThanOrEqualTo(last + 1);
      last = Math.max(last, seq);
    }
    assertThat(last).isEqualTo(ROUNDS);
  }

  private static void consumeUntil(
      KafkaConsumer<String, byte[]> consumer,
      Map<Long, List<Long>> published,
      List<Long> accounts,
      long seq)
      throws Exception {
    while (!accounts.stream()
        .allMatch(each -> published.getOrDefault(each, List.of()).contains(seq))) {
      for (var record : consumer.poll(Duration.ofMillis(200))) {
        var event = AccountEvent.parseFrom(record.value());
        if (accounts.contains(event.getAccountId())) {
          assertThat(record.key()).isEqualTo(Long.toString(event.getAccountId()));
          assertThat(event.getType()).isEqualTo("order.open");
          published
              .computeIfAbsent(event.getAccountId(), account -> new ArrayList<>())
              .add(event.getSeq());
        }
      }
    }
  }

  private static void cutTheOthersConnections(LedgerCalls ledger) throws SQLException {
    var cut =
        ledger.number(
            """
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
            """);
    assertThat(cut).isPositive();
  }

  private static KafkaConsumer<String, byte[]> consumerAtTheEnd(LedgerDatabase database) {
    var settings =
        Map.<String, Object>of("bootstrap.servers", database.endpoints().kafka().bootstrap());
    var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    var partitions =
        consumer.partitionsFor(Topics.ACCOUNT_EVENTS).stream()
            .map(each -> new TopicPartition(each.topic(), each.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    return consumer;
  }
}
