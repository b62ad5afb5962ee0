package openbell.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import openbell.ledger.LedgerCalls.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database refuses whatever the code says. */
class GuardsIT {
  private LedgerCalls ledger;
  private long accountId;

  @BeforeEach
  void open() throws SQLException {
    ledger = new LedgerCalls(LedgerDatabase.shared().connect());
    accountId = ledger.openNew(1_000, "XNSE:TCS", 5, 200);
    ledger.hold(accountId, "INR", 300);
  }

  @AfterEach
  void disconnect() throws SQLException {
    ledger.connection().close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE ledger.transfers SET amount = amount + 1",
        "DELETE FROM ledger.transfers",
        "TRUNCATE ledger.transfers",
        "DELETE FROM ledger.transfer_keys",
        "UPDATE ledger.transfers_default SET amount = 1",
        "DELETE FROM ledger.transfers_default",
        "INSERT INTO ledger.transfers_default SELECT * FROM ledger.transfers",
        "UPDATE ledger.ledger_accounts SET credits_posted = credits_posted + 1",
        "UPDATE ledger.ledger_accounts SET debits_pending = 0",
        "DELETE FROM ledger.ledger_accounts",
        "INSERT INTO ledger.ledger_accounts (account_id, kind, asset, credits_posted)"
            + " VALUES (2, 'customer', 'INR', 1000000)",
        "DELETE FROM ledger.holds",
        "UPDATE ledger.holds SET asset = 'USD'",
        "UPDATE ledger.account_events SET seq = seq + 1",
        "UPDATE ledger.account_events SET body = ''",
        "DELETE FROM ledger.account_events",
        "DELETE FROM ledger.account_events_default"
      })
  void entriesAreOnlyAdded(String statement) throws SQLException {
    var before = ledger.map("SELECT kind || asset, credits_posted FROM ledger.ledger_accounts");

    assertThatThrownBy(() -> ledger.execute(statement))
        .isInstanceOfSatisfying(
            SQLException.class, refused -> assertThat(refused.getSQLState()).isEqualTo("23001"));

    assertThat(ledger.map("SELECT kind || asset, credits_posted FROM ledger.ledger_accounts"))
        .isEqualTo(before);
  }

  @Test
  void aTransferBeyondTheBalanceIsRefused() {
    assertThatThrownBy(() -> transfer(accountId, "INR", "customer", "clearing", 701))
        .hasMessageContaining("ledger_accounts_not_overdrawn");
  }

  @Test
  void aTransferOfWhatIsNotHeldMovesBothSides() throws SQLException {
    transfer(accountId, "INR", "customer", "clearing", 700);

    assertThat(ledger.available(accountId, "INR")).isZero();
    assertThat(
            ledger.number("SELECT sum(debits_posted - credits_posted) FROM ledger.ledger_accounts"))
        .isZero();
  }

  @Test
  void aTransferHasTwoAccounts() {
    assertThatThrownBy(() -> transfer(accountId, "INR", "customer", "customer", 1))
        .hasMessageContaining("transfers_two_accounts");
    assertThatThrownBy(() -> transfer(accountId, "INR", "customer", "somewhere", 1))
        .hasMessageContaining("ledger_accounts_owner");
  }

  @Test
  void aTransferBetweenHouseAccountsNamesNoCustomer() {
    assertThatThrownBy(() -> transfer(accountId, "INR", "clearing", "fees", 1))
        .hasMessageContaining("transfers_owner");
    assertThatThrownBy(() -> transfer(0, "INR", "customer", "fees", 1))
        .hasMessageContaining("transfers_owner");
  }

  @Test
  void nothingAndLessAreNotTransferred() {
    assertThatThrownBy(() -> transfer(accountId, "INR", "clearing", "customer", 0))
        .hasMessageContaining("transfers_amount_positive");
    assertThatThrownBy(() -> transfer(accountId, "INR", "clearing", "customer", -1))
        .hasMessageContaining("transfers_amount_positive");
  }

  @Test
  void aHoldIsNotExceeded() {
    assertThatThrownBy(
            () ->
                ledger.execute(
                    "UPDATE ledger.holds SET consumed = 200, released = 101 WHERE account_id = "
                        + accountId))
        .hasMessageContaining("holds_not_exceeded");
  }

  @Test
  void aHoldChangedByHandChangesWhatIsPending() throws SQLException {
    ledger.execute("UPDATE ledger.holds SET consumed = 100 WHERE account_id = " + accountId);

    assertThat(ledger.available(accountId, "INR")).isEqualTo(800);
  }

  @Test
  void partitionsAreMadeAheadAndOnce() throws SQLException {
    assertThat(ledger.number("SELECT ledger.make_partitions(4)")).isBetween(0L, 2L);
    assertThat(ledger.number("SELECT ledger.make_partitions(4)")).isZero();
    assertThat(ledger.number("SELECT count(*) FROM ledger.transfers_default")).isZero();
  }

  @Test
  void aMonthWhoseEntriesAreInTheDefaultPartitionStaysThere() throws SQLException {
    ledger.execute(
        """
        UPDATE ledger.accounts SET last_recorded_at = date_trunc('month', now()) + interval '9 months'
        WHERE account_id = %d
        """
            .formatted(accountId));
    ledger.append(List.of(new Event(accountId, "order.open")));

    var made = ledger.number("SELECT ledger.make_partitions(10)");

    assertThat(made).isPositive();
    assertThat(ledger.number("SELECT count(*) FROM ledger.account_events_default")).isOne();
    assertThat(ledger.number("SELECT ledger.make_partitions(10)")).isZero();
  }

  private void transfer(long owner, String asset, String debit, String credit, long amount)
      throws SQLException {
    ledger.execute(
        """
        INSERT INTO ledger.transfers (transfer_id, posting_key, leg, account_id, stripe, asset,
          debit_kind, credit_kind, amount, recorded_at)
        VALUES (gen_random_uuid(), 'XNSE|2026-11-20|' || gen_random_uuid(), 1, %d, 0, '%s',
          '%s', '%s', %d, clock_timestamp())
        """
            .formatted(owner, asset, debit, credit, amount));
  }
}
