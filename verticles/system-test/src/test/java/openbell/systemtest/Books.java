package openbell.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** What a trader's orders, events, funds and positions must say of each other. */
final class Books {
  private final Trader trader;
  private final Map<String, BigDecimal> fundsBefore;
  private final Map<String, BigDecimal> positionsBefore;

  private Books(Trader trader, Map<String, BigDecimal> funds, Map<String, BigDecimal> positions) {
    this.trader = trader;
    this.fundsBefore = funds;
    this.positionsBefore = positions;
  }

  /** Remembers what the trader has before the orders of a test. */
  static Books open(Trader trader, List<String> currencies, List<String> symbols) {
    var funds = new HashMap<String, BigDecimal>();
    currencies.forEach(currency -> funds.put(currency, trader.funds(currency, "posted")));
    var positions = new HashMap<String, BigDecimal>();
    symbols.forEach(symbol -> positions.put(symbol, trader.position(symbol)));
    return new Books(trader, funds, positions);
  }

  /** Every paisa and every share that the fills of these orders moved, and nothing else. */
  void assertMovedBy(List<JsonObject> orders, Map<String, String> currencyOf) {
    var funds = new HashMap<>(fundsBefore);
    var positions = new HashMap<>(positionsBefore);
    for (var order : orders) {
      var symbol = order.getString("symbol");
      var sign = order.getString("side").equals("BUY") ? BigDecimal.ONE : BigDecimal.ONE.negate();
      for (var entry : order.getJsonArray("fills")) {
        var fill = (JsonObject) entry;
        var quantity = new BigDecimal(fill.getString("quantity"));
        var value = quantity.multiply(new BigDecimal(fill.getString("price")));
        var cash =
            sign.negate().multiply(value).subtract(new BigDecimal(fill.getString("charges")));
        funds.merge(currencyOf.get(symbol), cash, BigDecimal::add);
        positions.merge(symbol, sign.multiply(quantity), BigDecimal::add);
      }
    }
    funds.forEach(
        (currency, expected) ->
            assertThat(trader.funds(currency, "posted"))
                .as("posted %s", currency)
                .isEqualByComparingTo(expected));
    funds
        .keySet()
        .forEach(
            currency ->
                assertThat(trader.funds(currency, "held")).as("held %s", currency).isZero());
    positions.forEach(
        (symbol, expected) ->
            assertThat(trader.position(symbol)).as(symbol).isEqualByComparingTo(expected));
  }

  /** The account's events: no gap, none twice, and each order's fills as its own page says. */
  static void assertEventsTellTheSame(Trader trader, List<JsonObject> orders) {
    var events = trader.events();
    for (var index = 0; index < events.size(); index++) {
      assertThat(events.get(index).getLong("seq")).isEqualTo(index + 1L);
    }
    var fillsByOrder = new HashMap<String, Long>();
    var acceptedOrders = new HashSet<String>();
    for (var event : events) {
      switch (event.getString("type")) {
        case "order.accepted" ->
            assertThat(acceptedOrders.add(event.getString("orderId"))).isTrue();
        case "order.fill", "order.partial_fill" ->
            fillsByOrder.merge(event.getString("orderId"), 1L, Long::sum);
        default -> {}
      }
    }
    for (var order : orders) {
      var orderId = order.getString("orderId");
      assertThat(acceptedOrders).contains(orderId);
      assertThat(fillsByOrder.getOrDefault(orderId, 0L))
          .as("fills of %s", order)
          .isEqualTo(order.getJsonArray("fills").size());
    }
  }
}
