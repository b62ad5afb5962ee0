package openbell.benchmarks.intake;

/** The peer's statements, each for one order; the rows are those of order's intake. */
final class PeerSql {
  static final String LOCK_ACCOUNT =
      "SELECT account_id, close_only, blocked FROM ledger.lock_accounts($1)";

  static final String AVAILABLE = "SELECT available FROM ledger.available($1, $2)";

  static final String ANSWER =
      """
      SELECT request_hash, answer FROM orders.idempotency_keys
      WHERE account_id = $1 AND idempotency_key = $2
        AND key_date >= (now() AT TIME ZONE 'UTC')::date - 1
      """;

  static final String PLACE_HOLD = "SELECT ledger.place_holds($1, $2, $3, $4)";

  static final String INSERT_ANSWER =
      """
      INSERT INTO orders.idempotency_keys (account_id, idempotency_key, request_hash, answer)
      VALUES ($1, $2, $3, $4)
      """;

  static final String INSERT_CL_ORD_ID =
      "INSERT INTO orders.client_order_ids (account_id, cl_ord_id, order_id) VALUES ($1, $2, $3)";

  static final String INSERT_ORDER =
      """
      INSERT INTO orders.orders
        (order_id, account_id, user_id, cl_ord_id, symbol, currency, side, ord_type,
         time_in_force, product, order_qty, price, stop_px, worst_px, trade_date,
         venue_partition, tags, accepted_at, updated_at, ord_status, version)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, $12, $13, $14, '{}', $15, $15,
              $16, 1)
      """;

  static final String INSERT_TRANSITION =
      """
      INSERT INTO orders.order_transitions
        (order_id, version, ord_status, event, actor, reason, cum_qty, leaves_qty, order_qty,
         price, stop_px, queued)
      VALUES ($1, 1, $2, 'order.accepted', 'user:' || $3::bigint, '', 0, $4, $4, $5, 0, false)
      """;

  static final String INSERT_COMMAND =
      """
      INSERT INTO orders.outbox (order_id, cmd_no, venue_partition, record_key, record_value)
      VALUES ($1, 0, $2, $3, $4)
      """;

  static final String APPEND_EVENT = "SELECT ledger.append_events($1, $2, $3)";

  private PeerSql() {}
}
