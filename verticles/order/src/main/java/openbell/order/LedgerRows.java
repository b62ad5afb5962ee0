package openbell.order;

import io.vertx.sqlclient.Row;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import openbell.order.domain.AccountState;

/** What the ledger's functions answer: rows of accounts and of holds. */
final class LedgerRows {
  private LedgerRows() {}

  /** The accounts that there are, by id. */
  static Map<Long, AccountState> accounts(Iterable<Row> rows) {
    var accounts = new HashMap<Long, AccountState>();
    rows.forEach(
        row ->
            accounts.put(
                row.getLong("account_id"),
                new AccountState(row.getBoolean("close_only"), row.getBoolean("blocked"))));
    return accounts;
  }

  /** What each hold still holds, by the order's id. */
  static Map<UUID, Long> holds(Iterable<Row> rows) {
    var holds = new HashMap<UUID, Long>();
    rows.forEach(row -> holds.put(row.getUUID("hold_id"), row.getLong("still_held")));
    return holds;
  }
}
