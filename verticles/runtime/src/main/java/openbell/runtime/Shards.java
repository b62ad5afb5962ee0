package openbell.runtime;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The Postgres pools by account. 1,024 buckets (hash of the account) map to databases; one database
 * today, so that everything of an account always lives on one shard and their number can grow.
 * Thread-safe; the pools are shared by all verticles of the node.
 */
public final class Shards {
  private static final int BUCKETS = 1_024;
  private static final int MAX_WAITING = 2_000;
  private static final int TRIES = 4;
  private static final int CONNECT_TIMEOUT_MS = 2_000;

  /**
   * Each statement is planned once a connection. The planner's own choice plans those with arrays
   * anew each time, since a plan for the arrays at hand looks cheaper: a third of the time of
   * {@code ledger.post_fills}. All have their rows' keys as parameters, so one plan fits all.
   */
  private static final String PLAN_ONCE = "force_generic_plan";

  private final Vertx vertx;
  private final List<Pool> pools;

  public Shards(Vertx vertx, Endpoints.Postgres postgres, int poolSize) {
    this.vertx = vertx;
    this.pools = List.of(pool(vertx, postgres, poolSize));
  }

  /** The shard, from 0, of an account. */
  public int shardOf(long accountId) {
    var bucket = Math.floorMod(Long.hashCode(accountId * 0x9E3779B97F4A7C15L), BUCKETS);
    return bucket * pools.size() / BUCKETS;
  }

  /** The pool of an account's shard. */
  public Pool of(long accountId) {
    return pools.get(shardOf(accountId));
  }

  /** All pools, by shard. */
  public List<Pool> all() {
    return pools;
  }

  /** The pool of what belongs to no account: users, instruments, limits, leases. */
  public Pool reference() {
    return pools.getFirst();
  }

  /**
   * Runs work in one READ COMMITTED transaction of a pool; commits if the future succeeds, rolls
   * back if it fails. A deadlock or serialisation failure (40P01, 40001) is retried with jitter, so
   * the work must be repeatable. A connection lost at the commit fails with an unknown outcome.
   */
  public <T> Future<T> inTransaction(Pool pool, Function<SqlConnection, Future<T>> work) {
    return attempt(() -> pool.withTransaction(work), 1);
  }

  /**
   * As {@link #inTransaction}, but BEGIN travels with the first statements of the work: one round
   * trip less where the work sends several at once.
   */
  public <T> Future<T> inPipelinedTransaction(Pool pool, Function<SqlConnection, Future<T>> work) {
    return attempt(() -> pipelined(pool, work), 1);
  }

  private static <T> Future<T> pipelined(Pool pool, Function<SqlConnection, Future<T>> work) {
    return pool.getConnection()
        .compose(
            connection -> {
              var begun = connection.begin();
              return Future.succeededFuture(connection)
                  .compose(work)
                  .compose(result -> begun.compose(Transaction::commit).map(result))
                  .recover(failure -> rolledBack(begun, failure))
                  .eventually(connection::close);
            });
  }

  private static <T> Future<T> rolledBack(Future<Transaction> begun, Throwable failure) {
    return begun
        .compose(Transaction::rollback)
        .transform(rolledBack -> Future.failedFuture(failure));
  }

  private <T> Future<T> attempt(Supplier<Future<T>> transaction, int attempt) {
    return transaction
        .get()
        .recover(
            failure ->
                isRetryable(failure) && attempt < TRIES
                    ? vertx
                        .timer(jitterMs(attempt), TimeUnit.MILLISECONDS)
                        .compose(waited -> attempt(transaction, attempt + 1))
                    : Future.failedFuture(failure));
  }

  private static boolean isRetryable(Throwable failure) {
    return failure instanceof PgException pg
        && ("40P01".equals(pg.getSqlState()) || "40001".equals(pg.getSqlState()));
  }

  private static long jitterMs(int attempt) {
    return 1 + java.util.concurrent.ThreadLocalRandom.current().nextLong(5L * attempt);
  }

  private static Pool pool(Vertx vertx, Endpoints.Postgres postgres, int size) {
    var connect =
        new PgConnectOptions()
            .setHost(postgres.host())
            .setPort(postgres.port())
            .setDatabase(postgres.database())
            .setUser(postgres.user())
            .setPassword(postgres.password())
            .setCachePreparedStatements(true)
            .setPreparedStatementCacheMaxSize(512)
            .addProperty("plan_cache_mode", PLAN_ONCE);
    var options =
        new PoolOptions()
            .setMaxSize(size)
            .setMaxWaitQueueSize(MAX_WAITING)
            .setConnectionTimeout(5)
            .setConnectionTimeoutUnit(TimeUnit.SECONDS);
    return PgBuilder.pool()
        .with(options)
        .with(new NetClientOptions().setConnectTimeout(CONNECT_TIMEOUT_MS))
        .connectingTo(connect)
        .using(vertx)
        .build();
  }
}
