package openbell.order;

import static openbell.order.SqlArrays.ints;
import static openbell.order.SqlArrays.longs;
import static openbell.order.SqlArrays.texts;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import openbell.model.Side;
import openbell.order.domain.AccountKey;
import openbell.order.domain.AccountLimits;
import openbell.order.domain.Candidate;
import openbell.order.domain.GuardState;
import openbell.order.domain.OrderTerms;

/**
 * Reads what the limits of a batch's accounts are compared with, under their locks and in the round
 * trip of the rest. A statement that no limit of the batch needs is not sent.
 */
final class PgGuards {
  private static final long MINUTE_MS = 60_000;

  /** The symbol of an account's total. */
  private static final String ALL_SYMBOLS = "";

  private static final String OPEN_TOTALS =
      "SELECT account_id, symbol, open_orders, open_buy_qty FROM orders.open_totals($1, $2)";

  private static final String PLACED_SINCE =
      "SELECT account_id, placed FROM orders.placed_since($1, $2, $3, $4)";

  private static final String GUARD_INPUTS =
      """
      SELECT account_id, symbol, currency, trade_date, shares, exposure, realized_pnl
      FROM ledger.guard_inputs($1, $2, $3, $4)
      """;

  private static final String QUEUED_BUYS =
      "SELECT account_id, symbol, asset, qty, held FROM orders.queued_buys($1)";

  private PgGuards() {}

  static Future<GuardState> load(SqlConnection transaction, List<Candidate> batch) {
    var counted = batch.stream().flatMap(PgGuards::counted).distinct().toList();
    var paced = batch.stream().filter(c -> limits(c).ordersPerMinute().isPresent()).toList();
    var buys =
        batch.stream().filter(c -> c.order().side() == Side.BUY && limits(c).countMoney()).toList();
    if (counted.isEmpty() && paced.isEmpty() && buys.isEmpty()) {
      return Future.succeededFuture(GuardState.NONE);
    }
    var totals = rows(transaction, OPEN_TOTALS, counted, PgGuards::pairs);
    var placed = rows(transaction, PLACED_SINCE, paced, PgGuards::lastMinute);
    var inputs = rows(transaction, GUARD_INPUTS, buys, PgGuards::inputs);
    return Future.all(totals, placed, inputs)
        .map(read -> state(totals.result(), placed.result(), inputs.result()));
  }

  /** As {@link #load}, less what is queued. */
  static Future<GuardState> loadBesideQueue(SqlConnection transaction, List<Candidate> batch) {
    var all = load(transaction, batch);
    var limited = batch.stream().filter(c -> !limits(c).equals(AccountLimits.NONE)).toList();
    var queued = rows(transaction, QUEUED_BUYS, limited, of -> Tuple.of(distinct(of)));
    return Future.all(all, queued).map(read -> without(all.result(), queued.result()));
  }

  /** What a replace of an order is compared with, whatever its limits are. */
  static Future<GuardState> ofOrder(SqlConnection transaction, OrderTerms terms, int tradeDate) {
    var totals =
        rows(
            transaction,
            OPEN_TOTALS,
            List.of(new AccountKey(terms.accountId(), terms.symbol())),
            PgGuards::pairs);
    var inputs =
        rows(
            transaction,
            GUARD_INPUTS,
            List.of(terms),
            of ->
                Tuple.of(
                    longs(of, OrderTerms::accountId),
                    texts(of, OrderTerms::symbol),
                    texts(of, OrderTerms::currency),
                    ints(of, any -> tradeDate)));
    return Future.all(totals, inputs)
        .map(read -> state(totals.result(), List.of(), inputs.result()));
  }

  /** The totals that an order is compared with: its account's, its symbol's. */
  private static Stream<AccountKey> counted(Candidate candidate) {
    var order = candidate.order();
    var limits = limits(candidate);
    return Stream.of(
            limits.maxOpenOrders().isPresent() ? ALL_SYMBOLS : null,
            limits.maxPosition().isPresent() ? order.symbol() : null)
        .filter(Objects::nonNull)
        .map(symbol -> new AccountKey(order.accountId(), symbol));
  }

  private static AccountLimits limits(Candidate candidate) {
    return candidate.verdict().limits();
  }

  private static <T> Future<List<Row>> rows(
      SqlConnection transaction, String sql, List<T> of, Function<List<T>, Tuple> values) {
    return of.isEmpty()
        ? Future.succeededFuture(List.of())
        : transaction.preparedQuery(sql).execute(values.apply(of)).map(PgGuards::list);
  }

  private static List<Row> list(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).toList();
  }

  private static Tuple pairs(List<AccountKey> of) {
    return Tuple.from(List.of(longs(of, AccountKey::accountId), texts(of, AccountKey::text)));
  }

  private static Long[] distinct(List<Candidate> of) {
    return of.stream().map(c -> c.order().accountId()).distinct().toArray(Long[]::new);
  }

  /** The clock is that of the orders' own ids: what counts is when an order was placed. */
  private static Tuple lastMinute(List<Candidate> paced) {
    var newest = paced.stream().mapToLong(c -> millis(c.orderId())).max().orElseThrow();
    var most =
        paced.stream()
            .map(c -> limits(c).ordersPerMinute())
            .mapToLong(OptionalLong::getAsLong)
            .max()
            .orElseThrow();
    return Tuple.of(
        distinct(paced), firstId(newest - MINUTE_MS), firstId(newest + MINUTE_MS), most);
  }

  private static long millis(UUID uuidV7) {
    return uuidV7.getMostSignificantBits() >>> 16;
  }

  private static UUID firstId(long millis) {
    return new UUID(millis << 16, 0);
  }

  private static Tuple inputs(List<Candidate> buys) {
    return Tuple.of(
        longs(buys, c -> c.order().accountId()),
        texts(buys, c -> c.order().symbol()),
        texts(buys, c -> c.verdict().currency()),
        ints(buys, c -> c.verdict().tradeDate()));
  }

  private static GuardState state(List<Row> totals, List<Row> placed, List<Row> inputs) {
    var openOrders = new HashMap<Long, Long>();
    var openBuys = new HashMap<AccountKey, Long>();
    for (var row : totals) {
      if (row.getString("symbol").equals(ALL_SYMBOLS)) {
        openOrders.put(row.getLong("account_id"), row.getInteger("open_orders").longValue());
      } else {
        openBuys.put(key(row, "symbol"), row.getLong("open_buy_qty"));
      }
    }
    var recent = new HashMap<Long, Long>();
    placed.forEach(row -> recent.put(row.getLong("account_id"), row.getLong("placed")));
    var shares = new HashMap<AccountKey, Long>();
    var exposure = new HashMap<AccountKey, Long>();
    Map<AccountKey, Long> results = new HashMap<>();
    for (var row : inputs) {
      shares.put(key(row, "symbol"), row.getLong("shares"));
      exposure.put(key(row, "currency"), row.getLong("exposure"));
      results.put(
          GuardState.day(
              row.getLong("account_id"), row.getString("currency"), row.getInteger("trade_date")),
          row.getLong("realized_pnl"));
    }
    return new GuardState(openOrders, openBuys, recent, shares, exposure, results);
  }

  private static GuardState without(GuardState all, List<Row> queued) {
    var buys = new HashMap<AccountKey, Long>();
    var held = new HashMap<AccountKey, Long>();
    for (var row : queued) {
      buys.merge(key(row, "symbol"), row.getLong("qty"), Long::sum);
      held.merge(key(row, "asset"), row.getLong("held"), Long::sum);
    }
    return all.without(buys, held);
  }

  private static AccountKey key(Row row, String column) {
    return new AccountKey(row.getLong("account_id"), row.getString(column));
  }
}
