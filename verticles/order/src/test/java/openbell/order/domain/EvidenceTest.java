package openbell.order.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import openbell.model.ExecType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceTest {
  private static final long AT = 1_767_600_000_000_000L;
  private static final ByteBuffer BOOK = ByteBuffer.wrap(new byte[] {1, 2, 3});

  @Test
  void whatIsWithinItsBoundsIsKept() {
    var evidence = Evidence.ofReport(AT, AT + 1, AT + 2, BOOK);

    assertThat(evidence.loggedAtMicros()).isEqualTo(AT);
    assertThat(evidence.dequeuedAtMicros()).isEqualTo(AT + 1);
    assertThat(evidence.decidedAtMicros()).isEqualTo(AT + 2);
    assertThat(evidence.arrival()).isEqualTo(BOOK);
    assertThat(evidence.receivedAtMicros()).isZero();
    assertThat(Evidence.ofRequest(AT, BOOK).ruleInputs()).isEqualTo(BOOK);
  }

  /** A venue's odd clock, or a book that is none, must not park a fill. */
  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 7_258_118_400_000_001L, Long.MAX_VALUE})
  void anAbsurdTimeIsUnknown(long micros) {
    assertThat(Evidence.ofReport(AT, micros, micros, BOOK))
        .isEqualTo(Evidence.ofReport(AT, 0, 0, BOOK));
    assertThat(Evidence.ofRequest(micros, BOOK)).isEqualTo(Evidence.ofRequest(0, BOOK));
  }

  @Test
  void moreBytesThanAreKeptAreUnknown() {
    var most = ByteBuffer.allocate(Evidence.MAX_BYTES);
    var tooMany = ByteBuffer.allocate(Evidence.MAX_BYTES + 1);

    assertThat(Evidence.ofRequest(AT, most).ruleInputs()).isEqualTo(most);
    assertThat(Evidence.ofRequest(AT, tooMany).ruleInputs().hasRemaining()).isFalse();
    assertThat(Evidence.ofReport(AT, AT, AT, tooMany).arrival().hasRemaining()).isFalse();
  }

  @Test
  void aReportsEvidenceGoesWithItsTransition() {
    var order = Orders.buyOf10();
    var plain = Orders.report(order, ExecType.NEW, "e1");
    var report =
        new ExecutionReport(
            plain.mic(),
            plain.tradeDate(),
            plain.execId(),
            plain.orderId(),
            plain.accountId(),
            plain.execType(),
            0,
            0,
            "",
            plain.venueOrderId(),
            "",
            0,
            AT,
            Evidence.ofReport(AT, AT + 1, AT + 2, BOOK));
    var state = new ReportState(Map.of(plain.orderId(), order), Set.of(), Set.of(), Map.of());
    var decision =
        ReportBatch.decide(List.of(new Incoming.Report(0, report)), state, mic -> Orders.NSE, AT);

    var change = decision.bookings().getFirst().change().orElseThrow();
    assertThat(change.evidence()).isEqualTo(report.evidence());
  }
}
