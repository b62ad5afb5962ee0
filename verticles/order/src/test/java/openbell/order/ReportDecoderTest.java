package openbell.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import openbell.fuzz.Fuzz;
import openbell.model.ExecType;
import openbell.model.OrderId;
import openbell.order.ReportRecord.Content;
import openbell.wire.venue.ExecutionReport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class ReportDecoderTest {
  private static final UUID ID = OrderId.uuidV7(1_767_600_000_000L, 1, 2);
  private final ReportDecoder decoder = new ReportDecoder(account -> account < 100);

  private static ExecutionReport.Builder good() {
    return ExecutionReport.newBuilder()
        .setMic("XNSE")
        .setTradeDate(20_260_105)
        .setExecId("0-1-0")
        .setOrderId(OrderId.toBytes(ID))
        .setAccountId(7)
        .setExecType(openbell.wire.common.ExecType.EXEC_TYPE_NEW)
        .setTransactTime(1_767_600_000_000_000L);
  }

  private Content decode(byte[] value) {
    return decoder.decode(new ConsumerRecord<>("reports", 1, 42, "XNSE:TCS", value)).content();
  }

  private Content decode(UnaryOperator<ExecutionReport.Builder> change) {
    return decode(change.apply(good()).build().toByteArray());
  }

  private static Content unapplicable(String cause) {
    return new Content.Unapplicable(Optional.of(ID), cause);
  }

  @Test
  void reportOfOurAccountIsOurs() {
    assertThat(decode(report -> report))
        .isInstanceOfSatisfying(
            Content.Ours.class,
            ours -> {
              assertThat(ours.report().orderId()).isEqualTo(ID);
              assertThat(ours.report().execType()).isEqualTo(ExecType.NEW);
              assertThat(ours.report().execKey()).isEqualTo("XNSE|20260105|0-1-0|" + ID);
            });
  }

  @Test
  void reportsOfOthersAreForeign() {
    assertThat(decode(report -> report.setAccountId(0))).isEqualTo(new Content.Foreign());
    assertThat(decode(report -> report.setAccountId(100))).isEqualTo(new Content.Foreign());
  }

  @Test
  void whatLacksItsIdentityIsUnapplicable() {
    var cause = "no identity: mic, execId or tradeDate is missing";
    assertThat(decode(ExecutionReport.Builder::clearMic)).isEqualTo(unapplicable(cause));
    assertThat(decode(ExecutionReport.Builder::clearExecId)).isEqualTo(unapplicable(cause));
    assertThat(decode(ExecutionReport.Builder::clearTradeDate)).isEqualTo(unapplicable(cause));
    assertThat(decode(report -> report.setOrderId(ByteString.copyFromUtf8("short"))))
        .isEqualTo(new Content.Unapplicable(Optional.empty(), "no order id"));
  }

  @Test
  void unknownTypeAndAbsurdTimeAreUnapplicable() {
    assertThat(decode(ExecutionReport.Builder::clearExecType))
        .isEqualTo(unapplicable("unknown execType"));
    assertThat(decode(report -> report.setExecTypeValue(99)))
        .isEqualTo(unapplicable("unknown execType"));
    assertThat(decode(report -> report.setTransactTime(Long.MAX_VALUE)))
        .isEqualTo(unapplicable("no time of this or the next century"));
    assertThat(decode(report -> report.setTransactTime(-1)))
        .isEqualTo(unapplicable("no time of this or the next century"));
  }

  @Test
  void recordWithoutValueOrKeyIsUnapplicableNotAnError() {
    var record = decoder.decode(new ConsumerRecord<>("reports", 1, 42, null, null));

    assertThat(record.key()).isEmpty();
    assertThat(record.content()).isInstanceOf(Content.Unapplicable.class);
  }

  @Test
  void damagedReportsAreOursForeignOrUnapplicable() {
    var trade =
        good()
            .setExecType(openbell.wire.common.ExecType.EXEC_TYPE_TRADE)
            .setLastPx(2_850_500)
            .setLastQty(10)
            .setTrdMatchId("m1")
            .setVenueOrderId("v1")
            .setReason("why")
            .setCmdNo(3);
    Fuzz.of("execution reports", good().build().toByteArray(), trade.build().toByteArray())
        .run(input -> isOurs(decode(input)));
  }

  private boolean isOurs(Content content) {
    return switch (content) {
      case Content.Foreign() -> false;
      case Content.Unapplicable(var orderId, var cause) -> {
        assertThat(cause).isNotEmpty();
        yield false;
      }
      case Content.Ours(var report) -> {
        assertThat(report.accountId()).isBetween(Long.MIN_VALUE, 99L).isNotZero();
        assertThat(report.tradeDate()).isPositive();
        assertThat(report.mic()).isNotEmpty();
        assertThat(report.execId()).isNotEmpty();
        assertThat(decode(wire(report))).isEqualTo(content);
        yield true;
      }
    };
  }

  private static byte[] wire(openbell.order.domain.ExecutionReport report) {
    return ExecutionReport.newBuilder()
        .setMic(report.mic())
        .setTradeDate(report.tradeDate())
        .setExecId(report.execId())
        .setOrderId(OrderId.toBytes(report.orderId()))
        .setAccountId(report.accountId())
        .setExecType(report.execType().wire())
        .setLastPx(report.lastPx())
        .setLastQty(report.lastQty())
        .setTrdMatchId(report.trdMatchId())
        .setVenueOrderId(report.venueOrderId())
        .setReason(report.reason())
        .setCmdNo(report.cmdNo())
        .setTransactTime(report.transactTimeMicros())
        .build()
        .toByteArray();
  }
}
