package openbell.runtime;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ownership of what must be single, as rows (owner, epoch, expiry by the database's clock; renewed
 * each second, expiring after three). A guarded write reads its lease FOR SHARE with its epoch in
 * the same transaction: {@link Lease#guard}. Used from one context.
 */
public final class Leases {
  private static final Logger LOG = LoggerFactory.getLogger(Leases.class);
  private static final long RENEW_MS = 1_000;

  /** Nobody's, expired, or mine already: mine. The epoch rises whenever the owner changes. */
  private static final String TAKE =
      """
      INSERT INTO runtime.leases AS l (name, owner, epoch, expires_at)
      VALUES ($1, $2, 1, clock_timestamp() + interval '3 seconds')
      ON CONFLICT (name) DO UPDATE
      SET owner = excluded.owner,
          epoch = l.epoch + CASE WHEN l.owner = excluded.owner THEN 0 ELSE 1 END,
          expires_at = excluded.expires_at
      WHERE l.owner = excluded.owner OR l.expires_at < clock_timestamp()
      RETURNING epoch
      """;

  private static final String CHECK =
      "SELECT 1 FROM runtime.leases WHERE name = $1 AND owner = $2 AND epoch = $3";

  private static final String GUARD = CHECK + " FOR SHARE";

  private static final String RELEASE =
      "UPDATE runtime.leases SET expires_at = '-infinity' WHERE name = $1 AND owner = $2";

  private final Vertx vertx;
  private final Pool pool;
  private final String owner;

  /**
   * Leases in a database, for one process.
   *
   * @param owner this process's name: unique over all nodes and starts
   */
  public Leases(Vertx vertx, Pool pool, String owner) {
    this.vertx = vertx;
    this.pool = pool;
    this.owner = owner;
  }

  /**
   * Tries for ever to hold a lease; the callbacks come on the calling context, after this returns.
   *
   * @param onAcquired told the epoch when the lease becomes this process's
   * @param onLost told when it may no longer be: expired unrenewed, or another's
   */
  public Lease hold(String name, LongConsumer onAcquired, Runnable onLost) {
    var lease = new Lease(name, onAcquired, onLost);
    // Never before the caller has its lease in hand: a pooled query may answer at once.
    vertx.runOnContext(later -> lease.renew());
    return lease;
  }

  /** One lease of this process. */
  public final class Lease {
    private final String name;
    private final LongConsumer onAcquired;
    private final Runnable onLost;
    private long epoch;
    private long renewedAtNanos;
    private boolean closed;

    private Lease(String name, LongConsumer onAcquired, Runnable onLost) {
      this.name = name;
      this.onAcquired = onAcquired;
      this.onLost = onLost;
    }

    /** The epoch while held, 0 while not. */
    public long epoch() {
      return epoch;
    }

    /** Whether this process believes that it holds the lease. */
    public boolean isHeld() {
      return epoch != 0;
    }

    /**
     * Proves in a transaction that the lease is still this epoch's, and keeps others from taking it
     * until the commit; fails with a {@link Fault} if it is not.
     */
    public Future<Void> guard(SqlConnection transaction) {
      return prove(transaction, GUARD);
    }

    /**
     * Proves that the lease is this epoch's now, and keeps nobody from anything: for what is done
     * outside the database. A read alone, so that no commit waits for the disk.
     */
    public Future<Void> check(SqlClient client) {
      return prove(client, CHECK);
    }

    private Future<Void> prove(SqlClient client, String query) {
      return client
          .preparedQuery(query)
          .execute(Tuple.of(name, owner, epoch))
          .compose(
              rows ->
                  rows.size() == 1
                      ? Future.succeededFuture()
                      : Future.failedFuture(
                          Fault.unavailable(
                              "system.lease", "The lease " + name + " is another's.", null)));
    }

    /** Gives the lease up, so that another may take it at once. */
    public Future<Void> close() {
      closed = true;
      epoch = 0;
      return pool.preparedQuery(RELEASE).execute(Tuple.of(name, owner)).mapEmpty();
    }

    private void renew() {
      if (closed) {
        return;
      }
      var startedAtNanos = System.nanoTime();
      pool.preparedQuery(TAKE)
          .execute(Tuple.of(name, owner))
          .onSuccess(
              rows -> {
                if (rows.iterator().hasNext()) {
                  mine(rows.iterator().next().getLong("epoch"), startedAtNanos);
                } else {
                  lost("another's");
                }
              })
          .onFailure(this::notRenewed)
          .onComplete(
              tried -> vertx.timer(RENEW_MS, TimeUnit.MILLISECONDS).onSuccess(now -> renew()));
    }

    private void mine(long heldEpoch, long startedAtNanos) {
      renewedAtNanos = startedAtNanos;
      if (closed || epoch == heldEpoch) {
        return;
      }
      if (epoch != 0) {
        lost("taken in between");
      }
      epoch = heldEpoch;
      LOG.info("lease {} is held, epoch {}", name, epoch);
      onAcquired.accept(epoch);
    }

    private void notRenewed(Throwable failure) {
      LOG.warn("lease {} not renewed: {}", name, failure.toString());
      if (System.nanoTime() - renewedAtNanos > TimeUnit.SECONDS.toNanos(3)) {
        lost("not renewed in time");
      }
    }

    private void lost(String why) {
      if (epoch == 0) {
        return;
      }
      LOG.warn("lease {} is lost: {}", name, why);
      epoch = 0;
      onLost.run();
    }
  }
}
