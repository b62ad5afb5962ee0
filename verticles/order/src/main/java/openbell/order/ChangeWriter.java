package openbell.order;

import static openbell.order.SqlArrays.bytes;
import static openbell.order.SqlArrays.ints;
import static openbell.order.SqlArrays.longs;
import static openbell.order.SqlArrays.texts;
import static openbell.order.SqlArrays.uuids;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import openbell.order.domain.Change;
import openbell.order.domain.Order;
import openbell.wire.venue.VenueCommand;

/**
 * Writes transitions in a transaction, all of a batch at once: the orders as they are at the end,
 * each transition, the commands to the venue and the events of the account. Statements are sent
 * without awaiting each other; {@link #done} awaits them.
 */
final class ChangeWriter {
  private record Command(Order order, VenueCommand command) {}

  private final SqlConnection transaction;
  private final List<Future<?>> sent = new ArrayList<>();

  ChangeWriter(SqlConnection transaction) {
    this.transaction = transaction;
  }

  /**
   * Writes transitions, in the order in which they happened.
   *
   * @param actor who caused them: {@code user:<id>}, {@code venue}, {@code system}
   */
  void write(List<Change> changes, String actor) {
    send(OrderSql.UPDATE, newest(changes), OrderRows::update);
    send(OrderSql.INSERT_TRANSITIONS, changes, all -> OrderRows.transitions(all, actor));
    send(IntakeSql.INSERT_COMMANDS, commands(changes), ChangeWriter::commandRows);
    var told = changes.stream().filter(change -> OrderMessages.isTold(change.event())).toList();
    send(IntakeSql.APPEND_EVENTS, told, ChangeWriter::eventRows);
  }

  /** Releases what the orders that have ended still hold. */
  void releaseEnded(List<Change> changes) {
    var ended = newest(changes).stream().filter(Order::isDone).toList();
    send(
        ReportSql.RELEASE_HOLDS,
        ended,
        orders ->
            Tuple.from(
                List.of(
                    uuids(orders, o -> o.terms().orderId()),
                    longs(orders, o -> o.terms().accountId()))));
  }

  /** Sends a statement for some rows; nothing where there are none. */
  <T> void send(String sql, List<T> rows, Function<List<T>, Tuple> values) {
    if (!rows.isEmpty()) {
      sent.add(transaction.preparedQuery(sql).execute(values.apply(rows)));
    }
  }

  /** When everything that was sent is written. */
  Future<Void> done() {
    return Future.all(sent).mapEmpty();
  }

  private static List<Order> newest(List<Change> changes) {
    var orders = new LinkedHashMap<UUID, Order>();
    changes.forEach(change -> orders.put(change.after().terms().orderId(), change.after()));
    return List.copyOf(orders.values());
  }

  private static List<Command> commands(List<Change> changes) {
    return changes.stream()
        .flatMap(
            change ->
                OrderMessages.command(change.event(), change.after()).stream()
                    .map(command -> new Command(change.after(), command)))
        .toList();
  }

  private static Tuple commandRows(List<Command> commands) {
    return Tuple.of(
        uuids(commands, c -> c.order().terms().orderId()),
        ints(commands, c -> c.command().getCmdNo()),
        ints(commands, c -> c.order().terms().venuePartition()),
        texts(commands, c -> c.order().terms().symbol()),
        bytes(commands, c -> c.command().toByteArray()));
  }

  private static Tuple eventRows(List<Change> changes) {
    Buffer[] bodies = bytes(changes, c -> OrderMessages.event(c.event(), c.after()).toByteArray());
    return Tuple.of(
        longs(changes, c -> c.after().terms().accountId()),
        texts(changes, c -> OrderMessages.eventType(c.event(), c.after())),
        bodies);
  }
}
