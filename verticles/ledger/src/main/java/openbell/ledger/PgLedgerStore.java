package openbell.ledger;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import openbell.ledger.domain.AccountOpening;
import openbell.ledger.domain.AccountState;
import openbell.ledger.domain.AccountState.Cash;
import openbell.ledger.domain.AccountState.Position;
import openbell.ledger.domain.Balance;
import openbell.ledger.domain.CostBasis;
import openbell.ledger.domain.Invariant;
import openbell.runtime.Fault;
import openbell.runtime.Shards;
import openbell.wire.account.AccountEventBody;
import openbell.wire.account.FundsEvent;

/** The ledger in Postgres. Thread-safe; a database that is away is a {@link Fault}. */
final class PgLedgerStore implements LedgerStore {
  private static final int MONTHS_AHEAD = 3;
  private static final String DEPOSITED = "funds.deposited";

  private final Shards shards;

  PgLedgerStore(Shards shards) {
    this.shards = shards;
  }

  @Override
  public Future<Boolean> open(AccountOpening opening) {
    return shards
        .inTransaction(
            shards.of(opening.accountId()),
            transaction ->
                transaction
                    .preparedQuery(LedgerSql.OPEN_ACCOUNT)
                    .execute(rowOf(opening))
                    .compose(
                        rows ->
                            rows.iterator().next().getBoolean("opened")
                                ? tellDeposits(transaction, opening).map(true)
                                : Future.succeededFuture(false)))
        .recover(
            failure ->
                Future.failedFuture(
                    Fault.unknown("system.database", "The account may be open.", failure)));
  }

  @Override
  public Future<AccountState> state(long accountId) {
    return read(accountId, LedgerSql.STATE, Tuple.of(accountId)).map(PgLedgerStore::stateOf);
  }

  @Override
  public Future<EventPage> events(long accountId, long since, int limit) {
    return read(accountId, LedgerSql.EVENTS, Tuple.of(accountId, since, limit))
        .map(
            rows -> {
              var events =
                  StreamSupport.stream(rows.spliterator(), false)
                      .filter(row -> row.getLong("seq") != null)
                      .map(AccountEventRows::eventOf)
                      .toList();
              return new EventPage(events, lastSeq(rows));
            });
  }

  @Override
  public Future<List<Invariant>> verify() {
    return onAll(LedgerVerification::run)
        .map(each -> each.stream().flatMap(List::stream).toList())
        .recover(PgLedgerStore::unread);
  }

  @Override
  public Future<Vitals> vitals() {
    return onAll(pool -> pool.preparedQuery(LedgerSql.VITALS).execute())
        .map(each -> each.stream().map(PgLedgerStore::vitalsOf).reduce(Vitals.NONE, Vitals::plus));
  }

  @Override
  public Future<Void> makePartitions() {
    return onAll(
            pool -> pool.preparedQuery(LedgerSql.MAKE_PARTITIONS).execute(Tuple.of(MONTHS_AHEAD)))
        .mapEmpty();
  }

  private <T> Future<List<T>> onAll(Function<Pool, Future<T>> work) {
    return Future.all(shards.all().stream().map(work).toList()).map(all -> all.<T>list());
  }

  private Future<RowSet<Row>> read(long accountId, String sql, Tuple parameters) {
    return shards
        .of(accountId)
        .preparedQuery(sql)
        .execute(parameters)
        .recover(PgLedgerStore::unread);
  }

  private static <T> Future<T> unread(Throwable failure) {
    return Future.failedFuture(
        Fault.unavailable("system.database", "The ledger cannot be read now.", failure));
  }

  private static Tuple rowOf(AccountOpening opening) {
    var deposits = opening.deposits();
    var holdings = opening.holdings();
    return Tuple.of(opening.accountId())
        .addValue(deposits.stream().map(AccountOpening.Deposit::currency).toArray(String[]::new))
        .addValue(deposits.stream().map(AccountOpening.Deposit::amount).toArray(Long[]::new))
        .addValue(holdings.stream().map(each -> each.symbol().toString()).toArray(String[]::new))
        .addValue(holdings.stream().map(AccountOpening.Holding::qty).toArray(Long[]::new))
        .addValue(holdings.stream().map(AccountOpening.Holding::cost).toArray(Long[]::new))
        .addValue(holdings.stream().map(AccountOpening.Holding::currency).toArray(String[]::new));
  }

  private static Future<Void> tellDeposits(SqlConnection transaction, AccountOpening opening) {
    var deposits = opening.deposits();
    if (deposits.isEmpty()) {
      return Future.succeededFuture();
    }
    var accounts = deposits.stream().map(each -> opening.accountId()).toArray(Long[]::new);
    var types = deposits.stream().map(each -> DEPOSITED).toArray(String[]::new);
    var bodies = deposits.stream().map(PgLedgerStore::bodyOf).toArray(Buffer[]::new);
    return transaction
        .preparedQuery(LedgerSql.APPEND_EVENTS)
        .execute(Tuple.of(accounts, types, bodies))
        .mapEmpty();
  }

  private static Buffer bodyOf(AccountOpening.Deposit deposit) {
    var funds =
        FundsEvent.newBuilder()
            .setCurrency(deposit.currency())
            .setAmount(deposit.amount())
            .setReference("opening");
    return Buffer.buffer(AccountEventBody.newBuilder().setFunds(funds).build().toByteArray());
  }

  private static AccountState stateOf(RowSet<Row> rows) {
    var owed = new HashMap<String, Long>();
    for (var row : rows) {
      if ("receivable".equals(row.getString("kind"))) {
        owed.put(row.getString("asset"), balanceOf(row).owed());
      }
    }
    var cash = new ArrayList<Cash>();
    var positions = new ArrayList<Position>();
    for (var row : rows) {
      if ("customer".equals(row.getString("kind"))) {
        var asset = row.getString("asset");
        if (row.getString("currency") == null) {
          cash.add(new Cash(asset, balanceOf(row), owed.getOrDefault(asset, 0L)));
        } else {
          positions.add(positionOf(row, owed.getOrDefault(asset, 0L)));
        }
      }
    }
    positions.removeIf(position -> position.qty() == 0);
    return new AccountState(lastSeq(rows), cash, positions);
  }

  private static Position positionOf(Row row, long owed) {
    var basis = new CostBasis(row.getLong("qty"), row.getLong("cost"), row.getLong("realized_pnl"));
    return new Position(
        row.getString("asset"), balanceOf(row), owed, row.getString("currency"), basis);
  }

  static Balance balanceOf(Row row) {
    return new Balance(
        row.getLong("debits_posted"), row.getLong("credits_posted"), row.getLong("debits_pending"));
  }

  private static Vitals vitalsOf(RowSet<Row> rows) {
    var row = rows.iterator().next();
    return new Vitals(
        row.getLong("transfers"), row.getLong("unpublished"), row.getLong("open_breaks"));
  }

  private static long lastSeq(RowSet<Row> rows) {
    return rows.size() == 0 ? 0 : rows.iterator().next().getLong("last_event_seq");
  }
}
