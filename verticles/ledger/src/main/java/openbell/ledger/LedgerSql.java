package openbell.ledger;

/** The ledger's own statements; the functions that they call are the migrations'. */
final class LedgerSql {
  static final String OPEN_ACCOUNT =
      "SELECT ledger.open_account($1, $2, $3, $4, $5, $6, $7) AS opened";

  static final String APPEND_EVENTS = "SELECT ord FROM ledger.append_events($1, $2, $3)";

  static final String MAKE_PARTITIONS = "SELECT ledger.make_partitions($1)";

  /** One row per ledger account, one with null kind for an account that has none. */
  static final String STATE =
      """
      SELECT a.last_event_seq, l.kind, l.asset, l.debits_posted, l.credits_posted, l.debits_pending,
             b.currency, b.qty, b.cost, b.realized_pnl
      FROM ledger.accounts AS a
      LEFT JOIN ledger.ledger_accounts AS l ON l.account_id = a.account_id
      LEFT JOIN ledger.cost_basis AS b ON b.account_id = l.account_id AND b.symbol = l.asset
      WHERE a.account_id = $1
      ORDER BY l.asset, l.kind
      """;

  /** One row per event, one with null seq where there is none to tell. */
  static final String EVENTS =
      """
      SELECT a.last_event_seq, e.account_id, e.seq, e.recorded_at, e.type, e.body
      FROM ledger.accounts AS a
      LEFT JOIN LATERAL (
        SELECT * FROM ledger.account_events AS each
        WHERE each.account_id = a.account_id AND each.seq > $2
        ORDER BY each.seq
        LIMIT $3) AS e ON true
      WHERE a.account_id = $1
      ORDER BY e.seq
      """;

  static final String VITALS =
      """
      SELECT (SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM ledger.transfer_no)
               AS transfers,
             (SELECT count(*) FROM ledger.account_events WHERE NOT published) AS unpublished,
             (SELECT count(*) FROM ledger.breaks WHERE resolved_at IS NULL) AS open_breaks
      """;

  /** Not "greater than the last": a transaction that commits late would be lost. */
  static final String UNPUBLISHED_EVENTS =
      """
      SELECT event_no, account_id, seq, recorded_at, type, body
      FROM ledger.account_events
      WHERE NOT published
      ORDER BY event_no
      LIMIT $1
      """;

  static final String MARK_PUBLISHED =
      """
      UPDATE ledger.account_events SET published = true
      WHERE event_no = ANY ($1) AND NOT published
      """;

  private LedgerSql() {}
}
