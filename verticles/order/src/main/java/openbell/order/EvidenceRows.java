package openbell.order;

import com.google.protobuf.InvalidProtocolBufferException;
import io.vertx.sqlclient.Row;
import openbell.wire.order.ExplainedTransition;
import openbell.wire.order.FilledLevel;
import openbell.wire.risk.RuleInputs;
import openbell.wire.venue.Arrival;

/** Rows that explain an order. */
final class EvidenceRows {
  private EvidenceRows() {}

  /** A row of {@link OrderSql#EXPLAIN}. */
  static ExplainedTransition explained(Row row) {
    var explained =
        ExplainedTransition.newBuilder()
            .setTransition(OrderRows.transition(row))
            .setReceivedAt(micros(row, "received_at"))
            .setLoggedAt(micros(row, "logged_at"))
            .setDequeuedAt(micros(row, "dequeued_at"))
            .setDecidedAt(micros(row, "decided_at"));
    var inputs = row.getBuffer("rule_inputs");
    var arrival = row.getBuffer("arrival");
    try {
      if (inputs != null) {
        explained.setInputs(RuleInputs.parseFrom(inputs.getBytes()));
      }
      if (arrival != null) {
        explained.setArrival(Arrival.parseFrom(arrival.getBytes()));
      }
    } catch (InvalidProtocolBufferException corrupt) {
      throw new IllegalStateException("stored evidence is not what it should be", corrupt);
    }
    return explained.build();
  }

  /** A row of {@link OrderSql#LEVELS}. */
  static FilledLevel level(Row row) {
    return FilledLevel.newBuilder()
        .setPrice(row.getLong("last_px"))
        .setQuantity(row.getLong("quantity"))
        .setFills(row.getInteger("fills"))
        .build();
  }

  private static long micros(Row row, String column) {
    var instant = row.getOffsetDateTime(column);
    return instant == null ? 0 : SqlArrays.micros(instant);
  }
}
