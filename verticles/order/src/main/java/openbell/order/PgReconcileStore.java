package openbell.order;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;

/** Reconciles one shard's outbox in its Postgres. */
final class PgReconcileStore implements ReconcileStore {
  /**
   * Statuses 1 PENDING_NEW, 8 PENDING_CANCEL and 9 PENDING_REPLACE wait for the venue: for the
   * answer to their last command, to a replace that a cancel followed, and to the new order itself
   * where the cancel overtook it. The wait doubles each time, to at most five minutes.
   */
  private static final String REPUBLISH =
      """
      WITH stuck AS (
        SELECT b.outbox_id,
               b.published_at < clock_timestamp()
                 - least(5 * 2 ^ least(b.republished, 6), 300) * interval '1 second' AS due
        FROM orders.orders AS o
        JOIN orders.outbox AS b ON b.order_id = o.order_id
        WHERE o.ord_status IN (1, 8, 9)
          AND (b.cmd_no = o.last_cmd_no OR (b.cmd_no = 0 AND NOT o.acknowledged)
               OR (b.cmd_no = o.pending_cmd_no AND o.pending_cmd_no > 0))
          AND b.published_at < clock_timestamp() - interval '5 seconds'),
      remarked AS (
        UPDATE orders.outbox AS b
        SET published_at = NULL, republished = b.republished + 1
        WHERE b.published_at IS NOT NULL AND b.outbox_id IN (
          SELECT s.outbox_id FROM stuck AS s WHERE s.due ORDER BY s.outbox_id LIMIT 500)
        RETURNING 1)
      SELECT (SELECT count(*) FROM stuck) AS stuck,
             (SELECT count(*) FROM remarked) AS republished
      """;

  private static final String BACKLOG =
      """
      SELECT count(*) AS unpublished,
             coalesce(extract(epoch FROM clock_timestamp() - min(created_at)) * 1000, 0)::bigint
               AS oldest_ms,
             (SELECT count(*) FROM orders.parked_reports WHERE resolved_at IS NULL) AS parked
      FROM orders.outbox WHERE published_at IS NULL
      """;

  private static final String MAINTAIN =
      "SELECT orders.make_partitions(now()), orders.drop_expired(now())";

  private final Pool pool;

  PgReconcileStore(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Future<Backlog> reconcile() {
    return one(BACKLOG)
        .compose(
            waiting ->
                one(REPUBLISH)
                    .map(
                        stuck ->
                            new Backlog(
                                waiting.getLong("unpublished"),
                                waiting.getLong("oldest_ms"),
                                stuck.getLong("stuck"),
                                stuck.getLong("republished"),
                                waiting.getLong("parked"))));
  }

  @Override
  public Future<Void> maintainPartitions() {
    return one(MAINTAIN).mapEmpty();
  }

  private Future<Row> one(String sql) {
    return pool.preparedQuery(sql).execute().map(rows -> rows.iterator().next());
  }
}
