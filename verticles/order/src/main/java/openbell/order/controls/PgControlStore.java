package openbell.order.controls;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import openbell.runtime.Fault;
import openbell.runtime.Shards;
import openbell.wire.risk.AccountControls;
import openbell.wire.risk.SetAccountControlsRequest;

/** Flags on the ledger's account row, pending kill switches beside the orders; by shard. */
final class PgControlStore implements ControlStore {
  private static final String LIMIT_LOCK_WAIT = "SET LOCAL lock_timeout = '1s'";
  private static final String LOCK = "SELECT account_id FROM ledger.lock_accounts($1)";

  private static final String SET_FLAGS =
      """
      SELECT user_blocked, blocked, restricted, close_only
      FROM ledger.set_flags($1, $2, $3, $4, $5)
      """;

  /** One that is repeated keeps its place. */
  private static final String PEND =
      """
      INSERT INTO orders.kill_switches (account_id, set_by, reason) VALUES ($1, $2, $3)
      ON CONFLICT (account_id) DO NOTHING
      """;

  private static final String UNPEND = "DELETE FROM orders.kill_switches WHERE account_id = $1";

  private static final String FIND =
      """
      SELECT f.user_blocked, f.blocked, f.restricted, f.close_only,
             coalesce((SELECT t.open_orders FROM orders.open_totals AS t
                       WHERE t.account_id = $1 AND t.symbol = ''), 0) AS open_orders,
             EXISTS (SELECT 1 FROM orders.kill_switches AS k WHERE k.account_id = $1) AS cancelling
      FROM ledger.flags($1) AS f
      """;

  private static final String PENDING =
      "SELECT account_id, set_by FROM orders.kill_switches ORDER BY set_at LIMIT 100";

  private static final String FINISH =
      """
      DELETE FROM orders.kill_switches AS k
      WHERE k.account_id = $1
        AND NOT EXISTS (SELECT 1 FROM orders.open_totals AS t WHERE t.account_id = $1)
      """;

  private final Shards shards;

  PgControlStore(Shards shards) {
    this.shards = shards;
  }

  @Override
  public Future<Optional<AccountControls>> find(long accountId) {
    return shards
        .of(accountId)
        .preparedQuery(FIND)
        .execute(Tuple.of(accountId))
        .map(rows -> first(rows).map(row -> controls(accountId, row)))
        .recover(PgControlStore::unavailable);
  }

  @Override
  public Future<Optional<AccountControls>> set(SetAccountControlsRequest request) {
    var accountId = request.getAccountId();
    return shards
        .inTransaction(shards.of(accountId), transaction -> set(transaction, request))
        .recover(
            failure ->
                Future.failedFuture(
                    Fault.unknown(
                        "system.database", "The controls may not have been set.", failure)))
        .compose(found -> found ? find(accountId) : Future.succeededFuture(Optional.empty()));
  }

  private static Future<Boolean> set(SqlConnection transaction, SetAccountControlsRequest request) {
    var accountId = request.getAccountId();
    return transaction
        .query(LIMIT_LOCK_WAIT)
        .execute()
        .compose(
            limited -> transaction.preparedQuery(LOCK).execute(Tuple.of(new Long[] {accountId})))
        .compose(locked -> transaction.preparedQuery(SET_FLAGS).execute(flags(request)))
        .compose(
            rows -> {
              var after = first(rows);
              return after.isEmpty()
                  ? Future.succeededFuture(false)
                  : pend(transaction, request, after.get()).map(true);
            });
  }

  private static Tuple flags(SetAccountControlsRequest request) {
    return Tuple.of(
        request.getAccountId(),
        request.hasUserKillSwitch() ? request.getUserKillSwitch() : null,
        request.hasKillSwitch() ? request.getKillSwitch() : null,
        request.hasRestricted() ? request.getRestricted() : null,
        request.hasCloseOnly() ? request.getCloseOnly() : null);
  }

  /** Orders are cancelled while a kill switch is on, from the moment that one is switched on. */
  private static Future<Void> pend(
      SqlConnection transaction, SetAccountControlsRequest request, Row after) {
    var accountId = request.getAccountId();
    if (request.getUserKillSwitch() || request.getKillSwitch()) {
      return transaction
          .preparedQuery(PEND)
          .execute(Tuple.of(accountId, request.getSetBy(), request.getReason()))
          .mapEmpty();
    }
    return after.getBoolean("user_blocked") || after.getBoolean("blocked")
        ? Future.succeededFuture()
        : transaction.preparedQuery(UNPEND).execute(Tuple.of(accountId)).mapEmpty();
  }

  @Override
  public Future<List<Pending>> pending(int shard) {
    return shards
        .all()
        .get(shard)
        .preparedQuery(PENDING)
        .execute()
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> new Pending(row.getLong("account_id"), row.getLong("set_by")))
                    .toList())
        .recover(PgControlStore::unavailable);
  }

  @Override
  public Future<Boolean> finish(long accountId) {
    return shards
        .of(accountId)
        .preparedQuery(FINISH)
        .execute(Tuple.of(accountId))
        .map(deleted -> deleted.rowCount() > 0)
        .recover(PgControlStore::unavailable);
  }

  private static AccountControls controls(long accountId, Row row) {
    return AccountControls.newBuilder()
        .setAccountId(accountId)
        .setUserKillSwitch(row.getBoolean("user_blocked"))
        .setKillSwitch(row.getBoolean("blocked"))
        .setRestricted(row.getBoolean("restricted"))
        .setCloseOnly(row.getBoolean("close_only"))
        .setOpenOrders(row.getInteger("open_orders"))
        .setCancelling(row.getBoolean("cancelling"))
        .build();
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).findFirst();
  }

  private static <T> Future<T> unavailable(Throwable failure) {
    return Future.failedFuture(
        Fault.unavailable("system.database", "The accounts' store does not answer.", failure));
  }
}
