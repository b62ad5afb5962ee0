package openbell.gateway.reference;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import openbell.runtime.Node;
import openbell.runtime.OutboxRelay;
import openbell.runtime.OutboxRelay.OutboxRecord;

/** The gateway's outbox table, for the relay. */
public final class PgOutbox implements OutboxRelay.Source {
  /** Its relay's name: lease, health part, and the local bus address that nudges it. */
  static final String NAME = "gateway.outbox";

  private static final String UNPUBLISHED =
      """
      SELECT outbox_id, topic, key, value FROM gateway.outbox
      WHERE published_at IS NULL
      ORDER BY outbox_id
      LIMIT $1
      """;

  private static final String MARK =
      "UPDATE gateway.outbox SET published_at = clock_timestamp() WHERE outbox_id = ANY ($1)";

  private PgOutbox() {}

  /** Starts the relay that publishes it to Kafka. */
  public static OutboxRelay relay(Node node) {
    return new OutboxRelay(node, node.shards().reference(), NAME, new PgOutbox());
  }

  @Override
  public Future<List<OutboxRecord>> unpublished(SqlConnection transaction, int limit) {
    return transaction
        .preparedQuery(UNPUBLISHED)
        .execute(Tuple.of(limit))
        .map(
            rows -> {
              var records = new ArrayList<OutboxRecord>(rows.size());
              rows.forEach(row -> records.add(record(row)));
              return records;
            });
  }

  @Override
  public Future<Void> markPublished(SqlConnection transaction, List<OutboxRecord> published) {
    var ids = published.stream().map(OutboxRecord::id).toArray(Long[]::new);
    return transaction.preparedQuery(MARK).execute(Tuple.of((Object) ids)).mapEmpty();
  }

  private static OutboxRecord record(Row row) {
    Buffer value = row.getBuffer("value");
    return new OutboxRecord(
        row.getLong("outbox_id"), row.getString("topic"), -1, row.getString("key"), value);
  }
}
