package openbell.order;

import static openbell.order.SqlArrays.flags;
import static openbell.order.SqlArrays.instants;
import static openbell.order.SqlArrays.ints;
import static openbell.order.SqlArrays.knownBytes;
import static openbell.order.SqlArrays.knownInstants;
import static openbell.order.SqlArrays.longs;
import static openbell.order.SqlArrays.numbers;
import static openbell.order.SqlArrays.texts;
import static openbell.order.SqlArrays.uuids;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import openbell.model.Notional;
import openbell.model.OrdStatus;
import openbell.model.OrdType;
import openbell.model.Product;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.order.domain.Change;
import openbell.order.domain.Fill;
import openbell.order.domain.Order;
import openbell.order.domain.OrderTerms;
import openbell.order.domain.PendingReplace;
import openbell.wire.order.OrderTransition;

/** Rows of {@code orders.orders} and their fills, both ways. */
final class OrderRows {
  private OrderRows() {}

  static Order order(Row row) {
    return new Order(
        terms(row),
        OrdStatus.of(openbell.wire.common.OrdStatus.forNumber(row.getShort("ord_status"))),
        row.getBoolean("acknowledged"),
        row.getBoolean("queued"),
        row.getBoolean("triggered"),
        pending(row),
        row.getLong("cum_qty"),
        row.getLong("cum_notional"),
        row.getLong("cum_charges"),
        row.getInteger("last_cmd_no"),
        row.getInteger("version"),
        row.getString("reason"),
        row.getString("venue_order_id"),
        SqlArrays.micros(row.getOffsetDateTime("updated_at")));
  }

  private static Optional<PendingReplace> pending(Row row) {
    var cmdNo = row.getInteger("pending_cmd_no");
    return cmdNo == 0
        ? Optional.empty()
        : Optional.of(
            new PendingReplace(
                cmdNo,
                row.getLong("pending_order_qty"),
                row.getLong("pending_price"),
                row.getLong("pending_stop_px"),
                row.getLong("pending_worst_px")));
  }

  private static OrderTerms terms(Row row) {
    return new OrderTerms(
        row.getUUID("order_id"),
        row.getLong("account_id"),
        row.getLong("user_id"),
        row.getString("cl_ord_id"),
        row.getString("symbol"),
        row.getString("currency"),
        Side.of(openbell.wire.common.Side.forNumber(row.getShort("side"))),
        OrdType.of(openbell.wire.common.OrdType.forNumber(row.getShort("ord_type"))),
        TimeInForce.of(openbell.wire.common.TimeInForce.forNumber(row.getShort("time_in_force"))),
        Product.of(openbell.wire.common.Product.forNumber(row.getShort("product"))),
        row.getLong("order_qty"),
        row.getLong("price"),
        row.getLong("stop_px"),
        row.getLong("worst_px"),
        row.getInteger("expire_date"),
        row.getInteger("trade_date"),
        row.getInteger("venue_partition"),
        List.of(row.getArrayOfStrings("tags")),
        SqlArrays.micros(row.getOffsetDateTime("accepted_at")));
  }

  static Fill fill(Row row) {
    var lastPx = row.getLong("last_px");
    var lastQty = row.getLong("last_qty");
    return new Fill(
        row.getString("exec_id"),
        row.getString("trd_match_id"),
        lastPx,
        lastQty,
        Notional.of(lastPx, lastQty),
        row.getLong("charges"),
        SqlArrays.micros(row.getOffsetDateTime("transact_time")));
  }

  /** A row of {@link OrderSql#HISTORY}. */
  static OrderTransition transition(Row row) {
    var transition =
        OrderTransition.newBuilder()
            .setVersion(row.getInteger("version"))
            .setOrdStatusValue(row.getShort("ord_status"))
            .setEvent(row.getString("event"))
            .setActor(row.getString("actor"))
            .setReason(row.getString("reason"))
            .setCumQty(row.getLong("cum_qty"))
            .setLeavesQty(row.getLong("leaves_qty"))
            .setOrderQty(row.getLong("order_qty"))
            .setPrice(row.getLong("price"))
            .setStopPx(row.getLong("stop_px"))
            .setQueued(row.getBoolean("queued"))
            .setRecordedAt(SqlArrays.micros(row.getOffsetDateTime("recorded_at")));
    if (row.getString("exec_id") != null) {
      transition.setFill(OrderMessages.fill(fill(row)));
    }
    return transition.build();
  }

  /** The values of {@link OrderSql#UPDATE}. */
  static Tuple update(List<Order> orders) {
    return Tuple.of(
        uuids(orders, o -> o.terms().orderId()),
        numbers(orders, o -> o.ordStatus().wire()),
        flags(orders, Order::acknowledged),
        longs(orders, Order::cumQty),
        longs(orders, Order::cumNotional),
        longs(orders, Order::cumCharges),
        ints(orders, Order::lastCmdNo),
        ints(orders, Order::version),
        texts(orders, Order::reason),
        texts(orders, Order::venueOrderId),
        instants(orders, Order::updatedAtMicros),
        longs(orders, o -> o.terms().orderQty()),
        longs(orders, o -> o.terms().price()),
        longs(orders, o -> o.terms().stopPx()),
        longs(orders, o -> o.terms().worstPx()),
        ints(orders, o -> o.terms().tradeDate()),
        flags(orders, Order::queued),
        flags(orders, Order::triggered),
        ints(orders, o -> o.pending().map(PendingReplace::cmdNo).orElse(0)),
        longs(orders, o -> o.pending().map(PendingReplace::orderQty).orElse(0L)),
        longs(orders, o -> o.pending().map(PendingReplace::price).orElse(0L)),
        longs(orders, o -> o.pending().map(PendingReplace::stopPx).orElse(0L)),
        longs(orders, o -> o.pending().map(PendingReplace::worstPx).orElse(0L)));
  }

  /** The values of {@link OrderSql#INSERT_TRANSITIONS}. */
  static Tuple transitions(List<Change> changes, String actor) {
    return Tuple.of(
        uuids(changes, c -> c.after().terms().orderId()),
        ints(changes, c -> c.after().version()),
        numbers(changes, c -> c.after().ordStatus().wire()),
        actor,
        texts(changes, c -> OrderMessages.eventType(c.event(), c.after())),
        texts(changes, c -> c.event().reason()),
        longs(changes, c -> c.after().cumQty()),
        longs(changes, c -> c.after().leavesQty()),
        longs(changes, c -> c.after().terms().orderQty()),
        longs(changes, c -> c.after().terms().price()),
        longs(changes, c -> c.after().terms().stopPx()),
        flags(changes, c -> c.after().queued()),
        knownInstants(changes, c -> c.evidence().receivedAtMicros()),
        knownInstants(changes, c -> c.evidence().loggedAtMicros()),
        knownInstants(changes, c -> c.evidence().dequeuedAtMicros()),
        knownInstants(changes, c -> c.evidence().decidedAtMicros()),
        knownBytes(changes, c -> c.evidence().ruleInputs()),
        knownBytes(changes, c -> c.evidence().arrival()));
  }
}
