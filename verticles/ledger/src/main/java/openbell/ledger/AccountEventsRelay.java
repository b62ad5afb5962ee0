package openbell.ledger;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.stream.StreamSupport;
import openbell.model.Topics;
import openbell.runtime.OutboxRelay;
import openbell.runtime.OutboxRelay.OutboxRecord;

/**
 * What is published to {@code account.events.v1}: the account events of one shard, at least once,
 * per account in the order of seq. Stateless.
 *
 * <p>event_no keeps that order: it is drawn under the account's row lock, so what an account's
 * later transaction wrote is both greater and visible later.
 */
final class AccountEventsRelay implements OutboxRelay.Source {
  /** Name of the lease, and the local bus address that nudges. */
  static final String NAME = "ledger.account-events";

  @Override
  public Future<List<OutboxRecord>> unpublished(SqlConnection transaction, int limit) {
    return transaction
        .preparedQuery(LedgerSql.UNPUBLISHED_EVENTS)
        .execute(Tuple.of(limit))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(
                        row ->
                            new OutboxRecord(
                                row.getLong("event_no"),
                                Topics.ACCOUNT_EVENTS,
                                -1,
                                Long.toString(row.getLong("account_id")),
                                Buffer.buffer(AccountEventRows.bytesOf(row))))
                    .toList());
  }

  @Override
  public Future<Void> markPublished(SqlConnection transaction, List<OutboxRecord> published) {
    var eventNos = published.stream().map(OutboxRecord::id).toArray(Long[]::new);
    return transaction
        .preparedQuery(LedgerSql.MARK_PUBLISHED)
        .execute(Tuple.of((Object) eventNos))
        .mapEmpty();
  }
}
