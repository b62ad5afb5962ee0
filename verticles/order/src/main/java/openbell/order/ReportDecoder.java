package openbell.order;

import com.google.protobuf.InvalidProtocolBufferException;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongPredicate;
import openbell.model.ExecType;
import openbell.model.OrderId;
import openbell.order.ReportRecord.Content;
import openbell.order.domain.Evidence;
import openbell.order.domain.ExecutionReport;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decodes {@code venue.execution-reports.v1} for one shard. Hostile input becomes a value. */
final class ReportDecoder {
  /** The year 2200: beyond it a time is a mistake, and Postgres may not hold it. */
  private static final long LATEST_MICROS = 7_258_118_400_000_000L;

  private final LongPredicate isOurs;

  /**
   * A decoder for one shard.
   *
   * @param isOurs whether an account lives on the shard
   */
  ReportDecoder(LongPredicate isOurs) {
    this.isOurs = isOurs;
  }

  ReportRecord decode(ConsumerRecord<String, byte[]> record) {
    var value = record.value() == null ? new byte[0] : record.value();
    var key = record.key() == null ? "" : record.key().replace('\0', '?');
    return new ReportRecord(
        record.partition(), record.offset(), key, Buffer.buffer(value), content(value));
  }

  private Content content(byte[] value) {
    try {
      var wire = openbell.wire.venue.ExecutionReport.parseFrom(value);
      if (wire.getAccountId() == 0 && !wire.getOrderId().isEmpty()) {
        return new Content.Foreign();
      }
      if (wire.getAccountId() != 0 && !isOurs.test(wire.getAccountId())) {
        return new Content.Foreign();
      }
      return ours(wire);
    } catch (InvalidProtocolBufferException malformed) {
      return new Content.Unapplicable(Optional.empty(), "no ExecutionReport");
    }
  }

  private static Content ours(openbell.wire.venue.ExecutionReport wire) {
    if (wire.getOrderId().size() != 16) {
      return new Content.Unapplicable(Optional.empty(), "no order id");
    }
    var orderId = OrderId.of(wire.getOrderId());
    if (wire.getMic().isEmpty() || wire.getExecId().isEmpty() || wire.getTradeDate() <= 0) {
      return unapplicable(orderId, "no identity: mic, execId or tradeDate is missing");
    }
    if (wire.getTransactTime() < 0 || wire.getTransactTime() > LATEST_MICROS) {
      return unapplicable(orderId, "no time of this or the next century");
    }
    try {
      return new Content.Ours(
          new ExecutionReport(
              wire.getMic(),
              wire.getTradeDate(),
              wire.getExecId(),
              orderId,
              wire.getAccountId(),
              ExecType.of(wire.getExecType()),
              wire.getLastPx(),
              wire.getLastQty(),
              wire.getTrdMatchId(),
              wire.getVenueOrderId(),
              wire.getReason(),
              wire.getCmdNo(),
              wire.getTransactTime(),
              evidence(wire)));
    } catch (IllegalArgumentException unknownType) {
      return unapplicable(orderId, "unknown execType");
    }
  }

  private static Evidence evidence(openbell.wire.venue.ExecutionReport wire) {
    return Evidence.ofReport(
        wire.getTransactTime(),
        wire.getDequeuedAt(),
        wire.getDecidedAt(),
        wire.getArrival().toByteString().asReadOnlyByteBuffer());
  }

  private static Content unapplicable(UUID orderId, String cause) {
    return new Content.Unapplicable(Optional.of(orderId), cause);
  }
}
