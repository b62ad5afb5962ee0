package openbell.benchmarks.orders;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import openbell.model.OrderId;
import openbell.wire.venue.ExecutionReport;

/** The orders of one window, by id. An event may be here before the answer is. For one thread. */
final class OrderLog {
  private static final Set<String> LAST_EVENTS =
      Set.of("order.fill", "order.cancelled", "order.rejected", "order.expired");

  private final Map<String, OrderTimes> orders = new HashMap<>();

  /** The machine's clock. */
  static long nowMicros() {
    return micros(Instant.now());
  }

  /** A 202 was read. */
  void answered(JsonObject receipt, long intendedAt, long now) {
    var times = of(receipt.getString("orderId"));
    times.set(Moment.INTENDED, intendedAt);
    times.set(Moment.ACCEPTED, micros(Instant.parse(receipt.getString("acceptedAt"))));
    times.set(Moment.ANSWERED, now);
  }

  /** An account's event was read at a socket. */
  void heard(JsonObject event, long now) {
    var name = event.getString("event", "");
    if (!LAST_EVENTS.contains(name)) {
      return;
    }
    var times = of(event.getString("orderId"));
    times.end();
    if (name.equals("order.fill")) {
      times.set(Moment.BOOKED, micros(Instant.parse(event.getString("at"))));
      times.set(Moment.SEEN, now);
    }
  }

  /** The venue's answer to a new order was read. */
  void reported(ExecutionReport report) {
    var times = orders.get(OrderId.of(report.getOrderId()).toString());
    if (times != null) {
      times.set(Moment.LOGGED, report.getTransactTime());
      times.set(Moment.DEQUEUED, report.getDequeuedAt());
      times.set(Moment.DECIDED, report.getDecidedAt());
    }
  }

  /** Those whose 202 was read. */
  List<OrderTimes> answered() {
    return orders.values().stream().filter(order -> order.has(Moment.ANSWERED)).toList();
  }

  /** How many of those that were answered have not come to their end. */
  long open() {
    return answered().stream().filter(order -> !order.isDone()).count();
  }

  /** A new window; what is still said of orders before it has no answer in it. */
  void clear() {
    orders.clear();
  }

  private OrderTimes of(String orderId) {
    return orders.computeIfAbsent(orderId, unknown -> new OrderTimes());
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
