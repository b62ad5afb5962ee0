package openbell.order.trigger;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import openbell.model.Topics;
import openbell.order.log.Advance;
import openbell.order.log.OffsetsMoved;
import openbell.order.trigger.TriggerStore.Changes;
import openbell.order.trigger.domain.Firing;
import openbell.order.trigger.domain.Trigger;
import openbell.runtime.Shards;
import openbell.runtime.TopicRange;

/** The triggers of one shard's database, for their reader. Lock order: offsets, triggers by id. */
final class PgFiringStore implements FiringStore {
  private static final String TOPIC = Topics.MARKETDATA_TRADES;

  private final Shards shards;
  private final Pool pool;

  PgFiringStore(Shards shards, Pool pool) {
    this.shards = shards;
    this.pool = pool;
  }

  @Override
  public Future<Map<Integer, Long>> offsets(Map<Integer, TopicRange> ranges) {
    var partitions = List.copyOf(ranges.keySet());
    var ends = Tuple.of(TOPIC, ints(partitions), longs(partitions, p -> ranges.get(p).end()));
    return pool.preparedQuery(TriggerSql.INIT_OFFSETS)
        .execute(ends)
        .compose(
            ready -> pool.preparedQuery(TriggerSql.OFFSETS).execute(Tuple.of(TOPIC, ranges.size())))
        .map(
            rows -> {
              var stored = new HashMap<Integer, Long>();
              rows.forEach(row -> stored.put(row.getInteger(0), row.getLong(1)));
              return stored;
            })
        .compose(stored -> kept(stored, ranges));
  }

  private Future<Map<Integer, Long>> kept(
      Map<Integer, Long> stored, Map<Integer, TopicRange> ranges) {
    var next = new HashMap<Integer, Long>();
    stored.forEach((partition, at) -> next.put(partition, ranges.get(partition).nearest(at)));
    return next.equals(stored)
        ? Future.succeededFuture(stored)
        : pool.withConnection(connection -> advance(connection, new Advance(stored, next)))
            .map(moved -> next);
  }

  @Override
  public Future<String> horizon() {
    return pool.query(TriggerSql.HORIZON)
        .execute()
        .map(rows -> rows.iterator().next().getString("horizon"));
  }

  @Override
  public Future<List<Trigger>> active(UUID after, int limit) {
    return pool.preparedQuery(TriggerSql.ACTIVE)
        .execute(Tuple.of(after, limit))
        .map(PgTriggerStore::triggers);
  }

  @Override
  public Future<Changes> changes(String transaction, int limit) {
    return pool.preparedQuery(TriggerSql.CHANGES)
        .execute(Tuple.of(transaction, limit))
        .map(
            rows -> {
              var triggers = new ArrayList<Trigger>();
              var last = transaction;
              var horizon = transaction;
              for (var row : rows) {
                horizon = row.getString("horizon");
                if (row.getUUID("trigger_id") != null) {
                  triggers.add(TriggerRows.trigger(row));
                  last = row.getString("changed_in");
                }
              }
              return new Changes(triggers, last, horizon, triggers.size() == limit);
            });
  }

  @Override
  public Future<List<Trigger>> fire(Advance advance, List<Firing> firings, long now) {
    return shards.inTransaction(
        pool,
        transaction ->
            advance(transaction, advance)
                .compose(
                    moved ->
                        firings.isEmpty()
                            ? Future.succeededFuture(List.of())
                            : trigger(transaction, firings, now)));
  }

  private static Future<List<Trigger>> trigger(
      SqlConnection transaction, List<Firing> firings, long now) {
    var byId = firings.stream().collect(Collectors.toMap(Firing::triggerId, Function.identity()));
    return lock(transaction, List.copyOf(byId.keySet()))
        .compose(
            locked -> {
              var met = new ArrayList<Trigger>();
              var after = new ArrayList<Trigger>();
              for (var trigger : locked) {
                var trade = byId.get(trigger.triggerId()).trade();
                var leg = trigger.legMetBy(trade, now);
                var next =
                    leg.isPresent() ? trigger.triggered(leg.getAsInt(), trade.px(), now) : trigger;
                after.add(next);
                if (leg.isPresent()) {
                  met.add(next);
                }
              }
              return PgTriggerStore.writeStates(transaction, met).map(done -> List.copyOf(after));
            });
  }

  private static Future<List<Trigger>> lock(SqlConnection transaction, List<UUID> ids) {
    return transaction
        .preparedQuery(TriggerSql.LOCK)
        .execute(Tuple.of((Object) ids.toArray(UUID[]::new)))
        .map(PgTriggerStore::triggers);
  }

  private static Future<Void> advance(SqlConnection connection, Advance advance) {
    var partitions = List.copyOf(advance.next().keySet());
    return connection
        .preparedQuery(TriggerSql.ADVANCE)
        .execute(
            Tuple.of(
                TOPIC,
                ints(partitions),
                longs(partitions, advance.expected()::get),
                longs(partitions, advance.next()::get)))
        .compose(
            rows ->
                rows.rowCount() == partitions.size()
                    ? Future.succeededFuture()
                    : Future.failedFuture(new OffsetsMoved()));
  }

  @Override
  public Future<List<Trigger>> unplaced(int limit) {
    return pool.preparedQuery(TriggerSql.UNPLACED)
        .execute(Tuple.of(limit))
        .map(PgTriggerStore::triggers);
  }

  @Override
  public Future<Optional<Trigger>> settle(Trigger trigger, UnaryOperator<Trigger> outcome) {
    return shards.inTransaction(
        pool,
        transaction ->
            lock(transaction, List.of(trigger.triggerId()))
                .compose(
                    locked -> {
                      var now = locked.getFirst();
                      if (now.version() != trigger.version()) {
                        return Future.succeededFuture(Optional.empty());
                      }
                      var after = outcome.apply(now);
                      return PgTriggerStore.writeStates(transaction, List.of(after))
                          .map(done -> Optional.of(after));
                    }));
  }

  @Override
  public Future<Integer> expire(long now, int limit) {
    return shards.inTransaction(
        pool,
        transaction ->
            transaction
                .preparedQuery(TriggerSql.TO_EXPIRE)
                .execute(Tuple.of(TriggerRows.instant(now), limit))
                .map(PgTriggerStore::triggers)
                .compose(
                    over ->
                        PgTriggerStore.writeStates(
                                transaction,
                                over.stream().map(trigger -> trigger.expired(now)).toList())
                            .map(done -> over.size())));
  }

  @Override
  public Future<Void> forgetAnswers() {
    return pool.query(TriggerSql.FORGET_ANSWERS).execute().mapEmpty();
  }

  private static Integer[] ints(List<Integer> values) {
    return values.toArray(Integer[]::new);
  }

  private static Long[] longs(List<Integer> partitions, Function<Integer, Long> value) {
    return partitions.stream().map(value).toArray(Long[]::new);
  }
}
