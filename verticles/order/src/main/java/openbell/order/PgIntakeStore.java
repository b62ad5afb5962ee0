package openbell.order;

import static openbell.order.SqlArrays.bytes;
import static openbell.order.SqlArrays.flags;
import static openbell.order.SqlArrays.instants;
import static openbell.order.SqlArrays.ints;
import static openbell.order.SqlArrays.knownBytes;
import static openbell.order.SqlArrays.knownInstants;
import static openbell.order.SqlArrays.longs;
import static openbell.order.SqlArrays.numbers;
import static openbell.order.SqlArrays.texts;
import static openbell.order.SqlArrays.uuids;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import openbell.order.domain.AccountKey;
import openbell.order.domain.Candidate;
import openbell.order.domain.GuardState;
import openbell.order.domain.IntakeState;
import openbell.order.domain.Order;
import openbell.order.domain.PlaceOutcome;
import openbell.order.domain.PlaceOutcome.Accepted;
import openbell.order.domain.StoredAnswer;
import openbell.runtime.Shards;

/**
 * The intake transaction on one shard's Postgres. Statements of one step are sent without awaiting
 * each other; each sees what was committed while the locks were waited for (READ COMMITTED).
 */
final class PgIntakeStore implements IntakeStore {
  private static final HexFormat HEX = HexFormat.of();
  private static final String TAG_SEPARATOR = "\u001f";

  private final Shards shards;
  private final Pool pool;

  PgIntakeStore(Shards shards, Pool pool) {
    this.shards = shards;
    this.pool = pool;
  }

  @Override
  public Future<List<PlaceOutcome>> commit(
      List<Candidate> batch, Function<IntakeState, List<PlaceOutcome>> decide) {
    var committing = new AtomicBoolean();
    return shards
        .inPipelinedTransaction(
            pool,
            transaction -> {
              committing.set(false);
              return load(transaction, batch, IntakeSql.LOCK_ACCOUNTS)
                  .map(decide)
                  .compose(outcomes -> write(transaction, outcomes).map(outcomes))
                  .onSuccess(written -> committing.set(true));
            })
        .recover(failure -> Future.failedFuture(StoreFailure.of(failure, committing.get())));
  }

  /**
   * What the decision on a batch needs.
   *
   * @param accountsSql reads the accounts' flags first, and locks them where somebody will write
   */
  static Future<IntakeState> load(
      SqlConnection transaction, List<Candidate> batch, String accountsSql) {
    var accounts = longs(batch, candidate -> candidate.order().accountId());
    var held = batch.stream().filter(candidate -> candidate.verdict().isAllowed()).toList();
    var named = batch.stream().filter(c -> !c.order().clOrdId().isEmpty()).toList();
    var limited = transaction.query(IntakeSql.LIMIT_LOCK_WAIT).execute();
    var locked = query(transaction, accountsSql, Tuple.of(accounts));
    var available =
        query(
            transaction,
            IntakeSql.AVAILABLE,
            pairs(held, c -> c.holdAsset().accountId(), c -> c.holdAsset().text()));
    var answers =
        query(
            transaction,
            IntakeSql.ANSWERS,
            pairs(batch, c -> c.order().accountId(), c -> c.order().idempotencyKey()));
    var usedClOrdIds =
        query(
            transaction,
            IntakeSql.USED_CL_ORD_IDS,
            pairs(named, c -> c.order().accountId(), c -> c.order().clOrdId()));
    var guards = PgGuards.load(transaction, batch);
    return Future.all(List.of(limited, locked, available, answers, usedClOrdIds, guards))
        .map(
            loaded ->
                state(
                    locked.result(),
                    available.result(),
                    answers.result(),
                    usedClOrdIds.result(),
                    guards.result()));
  }

  private static Tuple pairs(
      List<Candidate> batch, ToLongFunction<Candidate> account, Function<Candidate, String> text) {
    return Tuple.from(List.of(longs(batch, account), texts(batch, text)));
  }

  private static IntakeState state(
      RowSet<Row> locked,
      RowSet<Row> available,
      RowSet<Row> answers,
      RowSet<Row> usedClOrdIds,
      GuardState guards) {
    var accounts = LedgerRows.accounts(locked);
    var units = new HashMap<AccountKey, Long>();
    available.forEach(row -> units.put(key(row, "asset"), row.getLong("available")));
    var stored = new HashMap<AccountKey, StoredAnswer>();
    answers.forEach(
        row ->
            stored.put(
                key(row, "idempotency_key"),
                new StoredAnswer(
                    HEX.formatHex(row.getBuffer("request_hash").getBytes()),
                    ByteBuffer.wrap(row.getBuffer("answer").getBytes()))));
    var used = new HashSet<AccountKey>();
    usedClOrdIds.forEach(row -> used.add(key(row, "cl_ord_id")));
    return new IntakeState(accounts, units, stored, used, guards);
  }

  private static AccountKey key(Row row, String column) {
    return new AccountKey(row.getLong("account_id"), row.getString(column));
  }

  private static Future<Void> write(SqlConnection transaction, List<PlaceOutcome> outcomes) {
    var accepted =
        outcomes.stream().filter(Accepted.class::isInstance).map(Accepted.class::cast).toList();
    if (accepted.isEmpty()) {
      return Future.succeededFuture();
    }
    var orders = accepted.stream().map(Accepted::order).toList();
    var ids = uuids(orders, o -> o.terms().orderId());
    var accounts = longs(orders, o -> o.terms().accountId());
    var sent = orders.stream().filter(order -> !order.queued()).toList();
    return Future.all(
            List.of(
                query(
                    transaction,
                    IntakeSql.PLACE_HOLDS,
                    Tuple.of(
                        ids,
                        accounts,
                        texts(orders, o -> o.terms().holdAsset()),
                        longs(accepted, Accepted::hold))),
                query(transaction, IntakeSql.INSERT_ANSWERS, answers(accepted)),
                query(
                    transaction,
                    IntakeSql.INSERT_CL_ORD_IDS,
                    Tuple.of(accounts, texts(orders, o -> o.terms().clOrdId()), ids)),
                query(transaction, IntakeSql.INSERT_ORDERS, rows(accepted)),
                query(transaction, IntakeSql.INSERT_COMMANDS, commands(sent)),
                query(transaction, IntakeSql.APPEND_EVENTS, events(orders))))
        .mapEmpty();
  }

  private static Tuple answers(List<Accepted> accepted) {
    return Tuple.of(
        longs(accepted, a -> a.request().accountId()),
        texts(accepted, a -> a.request().idempotencyKey()),
        bytes(accepted, a -> HEX.parseHex(a.request().requestHash())),
        bytes(accepted, a -> OrderMessages.order(a.order()).toByteArray()));
  }

  private static Tuple rows(List<Accepted> accepted) {
    var orders = accepted.stream().map(Accepted::order).toList();
    return Tuple.of(
        uuids(orders, o -> o.terms().orderId()),
        longs(orders, o -> o.terms().accountId()),
        longs(orders, o -> o.terms().userId()),
        texts(orders, o -> o.terms().clOrdId()),
        texts(orders, o -> o.terms().symbol()),
        texts(orders, o -> o.terms().currency()),
        numbers(orders, o -> o.terms().side().wire()),
        numbers(orders, o -> o.terms().ordType().wire()),
        numbers(orders, o -> o.terms().timeInForce().wire()),
        numbers(orders, o -> o.terms().product().wire()),
        longs(orders, o -> o.terms().orderQty()),
        longs(orders, o -> o.terms().price()),
        longs(orders, o -> o.terms().stopPx()),
        longs(orders, o -> o.terms().worstPx()),
        ints(orders, o -> o.terms().tradeDate()),
        ints(orders, o -> o.terms().venuePartition()),
        texts(orders, o -> String.join(TAG_SEPARATOR, o.terms().tags())),
        instants(orders, o -> o.terms().acceptedAtMicros()),
        numbers(orders, o -> o.ordStatus().wire()),
        ints(orders, Order::version),
        ints(orders, o -> o.terms().expireDate()),
        flags(orders, Order::queued),
        knownInstants(accepted, a -> a.evidence().receivedAtMicros()),
        knownBytes(accepted, a -> a.evidence().ruleInputs()));
  }

  private static Tuple commands(List<Order> orders) {
    return Tuple.of(
        uuids(orders, o -> o.terms().orderId()),
        ints(orders, Order::lastCmdNo),
        ints(orders, o -> o.terms().venuePartition()),
        texts(orders, o -> o.terms().symbol()),
        bytes(orders, o -> OrderMessages.newOrderSingle(o).toByteArray()));
  }

  private static Tuple events(List<Order> orders) {
    return Tuple.of(
        longs(orders, o -> o.terms().accountId()),
        texts(orders, o -> "order.accepted"),
        bytes(orders, o -> OrderMessages.acceptedEvent(o).toByteArray()));
  }

  private static Future<RowSet<Row>> query(SqlConnection transaction, String sql, Tuple values) {
    return transaction.preparedQuery(sql).execute(values);
  }
}
