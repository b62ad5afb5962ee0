package openbell.order;

/** The statements on single orders and on an account's list. */
final class OrderSql {
  private static final String COLUMNS =
      """
      SELECT order_id, account_id, user_id, cl_ord_id, symbol, currency, side, ord_type,
             time_in_force, product, order_qty, price, stop_px, worst_px, trade_date,
             venue_partition, tags, accepted_at, ord_status, acknowledged, cum_qty, cum_notional,
             cum_charges, last_cmd_no, version, reason, venue_order_id, updated_at
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

  static final String UPDATE =
      """
      UPDATE orders.orders AS o
      SET ord_status = n.ord_status, acknowledged = n.acknowledged, cum_qty = n.cum_qty,
          cum_notional = n.cum_notional, cum_charges = n.cum_charges,
          last_cmd_no = n.last_cmd_no, version = n.version, reason = n.reason,
          venue_order_id = n.venue_order_id, updated_at = n.updated_at
      FROM unnest($1::uuid[], $2::smallint[], $3::boolean[], $4::bigint[], $5::bigint[],
                  $6::bigint[], $7::integer[], $8::integer[], $9::text[], $10::text[],
                  $11::timestamptz[])
        AS n (order_id, ord_status, acknowledged, cum_qty, cum_notional, cum_charges, last_cmd_no,
              version, reason, venue_order_id, updated_at)
      WHERE o.order_id = n.order_id
      """;

  private OrderSql() {}
}
