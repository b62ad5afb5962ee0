package openbell.order.trigger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import openbell.order.domain.Refused;
import openbell.order.trigger.domain.Trigger;
import openbell.order.trigger.domain.TriggerRules;
import openbell.runtime.Shards;
import openbell.wire.order.TriggerReply;

/**
 * Triggers in the database of their account. Lock order: the account's row, then triggers by id.
 */
final class PgTriggerStore implements TriggerStore {
  private final Shards shards;

  PgTriggerStore(Shards shards) {
    this.shards = shards;
  }

  @Override
  public Future<Optional<TriggerReply>> answered(long accountId, CommandKey key) {
    return shards
        .of(accountId)
        .preparedQuery(TriggerSql.ANSWER)
        .execute(Tuple.of(accountId, key.key()))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .findFirst()
                    .map(row -> replay(row, key)));
  }

  @Override
  public Future<TriggerReply> create(Trigger trigger, CommandKey key) {
    return shards
        .inTransaction(
            shards.of(trigger.accountId()),
            transaction ->
                lockAccount(transaction, trigger.accountId())
                    .compose(
                        refused ->
                            refused
                                .map(no -> Future.succeededFuture(TriggerMessages.refused(no)))
                                .orElseGet(() -> createLocked(transaction, trigger, key))))
        .recover(PgTriggerStore::busyOrFault);
  }

  private static Future<Optional<Refused>> lockAccount(SqlConnection transaction, long accountId) {
    return transaction
        .query(TriggerSql.LIMIT_LOCK_WAIT)
        .execute()
        .compose(
            limited ->
                transaction
                    .preparedQuery(TriggerSql.LOCK_ACCOUNT)
                    .execute(Tuple.of(new Long[] {accountId})))
        .map(
            rows -> {
              if (rows.size() == 0) {
                return Optional.of(
                    Refused.of(404, "risk.account_unknown", "There is no such account."));
              }
              return rows.iterator().next().getBoolean("blocked")
                  ? Optional.of(Refused.of(423, "risk.account_blocked", "The account is blocked."))
                  : Optional.empty();
            });
  }

  private static Future<TriggerReply> createLocked(
      SqlConnection transaction, Trigger trigger, CommandKey key) {
    return transaction
        .preparedQuery(TriggerSql.ANSWER)
        .execute(Tuple.of(trigger.accountId(), key.key()))
        .compose(
            rows ->
                rows.size() == 0
                    ? insert(transaction, trigger, key)
                    : Future.succeededFuture(replay(rows.iterator().next(), key)));
  }

  private static TriggerReply replay(Row row, CommandKey key) {
    if (!ByteString.copyFrom(row.getBuffer("request_hash").getBytes()).equals(key.requestHash())) {
      return TriggerMessages.refused(
          Refused.of(422, "idempotency.key_reused", "The key belongs to another request."));
    }
    try {
      var answer = openbell.wire.order.Trigger.parseFrom(row.getBuffer("answer").getBytes());
      return TriggerReply.newBuilder().setTrigger(answer).setReplayed(true).build();
    } catch (InvalidProtocolBufferException broken) {
      throw new IllegalStateException("a stored answer is no trigger", broken);
    }
  }

  private static Future<TriggerReply> insert(
      SqlConnection transaction, Trigger trigger, CommandKey key) {
    return transaction
        .preparedQuery(TriggerSql.ACTIVE_OF_ACCOUNT)
        .execute(Tuple.of(trigger.accountId()))
        .compose(
            rows ->
                TriggerRules.oneMore(rows.iterator().next().getLong(0))
                    .map(no -> Future.succeededFuture(TriggerMessages.refused(no)))
                    .orElseGet(() -> insertBoth(transaction, trigger, key)));
  }

  private static Future<TriggerReply> insertBoth(
      SqlConnection transaction, Trigger trigger, CommandKey key) {
    var answer = TriggerMessages.trigger(trigger);
    var row =
        Tuple.of(
            trigger.accountId(),
            key.key(),
            Buffer.buffer(key.requestHash().toByteArray()),
            Buffer.buffer(answer.toByteArray()));
    return transaction
        .preparedQuery(TriggerSql.INSERT)
        .execute(TriggerRows.insert(trigger))
        .compose(done -> transaction.preparedQuery(TriggerSql.INSERT_ANSWER).execute(row))
        .map(done -> TriggerReply.newBuilder().setTrigger(answer).build());
  }

  @Override
  public Future<Optional<Decision>> change(
      long accountId, UUID triggerId, Function<Trigger, Decision> decide) {
    return shards.inTransaction(
        shards.of(accountId),
        transaction ->
            transaction
                .preparedQuery(TriggerSql.LOCK)
                .execute(Tuple.of((Object) new UUID[] {triggerId}))
                .map(PgTriggerStore::triggers)
                .compose(
                    found ->
                        found.stream()
                            .filter(trigger -> trigger.accountId() == accountId)
                            .findFirst()
                            .map(trigger -> write(transaction, decide.apply(trigger)))
                            .orElseGet(() -> Future.succeededFuture(Optional.empty()))));
  }

  private static Future<Optional<Decision>> write(SqlConnection transaction, Decision decision) {
    var written =
        switch (decision) {
          case Decision.State(var after) -> writeStates(transaction, List.of(after));
          case Decision.Terms(var after) ->
              transaction
                  .preparedQuery(TriggerSql.UPDATE_TERMS)
                  .execute(TriggerRows.terms(after))
                  .compose(rows -> requireRows(rows, 1));
          case Decision.AsBefore _, Decision.No _ -> Future.<Void>succeededFuture();
        };
    return written.map(done -> Optional.of(decision));
  }

  /** Writes states that were decided under the rows' locks. */
  static Future<Void> writeStates(SqlConnection transaction, List<Trigger> after) {
    return after.isEmpty()
        ? Future.succeededFuture()
        : transaction
            .preparedQuery(TriggerSql.UPDATE_STATE)
            .execute(TriggerRows.states(after))
            .compose(rows -> requireRows(rows, after.size()));
  }

  private static Future<Void> requireRows(RowSet<Row> rows, int expected) {
    return rows.rowCount() == expected
        ? Future.succeededFuture()
        : Future.failedFuture(
            new IllegalStateException(rows.rowCount() + " rows written, not " + expected));
  }

  @Override
  public Future<Optional<Trigger>> find(long accountId, UUID triggerId) {
    return shards
        .of(accountId)
        .preparedQuery(TriggerSql.FIND)
        .execute(Tuple.of(accountId, triggerId))
        .map(rows -> triggers(rows).stream().findFirst());
  }

  @Override
  public Future<List<Trigger>> list(
      long accountId, int legs, List<Short> statuses, UUID before, int limit) {
    return shards
        .of(accountId)
        .preparedQuery(TriggerSql.LIST)
        .execute(Tuple.of(accountId, legs, statuses.toArray(Short[]::new), before, limit))
        .map(PgTriggerStore::triggers);
  }

  static List<Trigger> triggers(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(TriggerRows::trigger).toList();
  }

  private static Future<TriggerReply> busyOrFault(Throwable failure) {
    return failure instanceof PgException pg && "55P03".equals(pg.getSqlState())
        ? Future.succeededFuture(
            TriggerMessages.refused(
                Refused.of(
                    409,
                    "idempotency.in_progress",
                    "Another request of this account is still in progress.")))
        : Future.failedFuture(failure);
  }
}
