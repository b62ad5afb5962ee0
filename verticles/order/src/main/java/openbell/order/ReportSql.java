package openbell.order;

/** The statements of an applier's transaction, each for a whole batch. */
final class ReportSql {
  static final String INIT_OFFSETS =
      """
      INSERT INTO orders.consumer_offsets (topic, partition, next_offset)
      SELECT $1, p, 0 FROM generate_series(0, $2::integer - 1) AS p
      ON CONFLICT DO NOTHING
      """;

  static final String OFFSETS =
      """
      SELECT partition, next_offset FROM orders.consumer_offsets
      WHERE topic = $1 AND partition < $2
      """;

  static final String ADVANCE =
      """
      UPDATE orders.consumer_offsets AS o
      SET next_offset = n.next_offset
      FROM unnest($2::integer[], $3::bigint[], $4::bigint[])
        AS n (partition, expected, next_offset)
      WHERE o.topic = $1 AND o.partition = n.partition AND o.next_offset = n.expected
      """;

  static final String KNOWN =
      """
      SELECT r.mic || '|' || r.trade_date || '|' || r.exec_id || '|' || r.order_id AS exec_key
      FROM unnest($1::uuid[], $2::text[], $3::integer[], $4::text[])
        AS q (order_id, mic, trade_date, exec_id)
      JOIN orders.execution_reports AS r
        ON r.order_id = q.order_id AND r.mic = q.mic AND r.trade_date = q.trade_date
          AND r.exec_id = q.exec_id
      """;

  static final String PARKED_ORDERS =
      """
      SELECT DISTINCT order_id FROM orders.parked_reports
      WHERE order_id = ANY ($1) AND resolved_at IS NULL
      """;

  static final String HOLDS =
      "SELECT hold_id, amount - consumed - released AS still_held FROM ledger.holds($1)";

  static final String INSERT_REPORTS =
      """
      INSERT INTO orders.execution_reports
        (order_id, mic, trade_date, exec_id, account_id, exec_type, last_px, last_qty, charges,
         trd_match_id, reason, transact_time, order_version)
      SELECT * FROM unnest($1::uuid[], $2::text[], $3::integer[], $4::text[], $5::bigint[],
                           $6::smallint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::text[],
                           $11::text[], $12::timestamptz[], $13::integer[])
      """;

  static final String PARK =
      """
      INSERT INTO orders.parked_reports
        (topic, partition, record_offset, order_id, cause, record_key, record_value)
      SELECT $1, n.* FROM unnest($2::integer[], $3::bigint[], $4::uuid[], $5::text[], $6::text[],
                                 $7::bytea[]) AS n
      """;

  static final String POST_FILLS =
      "SELECT ledger.post_fills($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

  static final String RELEASE_PARTS = "SELECT ledger.release_parts($1, $2, $3)";

  static final String RAISE_HOLDS = "SELECT ledger.raise_holds($1, $2, $3)";

  static final String RELEASE_HOLDS = "SELECT ledger.release_holds($1, $2)";

  private ReportSql() {}
}
