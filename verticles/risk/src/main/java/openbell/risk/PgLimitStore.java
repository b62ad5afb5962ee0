package openbell.risk;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import openbell.model.TradingHalt;
import openbell.risk.domain.Limit;
import openbell.risk.domain.LimitBook;
import openbell.risk.domain.LimitName;
import openbell.risk.domain.LimitScope;
import openbell.runtime.Fault;
import openbell.runtime.Shards;
import openbell.wire.risk.Halt;
import openbell.wire.risk.Restriction;
import openbell.wire.risk.RiskStandingReply;

/** Schema {@code risk}, on the reference database. */
final class PgLimitStore implements LimitStore {
  private final Shards shards;
  private final Map<LimitName, Long> defaults;

  /**
   * A store.
   *
   * @param defaults the global limits where none is set
   */
  PgLimitStore(Shards shards, Map<LimitName, Long> defaults) {
    this.shards = shards;
    this.defaults = Map.copyOf(defaults);
  }

  @Override
  public Future<Long> version() {
    return read(LimitSql.VERSION).map(rows -> rows.iterator().next().getLong(0));
  }

  @Override
  public Future<LimitBook> load() {
    return read(LimitSql.ALL).map(this::book);
  }

  @Override
  public Future<RiskStandingReply> standing() {
    return read(LimitSql.ALL).map(PgLimitStore::reply);
  }

  private LimitBook book(RowSet<Row> rows) {
    var version = 0L;
    var limits = new ArrayList<Limit>();
    var halts = new HashMap<String, TradingHalt>();
    var restricted = new HashSet<String>();
    for (var row : rows) {
      var key = row.getString("key");
      switch (row.getString("kind")) {
        case "version" -> version = row.getLong("value");
        case "limit" ->
            limits.add(
                new Limit(
                    LimitScope.valueOf(row.getString("scope")),
                    key,
                    LimitName.valueOf(row.getString("name")),
                    row.getLong("value")));
        case "halt" -> halts.put(key, TradingHalt.valueOf(row.getString("name")));
        case "restriction" -> restricted.add(key);
        default -> throw new IllegalStateException("a row of no kind: " + row.getString("kind"));
      }
    }
    return LimitBook.of(version, defaults, limits, halts, restricted);
  }

  private static RiskStandingReply reply(RowSet<Row> rows) {
    var reply = RiskStandingReply.newBuilder();
    for (var row : rows) {
      var by = row.getLong("set_by");
      var at = micros(row.getOffsetDateTime("set_at"));
      var key = row.getString("key");
      var reason = row.getString("reason");
      switch (row.getString("kind")) {
        case "version" -> reply.setVersion(row.getLong("value"));
        case "limit" ->
            reply.addLimits(
                openbell.wire.risk.Limit.newBuilder()
                    .setScope(RiskMessages.wire(LimitScope.valueOf(row.getString("scope"))))
                    .setKey(key)
                    .setName(RiskMessages.wire(LimitName.valueOf(row.getString("name"))))
                    .setValue(row.getLong("value"))
                    .setSetBy(by)
                    .setSetAt(at)
                    .setReason(reason));
        case "halt" ->
            reply.addHalts(
                Halt.newBuilder()
                    .setKey(key)
                    .setHalt(TradingHalt.valueOf(row.getString("name")).wire())
                    .setSetBy(by)
                    .setSetAt(at)
                    .setReason(reason));
        case "restriction" ->
            reply.addRestrictions(
                Restriction.newBuilder()
                    .setSymbol(key)
                    .setRestricted(true)
                    .setSetBy(by)
                    .setSetAt(at)
                    .setReason(reason));
        default -> throw new IllegalStateException("a row of no kind: " + row.getString("kind"));
      }
    }
    return reply.build();
  }

  @Override
  public Future<Long> set(openbell.wire.risk.Limit limit) {
    var scope = RiskMessages.scope(limit.getScope()).name();
    var name = RiskMessages.name(limit.getName()).name();
    return limit.hasValue()
        ? change(
            LimitSql.SET_LIMIT,
            Tuple.of(
                scope, limit.getKey(), name, limit.getValue(), limit.getSetBy(), limit.getReason()))
        : change(LimitSql.REMOVE_LIMIT, Tuple.of(scope, limit.getKey(), name));
  }

  @Override
  public Future<Long> set(Halt halt) {
    var value = TradingHalt.of(halt.getHalt());
    return value == TradingHalt.NONE
        ? change(LimitSql.REMOVE_HALT, Tuple.of(halt.getKey()))
        : change(
            LimitSql.SET_HALT,
            Tuple.of(halt.getKey(), value.name(), halt.getSetBy(), halt.getReason()));
  }

  @Override
  public Future<Long> set(Restriction restriction) {
    return restriction.getRestricted()
        ? change(
            LimitSql.SET_RESTRICTION,
            Tuple.of(restriction.getSymbol(), restriction.getSetBy(), restriction.getReason()))
        : change(LimitSql.REMOVE_RESTRICTION, Tuple.of(restriction.getSymbol()));
  }

  private Future<Long> change(String sql, Tuple values) {
    return shards
        .inTransaction(
            shards.reference(),
            transaction ->
                transaction
                    .preparedQuery(sql)
                    .execute(values)
                    .compose(
                        changed ->
                            changed.rowCount() == 0 && sql.equals(LimitSql.SET_LIMIT)
                                ? Future.failedFuture("there are too many limits")
                                : transaction.preparedQuery(LimitSql.VERSION).execute())
                    .map(rows -> rows.iterator().next().getLong(0)))
        .recover(
            failure ->
                Future.failedFuture(
                    Fault.unknown("system.database", "The limits' store failed.", failure)));
  }

  private Future<RowSet<Row>> read(String sql) {
    return shards
        .reference()
        .preparedQuery(sql)
        .execute()
        .recover(
            failure ->
                Future.failedFuture(
                    Fault.unavailable(
                        "system.database", "The limits' store does not answer.", failure)));
  }

  private static long micros(OffsetDateTime at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at.toInstant());
  }
}
