package openbell.order;

/** The statements on single orders and on an account's list. */
final class OrderSql {
  private static final String COLUMNS =
      """
      SELECT order_id, account_id, user_id, cl_ord_id, symbol, currency, side, ord_type,
             time_in_force, product, order_qty, price, stop_px, worst_px, trade_date,
             venue_partition, tags, accepted_at, ord_status, acknowledged, cum_qty, cum_notional,
             cum_charges, last_cmd_no, version, reason, venue_order_id, updated_at, expire_date,
             queued, triggered, pending_cmd_no, pending_order_qty, pending_price, pending_stop_px,
             pending_worst_px
      FROM orders.orders
      """;

  static final String FIND = COLUMNS + "WHERE order_id = $2 AND account_id = $1";

  static final String FIND_BY_CL_ORD_ID =
      COLUMNS
          + """
          WHERE account_id = $1 AND order_id = (
            SELECT c.order_id FROM orders.client_order_ids AS c
            WHERE c.account_id = $1 AND c.cl_ord_id = $2)
          """;

  static final String LOCK = FIND + " FOR UPDATE";

  /** In id order, after the accounts: the lock order of every transaction. */
  static final String LOCK_MANY =
      COLUMNS + "WHERE order_id = ANY ($1) ORDER BY order_id FOR UPDATE";

  static final String LIST =
      COLUMNS
          + """
          WHERE account_id = $1 AND order_id >= $2 AND order_id < $3
            AND (cardinality($4::smallint[]) = 0 OR ord_status = ANY ($4))
            AND ($5 = '' OR symbol = $5)
          ORDER BY order_id DESC
          LIMIT $6
          """;

  /** exec_type 3: TRADE. */
  static final String FILLS =
      """
      SELECT exec_id, trd_match_id, last_px, last_qty, charges, transact_time
      FROM orders.execution_reports
      WHERE order_id = $1 AND exec_type = 3
      ORDER BY order_version, recorded_at
      """;

  /**
   * Queued orders of a market that its session decides: all that it may have while it collects
   * orders; before that, those that end with an earlier one (time_in_force 4 GTC, 5 GTD).
   */
  static final String DUE =
      COLUMNS
          + """
          WHERE queued AND starts_with(symbol, $1 || ':') AND trade_date <= $2
            AND ($3 OR (trade_date < $2
                        AND (time_in_force NOT IN (4, 5)
                             OR (time_in_force = 5 AND expire_date < $2))))
          ORDER BY order_id
          LIMIT $4
          """;

  /** Living orders, in id order: the lock order. */
  static final String LOCK_LIVING =
      COLUMNS
          + """
          WHERE account_id = $1 AND ord_status IN (1, 2, 3, 8, 9) AND ($2 = '' OR symbol = $2)
          ORDER BY order_id
          LIMIT $3
          FOR UPDATE
          """;

  /** A fill is the report that made the transition; exec_type 3: TRADE. */
  static final String HISTORY =
      """
      SELECT t.version, t.ord_status, t.event, t.actor, t.reason, t.cum_qty, t.leaves_qty,
             t.order_qty, t.price, t.stop_px, t.queued, t.recorded_at, r.exec_id, r.trd_match_id,
             r.last_px, r.last_qty, r.charges, r.transact_time
      FROM orders.order_transitions AS t
      LEFT JOIN orders.execution_reports AS r
        ON r.order_id = t.order_id AND r.order_version = t.version AND r.exec_type = 3
      WHERE t.order_id = $1 AND t.recorded_at <= $2
      ORDER BY t.version
      """;

  /** The transitions with how they came about, a fill with the one it made. */
  static final String EXPLAIN =
      """
      SELECT t.version, t.ord_status, t.event, t.actor, t.reason, t.cum_qty, t.leaves_qty,
             t.order_qty, t.price, t.stop_px, t.queued, t.recorded_at, t.received_at, t.logged_at,
             t.dequeued_at, t.decided_at, t.rule_inputs, t.arrival, r.exec_id, r.trd_match_id,
             r.last_px, r.last_qty, r.charges, r.transact_time
      FROM orders.order_transitions AS t
      LEFT JOIN orders.execution_reports AS r
        ON r.order_id = t.order_id AND r.order_version = t.version AND r.exec_type = 3
      WHERE t.order_id = $1
      ORDER BY t.version
      LIMIT $2
      """;

  /** The prices of an order's fills, in the order in which they came. */
  static final String LEVELS =
      """
      SELECT last_px, sum(last_qty)::bigint AS quantity, count(*)::integer AS fills
      FROM orders.execution_reports
      WHERE order_id = $1 AND exec_type = 3
      GROUP BY last_px
      ORDER BY min(order_version)
      LIMIT $2
      """;

  static final String UPDATE =
      """
      UPDATE orders.orders AS o
      SET ord_status = n.ord_status, acknowledged = n.acknowledged, cum_qty = n.cum_qty,
          cum_notional = n.cum_notional, cum_charges = n.cum_charges,
          last_cmd_no = n.last_cmd_no, version = n.version, reason = n.reason,
          venue_order_id = n.venue_order_id, updated_at = n.updated_at, order_qty = n.order_qty,
          price = n.price, stop_px = n.stop_px, worst_px = n.worst_px, trade_date = n.trade_date,
          queued = n.queued, triggered = n.triggered, pending_cmd_no = n.pending_cmd_no,
          pending_order_qty = n.pending_order_qty, pending_price = n.pending_price,
          pending_stop_px = n.pending_stop_px, pending_worst_px = n.pending_worst_px
      FROM unnest($1::uuid[], $2::smallint[], $3::boolean[], $4::bigint[], $5::bigint[],
                  $6::bigint[], $7::integer[], $8::integer[], $9::text[], $10::text[],
                  $11::timestamptz[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[],
                  $16::integer[], $17::boolean[], $18::boolean[], $19::integer[], $20::bigint[],
                  $21::bigint[], $22::bigint[], $23::bigint[])
        AS n (order_id, ord_status, acknowledged, cum_qty, cum_notional, cum_charges, last_cmd_no,
              version, reason, venue_order_id, updated_at, order_qty, price, stop_px, worst_px,
              trade_date, queued, triggered, pending_cmd_no, pending_order_qty, pending_price,
              pending_stop_px, pending_worst_px)
      WHERE o.order_id = n.order_id
      """;

  static final String INSERT_TRANSITIONS =
      """
      INSERT INTO orders.order_transitions
        (order_id, version, ord_status, event, actor, reason, cum_qty, leaves_qty, order_qty,
         price, stop_px, queued, received_at, logged_at, dequeued_at, decided_at, rule_inputs,
         arrival)
      SELECT n.order_id, n.version, n.ord_status, n.event, $4, n.reason, n.cum_qty, n.leaves_qty,
             n.order_qty, n.price, n.stop_px, n.queued, n.received_at, n.logged_at,
             n.dequeued_at, n.decided_at, n.rule_inputs, n.arrival
      FROM unnest($1::uuid[], $2::integer[], $3::smallint[], $5::text[], $6::text[], $7::bigint[],
                  $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::boolean[],
                  $13::timestamptz[], $14::timestamptz[], $15::timestamptz[], $16::timestamptz[],
                  $17::bytea[], $18::bytea[])
        AS n (order_id, version, ord_status, event, reason, cum_qty, leaves_qty, order_qty, price,
              stop_px, queued, received_at, logged_at, dequeued_at, decided_at, rule_inputs,
              arrival)
      ORDER BY n.order_id, n.version
      """;

  private OrderSql() {}
}
