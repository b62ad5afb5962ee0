package openbell.ledger;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import openbell.ledger.domain.Invariant;

/**
 * Proves the ledger right: every invariant, in one snapshot, while trading goes on. Stateless;
 * writes nothing.
 */
public final class LedgerVerification {
  private static final String ONE_SNAPSHOT =
      "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY";

  private LedgerVerification() {}

  /** Checks every invariant of a shard; each holds if it has 0 breaks. */
  public static Future<List<Invariant>> run(Pool pool) {
    return inSnapshot(pool, LedgerVerification::checkAll);
  }

  /**
   * As {@link #run}, and rebuilds every balance from the journal of transfers alone to compare it
   * with the stored one.
   */
  public static Future<List<Invariant>> runFromJournal(Pool pool) {
    return inSnapshot(
        pool,
        transaction ->
            checkAll(transaction)
                .compose(
                    checked ->
                        new JournalVerification(transaction)
                            .run()
                            .map(
                                rebuilt -> {
                                  var all = new ArrayList<>(checked);
                                  all.addAll(rebuilt);
                                  return List.copyOf(all);
                                })));
  }

  private static <T> Future<T> inSnapshot(Pool pool, Function<SqlConnection, Future<T>> work) {
    return pool.withTransaction(
        transaction ->
            transaction.query(ONE_SNAPSHOT).execute().compose(set -> work.apply(transaction)));
  }

  private static Future<List<Invariant>> checkAll(SqlConnection transaction) {
    var checked = new ArrayList<Invariant>();
    var chain = Future.<Void>succeededFuture();
    for (var check : InvariantChecks.ALL) {
      chain = chain.compose(before -> check(transaction, check).onSuccess(checked::add).mapEmpty());
    }
    return chain.map(done -> List.copyOf(checked));
  }

  private static Future<Invariant> check(SqlConnection transaction, InvariantChecks.Check check) {
    return transaction
        .query(check.counted())
        .execute()
        .map(
            rows -> {
              Row row = rows.iterator().next();
              return new Invariant(check.name(), row.getLong("breaks"), row.getString("sample"));
            });
  }
}
