package openbell.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import openbell.ledger.LedgerCalls.Event;
import openbell.ledger.LedgerCalls.Fill;
import openbell.ledger.domain.Invariant;
import openbell.model.Side;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each invariant notices what breaks it; the tables' owner breaks it with their guards off. */
@Timeout(60)
class LedgerVerificationIT {
  private static final String SYMBOL = "XNSE:A";
  private static LedgerDatabase sound;

  @BeforeAll
  static void trade() throws SQLException {
    sound = LedgerDatabase.fresh("verification_sound");
    fill(sound);
  }

  @Test
  void everyInvariantHoldsAfterTrading() throws Exception {
    var invariants = Verified.fromJournal(sound);

    assertThat(invariants).hasSize(InvariantChecks.ALL.size() + 1).allMatch(Invariant::holds);
    assertThat(invariants).extracting(Invariant::name).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          debits_equal_credits            | UPDATE ledger.ledger_accounts SET debits_posted = debits_posted + 1 WHERE kind = 'fees'
          pending_debits_equal_open_holds | UPDATE ledger.ledger_accounts SET debits_pending = 1 WHERE account_id = 2 AND kind = 'customer' AND asset = 'INR'
          pending_debits_equal_open_holds | UPDATE ledger.holds SET released = amount - consumed
          balances_equal_transfers        | UPDATE ledger.ledger_accounts SET credits_posted = credits_posted + 1 WHERE account_id = 1
          balances_equal_transfers        | DELETE FROM ledger.transfers WHERE leg = 3
          balances_equal_journal          | UPDATE ledger.ledger_accounts SET credits_posted = credits_posted + 1 WHERE account_id = 1
          balances_equal_journal          | UPDATE ledger.transfers SET amount = amount + 1 WHERE leg = 1
          balances_equal_journal          | DELETE FROM ledger.ledger_accounts WHERE kind = 'fees'
          no_customer_overdrawn           | UPDATE ledger.ledger_accounts SET debits_posted = debits_posted + 100000 WHERE account_id = 1
          holds_not_exceeded              | UPDATE ledger.holds SET consumed = amount + 1
          transfers_have_one_key          | DELETE FROM ledger.transfer_keys
          transfers_have_one_key          | INSERT INTO ledger.transfers SELECT * FROM ledger.transfers LIMIT 1
          executions_are_whole            | DELETE FROM ledger.transfers WHERE leg = 5
          clearing_nets_per_match         | UPDATE ledger.transfers SET amount = amount + 1 WHERE leg = 1 AND account_id = 2 AND trd_match_id = 'm-1'
          cost_basis_equals_shares        | UPDATE ledger.cost_basis SET qty = qty + 1
          receivables_are_known_breaks    | DELETE FROM ledger.breaks
          events_are_gapless              | DELETE FROM ledger.account_events WHERE seq = 2
          events_are_gapless              | UPDATE ledger.accounts SET last_event_seq = last_event_seq + 1
          events_are_gapless              | UPDATE ledger.account_events SET seq = 1 WHERE seq = 2
          event_times_ascend              | UPDATE ledger.account_events SET recorded_at = recorded_at - interval '1 second' WHERE seq = 2
          published_events_are_a_prefix   | UPDATE ledger.account_events SET published = true WHERE seq = 2
          """)
  void noticesWhatBreaksIt(String invariant, String damage) throws Exception {
    var broken = sound.copy("verification_" + UUID.randomUUID().toString().replace('-', '_'));
    try (var connection = broken.connect()) {
      var ledger = new LedgerCalls(connection);
      withoutGuards(ledger);
      ledger.execute(damage);
    }

    assertThat(Verified.fromJournal(broken))
        .filteredOn(each -> each.name().equals(invariant))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.breaks()).isPositive();
              assertThat(each.sample()).isNotBlank();
            });
  }

  private static void withoutGuards(LedgerCalls ledger) throws SQLException {
    for (var table :
        List.of("transfers", "transfer_keys", "ledger_accounts", "holds", "account_events")) {
      ledger.execute("ALTER TABLE ledger." + table + " DISABLE TRIGGER USER");
    }
    ledger.execute(
        "ALTER TABLE ledger.ledger_accounts DROP CONSTRAINT ledger_accounts_not_overdrawn");
    ledger.execute("ALTER TABLE ledger.holds DROP CONSTRAINT holds_not_exceeded");
  }

  /** Two customers trade with each other; one ends up owing; a hold stays open. */
  private static void fill(LedgerDatabase database) throws SQLException {
    try (var connection = database.connect()) {
      var ledger = new LedgerCalls(connection);
      ledger.open(1, Map.of("INR", 10_000L), Map.of());
      ledger.open(2, Map.of("INR", 10L), Map.of(SYMBOL, new long[] {10, 100}));
      var buy = ledger.hold(1, "INR", 600);
      var sell = ledger.hold(2, SYMBOL, 10);
      ledger.post(
          List.of(
              fill(1, buy, Side.BUY, 5, "m-1"),
              fill(2, sell, Side.SELL, 5, "m-1"),
              fill(2, UUID.randomUUID(), Side.BUY, 10, "m-2")));
      for (var type : List.of("order.accepted", "order.open", "order.fill")) {
        ledger.append(List.of(new Event(1, type), new Event(2, type)));
      }
    }
  }

  private static Fill fill(long accountId, UUID holdId, Side side, long qty, String match) {
    var notional = qty * 100;
    var consumed = side == Side.SELL ? qty : Math.min(notional + 5, 505);
    return new Fill(
        "XNSE|2026-11-20|" + UUID.randomUUID() + "|" + holdId,
        holdId,
        accountId,
        SYMBOL,
        "INR",
        side,
        qty,
        notional,
        5,
        consumed,
        0,
        match);
  }
}
