package openbell.ledger;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import openbell.ledger.domain.Balance;
import openbell.ledger.domain.Invariant;
import openbell.ledger.domain.JournalReplay;
import openbell.ledger.domain.Transfer;
import openbell.ledger.domain.Transfer.Kind;
import openbell.ledger.domain.Transfer.LedgerAccount;

/**
 * Rebuilds every balance from the journal, some hundred accounts at a time, and compares. Used
 * once, within one transaction, on its connection's context.
 */
final class JournalVerification {
  private static final int ACCOUNTS = 500;
  private static final int FETCH = 1_000;

  /** The house's own entries (account 0) come first, with the first accounts. */
  private static final String PAGE =
      """
      SELECT max(account_id) AS last FROM (
        SELECT account_id FROM ledger.accounts WHERE account_id > $1
        ORDER BY account_id LIMIT $2) AS page
      """;

  private static final String JOURNAL =
      """
      SELECT posting_key, leg, account_id, stripe, asset, debit_kind, credit_kind, amount
      FROM ledger.transfers
      WHERE account_id > $1 AND account_id <= $2
      ORDER BY account_id, transfer_no
      """;

  private static final String STORED =
      """
      SELECT account_id, kind, asset, stripe, debits_posted, credits_posted, debits_pending
      FROM ledger.ledger_accounts
      WHERE account_id > $1 AND account_id <= $2
      """;

  private final SqlConnection transaction;
  private final JournalReplay replay = new JournalReplay();
  private long differences;
  private String sample = "";

  JournalVerification(SqlConnection transaction) {
    this.transaction = transaction;
  }

  Future<List<Invariant>> run() {
    return pages(-1)
        .compose(done -> stored(-1, 0))
        .map(
            house -> {
              note(replay.compareHouse(house));
              return List.of(new Invariant("balances_equal_journal", differences, sample));
            });
  }

  private Future<Void> pages(long after) {
    return transaction
        .preparedQuery(PAGE)
        .execute(Tuple.of(after, ACCOUNTS))
        .compose(
            rows -> {
              var last = rows.iterator().next().getLong("last");
              return last == null
                  ? Future.succeededFuture()
                  : page(after, last).compose(done -> pages(last));
            });
  }

  private Future<Void> page(long after, long last) {
    return replay(after, last)
        .compose(done -> stored(Math.max(after, 0), last))
        .onSuccess(stored -> note(replay.compareCustomers(stored)))
        .mapEmpty();
  }

  private void note(List<String> found) {
    differences += found.size();
    if (sample.isEmpty() && !found.isEmpty()) {
      sample = found.getFirst();
    }
  }

  private Future<Void> replay(long after, long last) {
    return transaction
        .prepare(JOURNAL)
        .compose(
            statement -> {
              var ended = Promise.<Void>promise();
              statement
                  .createStream(FETCH, Tuple.of(after, last))
                  .exceptionHandler(ended::tryFail)
                  .endHandler(end -> ended.tryComplete())
                  .handler(row -> replay.post(transferOf(row)));
              return ended.future().eventually(statement::close);
            });
  }

  private Future<Map<LedgerAccount, Balance>> stored(long after, long last) {
    return transaction
        .preparedQuery(STORED)
        .execute(Tuple.of(after, last))
        .map(
            rows -> {
              var stored = new HashMap<LedgerAccount, Balance>();
              for (var row : rows) {
                stored.put(ledgerAccountOf(row), PgLedgerStore.balanceOf(row));
              }
              return stored;
            });
  }

  private static LedgerAccount ledgerAccountOf(Row row) {
    return new LedgerAccount(
        row.getLong("account_id"),
        Kind.of(row.getString("kind")),
        row.getString("asset"),
        row.getShort("stripe"));
  }

  private static Transfer transferOf(Row row) {
    return new Transfer(
        row.getString("posting_key"),
        row.getShort("leg"),
        row.getLong("account_id"),
        row.getShort("stripe"),
        row.getString("asset"),
        Kind.of(row.getString("debit_kind")),
        Kind.of(row.getString("credit_kind")),
        row.getLong("amount"));
  }
}
