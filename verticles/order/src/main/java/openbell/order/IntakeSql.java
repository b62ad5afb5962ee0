package openbell.order;

/** The statements of an intake transaction, each for a whole batch. */
final class IntakeSql {
  static final String LIMIT_LOCK_WAIT = "SET LOCAL lock_timeout = '1s'";

  static final String LOCK_ACCOUNTS =
      "SELECT account_id, close_only, blocked FROM ledger.lock_accounts($1)";

  /** The same of those who only look. */
  static final String SEE_ACCOUNTS =
      "SELECT account_id, close_only, blocked FROM ledger.see_accounts($1)";

  static final String AVAILABLE =
      "SELECT account_id, asset, available FROM ledger.available($1, $2)";

  /** A key may have been stored before midnight. */
  static final String ANSWERS =
      """
      SELECT k.account_id, k.idempotency_key, k.request_hash, k.answer
      FROM unnest($1::bigint[], $2::text[]) AS q (account_id, idempotency_key)
      JOIN orders.idempotency_keys AS k
        ON k.account_id = q.account_id AND k.idempotency_key = q.idempotency_key
      WHERE k.key_date >= (now() AT TIME ZONE 'UTC')::date - 1
      """;

  static final String USED_CL_ORD_IDS =
      """
      SELECT c.account_id, c.cl_ord_id
      FROM unnest($1::bigint[], $2::text[]) AS q (account_id, cl_ord_id)
      JOIN orders.client_order_ids AS c
        ON c.account_id = q.account_id AND c.cl_ord_id = q.cl_ord_id
      """;

  static final String PLACE_HOLDS = "SELECT ledger.place_holds($1, $2, $3, $4)";

  static final String INSERT_ANSWERS =
      """
      INSERT INTO orders.idempotency_keys (account_id, idempotency_key, request_hash, answer)
      SELECT * FROM unnest($1::bigint[], $2::text[], $3::bytea[], $4::bytea[]) ORDER BY 1, 2
      """;

  static final String INSERT_CL_ORD_IDS =
      """
      INSERT INTO orders.client_order_ids (account_id, cl_ord_id, order_id)
      SELECT * FROM unnest($1::bigint[], $2::text[], $3::uuid[]) ORDER BY 1, 2
      """;

  /** The orders and their first transitions, in one statement. */
  static final String INSERT_ORDERS =
      """
      WITH n AS MATERIALIZED (
        SELECT * FROM unnest(
          $1::uuid[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[],
          $7::smallint[], $8::smallint[], $9::smallint[], $10::smallint[], $11::bigint[],
          $12::bigint[], $13::bigint[], $14::bigint[], $15::integer[], $16::integer[],
          $17::text[], $18::timestamptz[], $19::smallint[], $20::integer[], $21::integer[],
          $22::boolean[], $23::timestamptz[], $24::bytea[])
          AS u (order_id, account_id, user_id, cl_ord_id, symbol, currency, side, ord_type,
                time_in_force, product, order_qty, price, stop_px, worst_px, trade_date,
                venue_partition, tags, accepted_at, ord_status, version, expire_date, queued,
                received_at, rule_inputs)),
      placed AS (
        INSERT INTO orders.orders
          (order_id, account_id, user_id, cl_ord_id, symbol, currency, side, ord_type,
           time_in_force, product, order_qty, price, stop_px, worst_px, trade_date,
           venue_partition, tags, accepted_at, updated_at, ord_status, version, expire_date,
           queued)
        SELECT n.order_id, n.account_id, n.user_id, n.cl_ord_id, n.symbol, n.currency, n.side,
               n.ord_type, n.time_in_force, n.product, n.order_qty, n.price, n.stop_px,
               n.worst_px, n.trade_date, n.venue_partition, string_to_array(n.tags, E'\\x1f'),
               n.accepted_at, n.accepted_at, n.ord_status, n.version, n.expire_date, n.queued
        FROM n)
      INSERT INTO orders.order_transitions
        (order_id, version, ord_status, event, actor, reason, cum_qty, leaves_qty, order_qty,
         price, stop_px, queued, received_at, rule_inputs)
      SELECT n.order_id, n.version, n.ord_status, 'order.accepted', 'user:' || n.user_id, '', 0,
             n.order_qty, n.order_qty, n.price, n.stop_px, n.queued, n.received_at, n.rule_inputs
      FROM n
      """;

  static final String INSERT_COMMANDS =
      """
      INSERT INTO orders.outbox (order_id, cmd_no, venue_partition, record_key, record_value)
      SELECT n.order_id, n.cmd_no, n.venue_partition, n.record_key, n.record_value
      FROM unnest($1::uuid[], $2::integer[], $3::integer[], $4::text[], $5::bytea[])
        WITH ORDINALITY AS n (order_id, cmd_no, venue_partition, record_key, record_value, ord)
      ORDER BY n.ord
      """;

  static final String APPEND_EVENTS = "SELECT ledger.append_events($1, $2, $3)";

  private IntakeSql() {}
}
