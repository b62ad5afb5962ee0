package openbell.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import java.io.IOException;
import openbell.order.StoreFailure.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreFailureTest {
  @ParameterizedTest
  @CsvSource({
    "23514, ledger_accounts_not_overdrawn, OVERDRAWN",
    "23505, client_order_ids_identity, CL_ORD_ID_TAKEN",
    "23505, outbox_command, BAD_ROW",
    "23514, orders_qty_positive, BAD_ROW",
    "22021, , BAD_ROW",
    "P0001, , BAD_ROW",
    "55P03, , LOCKED",
    "53300, , AWAY",
    "53100, , CANNOT_WRITE",
    "58030, , CANNOT_WRITE",
    "XX000, , CANNOT_WRITE",
    "57P01, , AWAY",
    "40P01, , AWAY"
  })
  void sqlStateTellsTheKind(String state, String constraint, Kind kind) {
    assertThat(StoreFailure.of(exception(state, constraint), false).kind()).isEqualTo(kind);
  }

  @Test
  void lostConnectionBeforeTheCommitAppliedNothing() {
    var fault = StoreFailure.of(new IOException("reset"), false).toFault();

    assertThat(fault.outcomeKnown()).isTrue();
    assertThat(fault.retryable()).isTrue();
  }

  @Test
  void lostConnectionAroundTheCommitIsUnknown() {
    assertThat(StoreFailure.of(new IOException("reset"), true).toFault().outcomeKnown()).isFalse();
    assertThat(StoreFailure.of(exception("57P01", null), true).toFault().outcomeKnown()).isFalse();
  }

  @Test
  void panicWhileCommittingIsUnknownEvenWhereTheDiskIsFull() {
    var panic = exception("PANIC", "53100", null);

    assertThat(StoreFailure.of(panic, true).toFault().outcomeKnown()).isFalse();
    assertThat(StoreFailure.of(exception("53100", null), true).toFault().outcomeKnown()).isTrue();
  }

  @Test
  void knownFailureStaysWhatItIs() {
    var known = StoreFailure.of(exception("55P03", null), false);

    assertThat(StoreFailure.of(known, true)).isSameAs(known);
  }

  private static PgException exception(String state, String constraint) {
    return exception("ERROR", state, constraint);
  }

  private static PgException exception(String severity, String state, String constraint) {
    return new PgException(
        "message",
        severity,
        state,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        constraint);
  }
}
