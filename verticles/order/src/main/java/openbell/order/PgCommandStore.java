package openbell.order;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import openbell.order.domain.AccountState;
import openbell.order.domain.CancelOutcome;
import openbell.order.domain.Change;
import openbell.order.domain.GuardState;
import openbell.order.domain.Order;
import openbell.order.domain.ReplaceOutcome;
import openbell.order.domain.ReplaceState;
import openbell.runtime.Shards;

/** Commands in the Postgres of their account's shard. */
final class PgCommandStore implements CommandStore {
  private record Locked(Optional<AccountState> account, List<Order> orders) {}

  private final Shards shards;

  PgCommandStore(Shards shards) {
    this.shards = shards;
  }

  @Override
  public Future<Optional<CancelOutcome>> cancel(
      Target target, Function<Order, CancelOutcome> decide) {
    return inTransaction(
        target.accountId(),
        transaction ->
            lockOne(transaction, target)
                .map(locked -> locked.orders().stream().findFirst().map(decide))
                .compose(
                    outcome ->
                        write(transaction, changes(outcome.stream()), target.actor())
                            .map(outcome)));
  }

  @Override
  public Future<List<Cancelled>> cancelAll(
      long accountId,
      String symbol,
      int limit,
      String actor,
      Function<Order, CancelOutcome> decide) {
    return inTransaction(
        accountId,
        transaction ->
            lock(transaction, accountId, OrderSql.LOCK_LIVING, Tuple.of(accountId, symbol, limit))
                .map(locked -> locked.orders().stream().map(o -> cancelled(o, decide)).toList())
                .compose(
                    all ->
                        write(transaction, changes(all.stream().map(Cancelled::outcome)), actor)
                            .map(all)));
  }

  private static Cancelled cancelled(Order order, Function<Order, CancelOutcome> decide) {
    return new Cancelled(order.terms().orderId(), decide.apply(order));
  }

  private static List<Change> changes(java.util.stream.Stream<CancelOutcome> outcomes) {
    return outcomes
        .filter(CancelOutcome.Changed.class::isInstance)
        .map(outcome -> ((CancelOutcome.Changed) outcome).change())
        .toList();
  }

  private static Future<Void> write(SqlConnection transaction, List<Change> changes, String actor) {
    var writer = new ChangeWriter(transaction);
    writer.write(changes, actor);
    writer.releaseEnded(changes);
    return writer.done();
  }

  @Override
  public Future<Optional<ReplaceOutcome>> replace(
      Target target, int tradeDate, BiFunction<Order, ReplaceState, ReplaceOutcome> decide) {
    return inTransaction(
        target.accountId(),
        transaction ->
            lockOne(transaction, target)
                .compose(locked -> decided(transaction, locked, tradeDate, decide))
                .compose(outcome -> write(transaction, outcome, target.actor()).map(outcome)));
  }

  private static Future<Optional<ReplaceOutcome>> decided(
      SqlConnection transaction,
      Locked locked,
      int tradeDate,
      BiFunction<Order, ReplaceState, ReplaceOutcome> decide) {
    if (locked.orders().isEmpty() || locked.account().isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    var order = locked.orders().getFirst();
    var account = locked.account().get();
    return money(transaction, order, tradeDate)
        .map(
            money ->
                Optional.of(
                    decide.apply(
                        order,
                        new ReplaceState(
                            account, money.holdLeft(), money.available(), money.guards()))));
  }

  private record Money(long holdLeft, long available, GuardState guards) {}

  private static Future<Money> money(SqlConnection transaction, Order order, int tradeDate) {
    var terms = order.terms();
    var hold = query(transaction, ReportSql.HOLDS, Tuple.of(new UUID[] {terms.orderId()}));
    var available =
        query(
            transaction,
            IntakeSql.AVAILABLE,
            Tuple.from(List.of(new Long[] {terms.accountId()}, new String[] {terms.holdAsset()})));
    var guards = PgGuards.ofOrder(transaction, terms, tradeDate);
    return Future.all(hold, available, guards)
        .map(
            read ->
                new Money(
                    LedgerRows.holds(hold.result()).getOrDefault(terms.orderId(), 0L),
                    rows(available.result())
                        .mapToLong(row -> row.getLong("available"))
                        .findFirst()
                        .orElse(0),
                    guards.result()));
  }

  private static Future<Void> write(
      SqlConnection transaction, Optional<ReplaceOutcome> outcome, String actor) {
    if (outcome.isEmpty() || !(outcome.get() instanceof ReplaceOutcome.Changed changed)) {
      return Future.succeededFuture();
    }
    var writer = new ChangeWriter(transaction);
    var order = changed.change().after();
    if (changed.raise() > 0) {
      writer.send(ReportSql.RAISE_HOLDS, List.of(order), o -> part(order, changed.raise()));
    }
    if (changed.released() > 0) {
      writer.send(ReportSql.RELEASE_PARTS, List.of(order), o -> part(order, changed.released()));
    }
    writer.write(List.of(changed.change()), actor);
    return writer.done();
  }

  private static Tuple part(Order order, long amount) {
    return Tuple.of(
        new UUID[] {order.terms().orderId()},
        new Long[] {order.terms().accountId()},
        new Long[] {amount});
  }

  private <T> Future<T> inTransaction(long accountId, Function<SqlConnection, Future<T>> work) {
    var committing = new AtomicBoolean();
    return shards
        .inPipelinedTransaction(
            shards.of(accountId),
            transaction -> {
              committing.set(false);
              return work.apply(transaction).onSuccess(written -> committing.set(true));
            })
        .recover(failure -> Future.failedFuture(StoreFailure.of(failure, committing.get())));
  }

  private static Future<Locked> lockOne(SqlConnection transaction, Target target) {
    return lock(
        transaction,
        target.accountId(),
        OrderSql.LOCK,
        Tuple.of(target.accountId(), target.orderId()));
  }

  /** The account, then its orders. */
  private static Future<Locked> lock(
      SqlConnection transaction, long accountId, String orders, Tuple values) {
    var limited = transaction.query(IntakeSql.LIMIT_LOCK_WAIT).execute();
    var account = query(transaction, IntakeSql.LOCK_ACCOUNTS, Tuple.of(new Long[] {accountId}));
    var found = query(transaction, orders, values);
    return Future.all(limited, account, found)
        .map(
            locked ->
                new Locked(
                    Optional.ofNullable(LedgerRows.accounts(account.result()).get(accountId)),
                    rows(found.result()).map(OrderRows::order).toList()));
  }

  private static Future<RowSet<Row>> query(SqlConnection transaction, String sql, Tuple values) {
    return transaction.preparedQuery(sql).execute(values);
  }

  private static java.util.stream.Stream<Row> rows(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
  }
}
