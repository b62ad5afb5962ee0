package openbell.systemtest.torture;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import openbell.systemtest.Orders;
import openbell.systemtest.Trader;

/**
 * One account before a round, and what must be true of it after: every acknowledged order there
 * once, every acknowledged cancel done, and orders, fills, events, money and shares of one mind.
 */
final class AccountCheck {
  private final Trader trader;
  private final Instant since;
  private final Map<String, BigDecimal> funds;
  private final Map<String, BigDecimal> positions;
  private final long lastSeq;
  private final List<String> breaks = new ArrayList<>();

  private AccountCheck(Trader trader, long lastSeq, Instant since) {
    this.trader = trader;
    this.since = since;
    this.funds = trader.funds("posted");
    this.positions = trader.positions();
    this.lastSeq = lastSeq;
  }

  /**
   * Remembers the account as it is, with no order living.
   *
   * @param lastSeq of its events that were checked before
   */
  static AccountCheck open(Trader trader, long lastSeq) {
    return new AccountCheck(trader, lastSeq, Instant.now().minusMillis(1));
  }

  Trader trader() {
    return trader;
  }

  /**
   * What is wrong, one sentence each; empty: nothing.
   *
   * @param mine the name with which this account's clientOrderIds begin
   * @param recovery is told of all orders and events
   */
  Result check(Acknowledged acknowledged, String mine, Recovery recovery) {
    var orders =
        trader.ordersFrom(since).stream()
            .filter(order -> order.getString("clientOrderId").startsWith(mine))
            .map(order -> trader.order(order.getString("orderId")))
            .toList();
    checkAcknowledged(orders, acknowledged, mine);
    orders.forEach(this::checkQuantities);
    var events = trader.events(lastSeq);
    checkEvents(orders, events);
    recovery.note(orders, events);
    checkMoney(orders);
    var seq = events.isEmpty() ? lastSeq : events.getLast().getLong("seq");
    return new Result(List.copyOf(breaks), orders.size(), fills(orders), seq);
  }

  /** What was found of one account. */
  record Result(List<String> breaks, int orders, int fills, long lastSeq) {}

  private void checkAcknowledged(List<JsonObject> orders, Acknowledged acknowledged, String mine) {
    var found = new HashMap<String, String>();
    for (var order : orders) {
      var name = order.getString("clientOrderId");
      if (found.put(name, order.getString("orderId")) != null) {
        breaks.add("doubled: " + name);
      }
      if (!Orders.isTerminal(order)) {
        breaks.add("never ended: " + order.encode());
      }
      if (acknowledged.cancels().contains(order.getString("orderId"))
          && order.getString("status").equals("OPEN")) {
        breaks.add("an acknowledged cancel was lost: " + order.encode());
      }
    }
    acknowledged
        .orders()
        .forEach(
            (name, orderId) -> {
              if (name.startsWith(mine) && !orderId.equals(found.get(name))) {
                breaks.add("lost: " + name + " " + orderId + ", found " + found.get(name));
              }
            });
  }

  private void checkQuantities(JsonObject order) {
    var quantity = number(order, "quantity");
    var filled = number(order, "filledQuantity");
    var rest = number(order, "remainingQuantity").add(number(order, "cancelledQuantity"));
    if (quantity.compareTo(filled.add(rest)) != 0) {
      breaks.add("filled + remaining + cancelled is not the quantity: " + order.encode());
    }
    var executions = new HashSet<String>();
    var sum = BigDecimal.ZERO;
    for (var fill : order.getJsonArray("fills")) {
      sum = sum.add(number((JsonObject) fill, "quantity"));
      if (!executions.add(((JsonObject) fill).getString("eventId"))) {
        breaks.add("a fill twice: " + order.encode());
      }
    }
    if (sum.compareTo(filled) != 0) {
      breaks.add("the fills are not the filled quantity: " + order.encode());
    }
  }

  private void checkEvents(List<JsonObject> orders, List<JsonObject> events) {
    var expected = lastSeq;
    var fills = new HashMap<String, Integer>();
    var accepted = new HashMap<String, Integer>();
    for (var event : events) {
      if (event.getLong("seq") != ++expected) {
        breaks.add("event " + event.getLong("seq") + " where " + expected + " was due");
        expected = event.getLong("seq");
      }
      var orderId = event.getString("orderId", "");
      switch (event.getString("type")) {
        case "order.accepted" -> accepted.merge(orderId, 1, Integer::sum);
        case "order.fill", "order.partial_fill" -> fills.merge(orderId, 1, Integer::sum);
        default -> {}
      }
    }
    for (var order : orders) {
      var orderId = order.getString("orderId");
      if (accepted.getOrDefault(orderId, 0) != 1) {
        breaks.add("accepted " + accepted.getOrDefault(orderId, 0) + " times: " + orderId);
      }
      if (fills.getOrDefault(orderId, 0) != order.getJsonArray("fills").size()) {
        breaks.add("events tell other fills than the order: " + order.encode());
      }
    }
  }

  /** Every paisa and every share that the fills moved, and nothing else; nothing stays held. */
  private void checkMoney(List<JsonObject> orders) {
    var expectedFunds = new HashMap<>(funds);
    var expectedPositions = new HashMap<>(positions);
    for (var order : orders) {
      var buys = order.getString("side").equals("BUY");
      for (var entry : order.getJsonArray("fills")) {
        var fill = (JsonObject) entry;
        var quantity = number(fill, "quantity");
        var value = quantity.multiply(number(fill, "price"));
        var cash = (buys ? value.negate() : value).subtract(number(fill, "charges"));
        expectedFunds.merge(currency(order.getString("symbol")), cash, BigDecimal::add);
        expectedPositions.merge(
            order.getString("symbol"), buys ? quantity : quantity.negate(), BigDecimal::add);
      }
    }
    compare("posted", expectedFunds, trader.funds("posted"));
    compare("shares", expectedPositions, trader.positions());
    trader
        .funds("held")
        .forEach(
            (currency, held) -> {
              if (held.signum() != 0) {
                breaks.add("still held after all orders ended: " + held + " " + currency);
              }
            });
  }

  private void compare(
      String what, Map<String, BigDecimal> expected, Map<String, BigDecimal> actual) {
    var keys = new HashSet<>(expected.keySet());
    keys.addAll(actual.keySet());
    for (var key : keys) {
      var wanted = expected.getOrDefault(key, BigDecimal.ZERO);
      var found = actual.getOrDefault(key, BigDecimal.ZERO);
      if (wanted.compareTo(found) != 0) {
        breaks.add(
            "%s of %s: %s by the fills, %s by the ledger".formatted(what, key, wanted, found));
      }
    }
  }

  private static int fills(List<JsonObject> orders) {
    return orders.stream().mapToInt(order -> order.getJsonArray("fills").size()).sum();
  }

  private static String currency(String symbol) {
    return symbol.startsWith("XNAS:") ? "USD" : "INR";
  }

  private static BigDecimal number(JsonObject json, String field) {
    return new BigDecimal(json.getString(field));
  }
}
