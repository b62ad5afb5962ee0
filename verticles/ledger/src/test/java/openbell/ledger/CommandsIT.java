package openbell.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import openbell.ledger.LedgerCalls.Appended;
import openbell.ledger.LedgerCalls.Event;
import openbell.ledger.LedgerCalls.Hold;
import openbell.ledger.LedgerCalls.HoldState;
import openbell.ledger.LedgerCalls.LockedAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The functions that other modules call, but for fills. */
class CommandsIT {
  private static final String SYMBOL = "XNSE:RELIANCE";

  private LedgerCalls ledger;

  @BeforeEach
  void connect() throws SQLException {
    ledger = new LedgerCalls(LedgerDatabase.shared().connect());
  }

  @AfterEach
  void disconnect() throws SQLException {
    ledger.connection().close();
  }

  @Test
  void openingTwiceDoesNothing() throws SQLException {
    var accountId = ledger.openNew(1_000, SYMBOL, 5, 200);

    assertThat(ledger.open(accountId, Map.of("INR", 1_000L), Map.of())).isFalse();

    assertThat(ledger.available(new Long[] {accountId, accountId}, "INR", SYMBOL))
        .containsOnly(
            Map.entry(accountId + " INR", 1_000L), Map.entry(accountId + " " + SYMBOL, 5L));
  }

  @Test
  void locksEachKnownAccountOnceInAscendingOrder() throws SQLException {
    var first = ledger.openNew(0, SYMBOL, 0, 0);
    var second = ledger.openNew(0, SYMBOL, 0, 0);
    ledger.execute("UPDATE ledger.accounts SET restricted = true WHERE account_id = " + first);

    assertThat(ledger.lock(second, first, 1L, second))
        .containsExactly(
            new LockedAccount(first, false, true, 0), new LockedAccount(second, false, false, 0));
  }

  @Test
  void availableIsOneRowPerPairAndZeroForWhatIsUnknown() throws SQLException {
    var accountId = ledger.openNew(1_000, SYMBOL, 0, 0);

    assertThat(ledger.available(new Long[] {accountId, accountId, accountId}, "INR", "INR", "USD"))
        .containsOnly(Map.entry(accountId + " INR", 1_000L), Map.entry(accountId + " USD", 0L));
  }

  @Test
  void aHoldReducesWhatIsAvailableAndItsReleaseRestoresIt() throws SQLException {
    var accountId = ledger.openNew(1_000, SYMBOL, 0, 0);
    var hold = ledger.hold(accountId, "INR", 700);
    assertThat(ledger.available(accountId, "INR")).isEqualTo(300);

    ledger.release(accountId, hold, UUID.randomUUID());
    ledger.release(accountId, hold);

    assertThat(ledger.available(accountId, "INR")).isEqualTo(1_000);
    assertThat(ledger.holdState(hold)).isEqualTo(new HoldState(700, 0, 700));
  }

  @Test
  void theHoldOfAnotherAccountIsNotReleased() throws SQLException {
    var accountId = ledger.openNew(1_000, SYMBOL, 0, 0);
    var other = ledger.openNew(1_000, SYMBOL, 0, 0);
    var hold = ledger.hold(accountId, "INR", 700);

    ledger.release(other, hold);

    assertThat(ledger.holdState(hold)).isEqualTo(new HoldState(700, 0, 0));
  }

  @Test
  void holdsOfOneBatchAddUp() throws SQLException {
    var accountId = ledger.openNew(1_000, SYMBOL, 5, 200);

    ledger.place(
        List.of(
            new Hold(UUID.randomUUID(), accountId, "INR", 600),
            new Hold(UUID.randomUUID(), accountId, SYMBOL, 5),
            new Hold(UUID.randomUUID(), accountId, "INR", 400)));

    assertThat(ledger.available(new Long[] {accountId, accountId}, "INR", SYMBOL).values())
        .containsOnly(0L);
  }

  @Test
  void aBatchThatIsNotCoveredPlacesNothing() throws SQLException {
    var accountId = ledger.openNew(1_000, SYMBOL, 0, 0);
    var batch =
        List.of(
            new Hold(UUID.randomUUID(), accountId, "INR", 600),
            new Hold(UUID.randomUUID(), accountId, "INR", 401));

    assertThatThrownBy(() -> ledger.place(batch)).satisfies(CommandsIT::isNotOverdrawn);

    assertThat(ledger.available(accountId, "INR")).isEqualTo(1_000);
  }

  @Test
  void anAssetNeverHadCannotBeHeld() throws SQLException {
    var accountId = ledger.openNew(1_000, SYMBOL, 0, 0);

    assertThatThrownBy(() -> ledger.hold(accountId, "USD", 1))
        .satisfies(CommandsIT::isNotOverdrawn);
  }

  @Test
  void numbersEventsPerAccountWithoutGapsInTheOrderGiven() throws SQLException {
    var first = ledger.openNew(0, SYMBOL, 0, 0);
    var second = ledger.openNew(0, SYMBOL, 0, 0);
    ledger.append(List.of(new Event(second, "order.accepted")));

    var appended =
        ledger.append(
            List.of(
                new Event(first, "order.accepted"),
                new Event(second, "order.open"),
                new Event(first, "order.open")));

    assertThat(appended)
        .extracting(Appended::ord, Appended::accountId, Appended::seq)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1, first, 1L),
            org.assertj.core.groups.Tuple.tuple(2, second, 2L),
            org.assertj.core.groups.Tuple.tuple(3, first, 2L));
    assertThat(ledger.lock(first, second)).extracting(LockedAccount::lastEventSeq).containsOnly(2L);
  }

  @Test
  void recordedAtAscendsWhateverTheClockSays() throws SQLException {
    var accountId = ledger.openNew(0, SYMBOL, 0, 0);
    ledger.execute(
        "UPDATE ledger.accounts SET last_recorded_at = now() + interval '1 hour' WHERE account_id ="
            + " "
            + accountId);
    var last = ledger.lastRecordedAt(accountId);

    var appended =
        ledger.append(
            List.of(new Event(accountId, "order.accepted"), new Event(accountId, "order.open")));

    assertThat(appended)
        .extracting(Appended::recordedAt)
        .containsExactly(last.plusNanos(1_000), last.plusNanos(2_000));
    assertThat(ledger.lastRecordedAt(accountId)).isEqualTo(last.plusNanos(2_000));
  }

  @Test
  void anEventOfAnUnknownAccountIsRefused() {
    assertThatThrownBy(() -> ledger.append(List.of(new Event(3, "order.open"))))
        .hasMessageContaining("an account that is not open");
  }

  private static void isNotOverdrawn(Throwable refused) {
    assertThat(refused).isInstanceOf(org.postgresql.util.PSQLException.class);
    var error = ((org.postgresql.util.PSQLException) refused).getServerErrorMessage();
    assertThat(error.getSQLState()).isEqualTo("23514");
    assertThat(error.getConstraint()).isEqualTo("ledger_accounts_not_overdrawn");
  }
}
