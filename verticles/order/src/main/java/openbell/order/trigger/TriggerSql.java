package openbell.order.trigger;

/** The statements on triggers. */
final class TriggerSql {
  static final String LIMIT_LOCK_WAIT = "SET LOCAL lock_timeout = '1s'";

  static final String LOCK_ACCOUNT = "SELECT account_id, blocked FROM ledger.lock_accounts($1)";

  static final String ANSWER =
      """
      SELECT request_hash, answer FROM orders.trigger_keys
      WHERE account_id = $1 AND idempotency_key = $2
      """;

  static final String INSERT_ANSWER =
      """
      INSERT INTO orders.trigger_keys (account_id, idempotency_key, request_hash, answer)
      VALUES ($1, $2, $3, $4)
      """;

  static final String FORGET_ANSWERS =
      "DELETE FROM orders.trigger_keys WHERE created_at < clock_timestamp() - interval '2 days'";

  static final String ACTIVE_OF_ACCOUNT =
      "SELECT count(*) FROM orders.triggers WHERE account_id = $1 AND status = 1";

  static final String INSERT =
      """
      INSERT INTO orders.triggers
        (trigger_id, account_id, user_id, symbol, conditions, trigger_pxs, sides, ord_types,
         times_in_force, products, order_qtys, prices, expire_date, expire_at, created_at, armed_at,
         updated_at, status, version)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, $15, $16, $17)
      """;

  private static final String COLUMNS =
      """
      SELECT t.trigger_id, t.account_id, t.user_id, t.symbol, t.conditions, t.trigger_pxs, t.sides,
             t.ord_types, t.times_in_force, t.products, t.order_qtys, t.prices, t.expire_date,
             t.expire_at, t.created_at, t.armed_at, t.updated_at, t.status, t.version, t.met_leg,
             t.met_px, t.order_id, t.reason
      """;

  static final String FIND =
      COLUMNS + "FROM orders.triggers AS t WHERE t.account_id = $1 AND t.trigger_id = $2";

  static final String LIST =
      COLUMNS
          + """
          FROM orders.triggers AS t
          WHERE t.account_id = $1 AND cardinality(t.conditions) = $2
            AND (cardinality($3::smallint[]) = 0 OR t.status = ANY ($3)) AND t.trigger_id < $4
          ORDER BY t.trigger_id DESC
          LIMIT $5
          """;

  static final String LOCK =
      COLUMNS
          + """
          FROM orders.triggers AS t WHERE t.trigger_id = ANY ($1)
          ORDER BY t.trigger_id
          FOR UPDATE
          """;

  static final String ACTIVE =
      COLUMNS
          + """
          FROM orders.triggers AS t WHERE t.status = 1 AND t.trigger_id > $1
          ORDER BY t.trigger_id
          LIMIT $2
          """;

  static final String UNPLACED =
      COLUMNS
          + """
          FROM orders.triggers AS t WHERE t.status = 2 AND t.order_id IS NULL
          ORDER BY t.trigger_id
          LIMIT $1
          """;

  /** Over by the caller's clock and by the database's: one of them that jumps ends nothing. */
  static final String TO_EXPIRE =
      COLUMNS
          + """
          FROM orders.triggers AS t WHERE t.status = 1
            AND t.expire_at <= least($1, clock_timestamp())
          ORDER BY t.trigger_id
          LIMIT $2
          FOR UPDATE SKIP LOCKED
          """;

  /** Every transaction below it has ended: what it wrote is seen. */
  static final String HORIZON = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS horizon";

  /** One row at least: the horizon of the very snapshot that the rows are read from. */
  static final String CHANGES =
      COLUMNS
          + """
          , t.changed_in::text AS changed_in, h.horizon
          FROM (SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS horizon) AS h
          LEFT JOIN LATERAL (
            SELECT * FROM orders.triggers AS c
            WHERE c.changed_in >= $1::text::xid8
            ORDER BY c.changed_in, c.trigger_id
            LIMIT $2) AS t ON true
          ORDER BY t.changed_in, t.trigger_id
          """;

  /** Writes a state one version after the one that was read under the lock. */
  static final String UPDATE_STATE =
      """
      UPDATE orders.triggers AS t
      SET status = n.status, version = n.version, met_leg = n.met_leg, met_px = n.met_px,
          order_id = nullif(n.order_id, '')::uuid, reason = n.reason, updated_at = n.updated_at,
          changed_in = pg_current_xact_id()
      FROM unnest($1::uuid[], $2::smallint[], $3::integer[], $4::smallint[], $5::bigint[],
                  $6::text[], $7::text[], $8::timestamptz[])
        AS n (trigger_id, status, version, met_leg, met_px, order_id, reason, updated_at)
      WHERE t.trigger_id = n.trigger_id AND t.version = n.version - 1
      """;

  static final String UPDATE_TERMS =
      """
      UPDATE orders.triggers
      SET trigger_pxs = $3, prices = $4, order_qtys = $5, version = $2, armed_at = $6,
          updated_at = $6, changed_in = pg_current_xact_id()
      WHERE trigger_id = $1 AND version = $2 - 1
      """;

  static final String OFFSETS =
      """
      SELECT partition, next_offset FROM orders.consumer_offsets
      WHERE topic = $1 AND partition < $2
      """;

  static final String INIT_OFFSETS =
      """
      INSERT INTO orders.consumer_offsets (topic, partition, next_offset)
      SELECT $1, * FROM unnest($2::integer[], $3::bigint[])
      ON CONFLICT DO NOTHING
      """;

  /** Of a row that another reader moved the value is not the expected one. */
  static final String ADVANCE =
      """
      UPDATE orders.consumer_offsets AS o
      SET next_offset = n.next_offset
      FROM unnest($2::integer[], $3::bigint[], $4::bigint[])
        AS n (partition, expected, next_offset)
      WHERE o.topic = $1 AND o.partition = n.partition AND o.next_offset = n.expected
      """;

  private TriggerSql() {}
}
