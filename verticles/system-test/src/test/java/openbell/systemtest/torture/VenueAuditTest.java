package openbell.systemtest.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import openbell.model.OrderId;
import openbell.model.Topics;
import openbell.venue.LogReplay;
import openbell.wire.common.OrdType;
import openbell.wire.common.Side;
import openbell.wire.common.TimeInForce;
import openbell.wire.venue.InstrumentListing;
import openbell.wire.venue.NewOrderSingle;
import openbell.wire.venue.VenueCommand;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the audit makes of topics that grow while it reads them. */
@Timeout(60)
class VenueAuditTest {
  private static final TopicPartition ORDERS = new TopicPartition(Topics.VENUE_ORDERS, 0);
  private static final TopicPartition REPORTS =
      new TopicPartition(Topics.VENUE_EXECUTION_REPORTS, 0);
  private static final String SYMBOL = "XNSE:INFY";
  private static final long STREET = 0;
  private static final long CUSTOMER = 7;
  private static final long PX = 15_000_000;
  private static final int TRADE_DATE = 20_260_105;
  private static final long LOGGED_MS = 1_767_600_000_000L;

  /** A poll brings all that is kept, also what was written after the end was asked for. */
  private static final class GrownTopics extends MockConsumer<String, byte[]> {
    private final Map<TopicPartition, List<byte[]>> kept;

    GrownTopics(Map<TopicPartition, List<byte[]>> kept, Map<TopicPartition, Long> seenEnds) {
      super("none");
      this.kept = kept;
      updateBeginningOffsets(Map.of(ORDERS, 0L, REPORTS, 0L));
      updateEndOffsets(seenEnds);
    }

    @Override
    public synchronized ConsumerRecords<String, byte[]> poll(Duration timeout) {
      for (var topic : assignment()) {
        var values = kept.get(topic);
        for (var offset = position(topic); offset < values.size(); offset++) {
          addRecord(record(topic, offset, values.get((int) offset)));
        }
      }
      return super.poll(timeout);
    }
  }

  private static ConsumerRecord<String, byte[]> record(
      TopicPartition topic, long offset, byte[] value) {
    return new ConsumerRecord<>(
        topic.topic(),
        topic.partition(),
        offset,
        LOGGED_MS + offset,
        TimestampType.CREATE_TIME,
        SYMBOL.length(),
        value.length,
        SYMBOL,
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  private static byte[] listing() {
    return VenueCommand.newBuilder()
        .setSymbol(SYMBOL)
        .setInstrumentListing(InstrumentListing.newBuilder().setPreviousClosePx(PX))
        .build()
        .toByteArray();
  }

  private static byte[] order(long account, Side side, long qty) {
    return VenueCommand.newBuilder()
        .setOrderId(OrderId.toBytes(new UUID(account, qty)))
        .setAccountId(account)
        .setSymbol(SYMBOL)
        .setTradeDate(TRADE_DATE)
        .setNewOrderSingle(
            NewOrderSingle.newBuilder()
                .setSide(side)
                .setOrdType(OrdType.ORD_TYPE_LIMIT)
                .setTimeInForce(TimeInForce.TIME_IN_FORCE_DAY)
                .setOrderQty(qty)
                .setPrice(PX))
        .build()
        .toByteArray();
  }

  @Test
  void whatAPollBringsBeyondTheSeenEndIsAppliedOnce() {
    // The venue forgets an order of the street that is filled: applied again it would rest.
    var orders =
        List.of(listing(), order(STREET, Side.SIDE_BUY, 10), order(CUSTOMER, Side.SIDE_SELL, 10));
    var replay = new LogReplay(0);
    var reports = new ArrayList<byte[]>();
    for (var offset = 0; offset < orders.size(); offset++) {
      replay
          .apply(offset, LOGGED_MS + offset, orders.get(offset))
          .forEach(report -> reports.add(report.toByteArray()));
    }
    var kept = Map.of(ORDERS, orders, REPORTS, reports);
    var allOrders = (long) orders.size();
    var allReports = (long) reports.size();
    var audit = new VenueAudit(1);

    var first = audit.check(new GrownTopics(kept, Map.of(ORDERS, 1L, REPORTS, 1L)), "");
    var recovered =
        "venue partition 0 recovered: snapshot 0, replayed to %d, 0 orders rest, hash %s"
            .formatted(allOrders, Long.toHexString(replay.stateHash()));
    var ends = Map.of(ORDERS, allOrders, REPORTS, allReports);
    var second = audit.check(new GrownTopics(kept, ends), recovered);

    assertThat(reports).hasSizeGreaterThan(1);
    assertThat(first).isEmpty();
    assertThat(second).isEmpty();
    assertThat(audit.recoveries()).isEqualTo(1);
    assertThat(audit.reports()).isEqualTo(allReports);
    assertThat(audit.repeated()).isZero();
  }
}
