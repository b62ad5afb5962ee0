package openbell.order;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import openbell.model.Topics;
import openbell.runtime.OutboxRelay;
import openbell.runtime.OutboxRelay.OutboxRecord;

/**
 * The commands that wait for Kafka: cancels and replaces first, for they pass the new orders that
 * wait, then in the order in which they were written. An order's commands are numbered under its
 * account's lock, so theirs rise too; one that overtakes its new order waits for it at the venue.
 */
final class PgOutbox implements OutboxRelay.Source {
  private static final String UNPUBLISHED =
      """
      SELECT outbox_id, venue_partition, record_key, record_value
      FROM orders.outbox
      WHERE published_at IS NULL
      ORDER BY (cmd_no = 0), outbox_id
      LIMIT $1
      """;

  private static final String MARK =
      "UPDATE orders.outbox SET published_at = clock_timestamp() WHERE outbox_id = ANY ($1)";

  @Override
  public Future<List<OutboxRecord>> unpublished(SqlConnection transaction, int limit) {
    return transaction
        .preparedQuery(UNPUBLISHED)
        .execute(Tuple.of(limit))
        .map(
            rows -> {
              var records = new ArrayList<OutboxRecord>(rows.size());
              rows.forEach(
                  row ->
                      records.add(
                          new OutboxRecord(
                              row.getLong("outbox_id"),
                              Topics.VENUE_ORDERS,
                              row.getInteger("venue_partition"),
                              row.getString("record_key"),
                              row.getBuffer("record_value"))));
              return records;
            });
  }

  @Override
  public Future<Void> markPublished(SqlConnection transaction, List<OutboxRecord> published) {
    return transaction
        .preparedQuery(MARK)
        .execute(Tuple.of(SqlArrays.longs(published, OutboxRecord::id)))
        .mapEmpty();
  }
}
