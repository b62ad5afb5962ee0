package openbell.gateway.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import openbell.model.Decimals;
import openbell.model.OrdType;
import openbell.model.OrderId;
import openbell.model.Product;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.wire.order.Fill;
import openbell.wire.order.Order;
import openbell.wire.order.OrderTransition;

/** An order outside: plain words, decimal strings, filled + remaining + cancelled = quantity. */
final class ApiOrder {
  private ApiOrder() {}

  /** The whole order, without its fills. */
  static JsonObject json(Order order) {
    var json =
        new JsonObject()
            .put("orderId", OrderId.of(order.getOrderId()).toString())
            .put("clientOrderId", order.getClOrdId())
            .put("symbol", order.getSymbol())
            .put("side", Side.of(order.getSide()).name())
            .put("type", OrdType.of(order.getOrdType()).name())
            .put("validity", TimeInForce.of(order.getTimeInForce()).name())
            .put("product", Product.of(order.getProduct()).name())
            .put("status", ApiWords.status(order))
            .put("version", order.getVersion());
    quantities(json, order);
    price(json, "price", order.getPrice());
    price(json, "triggerPrice", order.getStopPx());
    price(json, "protectionPrice", order.getProtectionPx());
    terms(json, order);
    if (order.getCumQty() > 0) {
      // For display; rounded down, as the streams say it.
      price(json, "averagePrice", order.getCumNotional() / order.getCumQty());
      json.put("turnover", Decimals.formatMoney(order.getCumNotional()))
          .put("charges", Decimals.formatMoney(order.getCumCharges()));
    }
    if (!order.getReason().isEmpty()) {
      json.put("reason", new JsonObject().put("code", order.getReason()));
    }
    if (!order.getVenueOrderId().isEmpty()) {
      json.put("venueOrderId", order.getVenueOrderId());
    }
    if (order.getTagsCount() > 0) {
      json.put("tags", new JsonArray(order.getTagsList()));
    }
    return json.put("acceptedAt", ApiWords.time(order.getAcceptedAt()))
        .put("updatedAt", ApiWords.time(order.getUpdatedAt()));
  }

  /** What only some orders have: a trigger, a last day, terms that wait for the venue. */
  private static void terms(JsonObject json, Order order) {
    if (order.getStopPx() != 0) {
      json.put("triggered", order.getTriggered());
    }
    if (order.getExpireDate() != 0) {
      json.put("expireDate", ApiWords.date(order.getExpireDate()));
    }
    if (order.getPendingOrderQty() != 0) {
      var pending =
          new JsonObject().put("quantity", Decimals.formatQuantity(order.getPendingOrderQty()));
      price(pending, "price", order.getPendingPrice());
      price(pending, "triggerPrice", order.getPendingStopPx());
      json.put("pendingModify", pending);
    }
  }

  /** One transition of an order's history. */
  static JsonObject transition(OrderTransition transition) {
    var json =
        new JsonObject()
            .put("version", transition.getVersion())
            .put("event", transition.getEvent())
            .put("status", ApiWords.status(transition))
            .put("actor", transition.getActor())
            .put("at", ApiWords.time(transition.getRecordedAt()))
            .put("quantity", Decimals.formatQuantity(transition.getOrderQty()))
            .put("filledQuantity", Decimals.formatQuantity(transition.getCumQty()))
            .put("remainingQuantity", Decimals.formatQuantity(transition.getLeavesQty()));
    price(json, "price", transition.getPrice());
    price(json, "triggerPrice", transition.getStopPx());
    if (!transition.getReason().isEmpty()) {
      json.put("reason", new JsonObject().put("code", transition.getReason()));
    }
    return transition.hasFill() ? json.put("fill", fill(transition.getFill())) : json;
  }

  /** The order with its fills. */
  static JsonObject jsonWithFills(Order order) {
    var fills = new JsonArray();
    order.getFillsList().forEach(fill -> fills.add(fill(fill)));
    return json(order).put("fills", fills);
  }

  /** What 202 says of an order that was accepted; the same however often it is said. */
  static JsonObject receipt(Order order) {
    return new JsonObject()
        .put("orderId", OrderId.of(order.getOrderId()).toString())
        .put("clientOrderId", order.getClOrdId())
        .put("status", ApiWords.status(order))
        .put("result", "ACCEPTED")
        .put("acceptedAt", ApiWords.time(order.getAcceptedAt()))
        .put("version", order.getVersion());
  }

  static JsonObject fill(Fill fill) {
    return new JsonObject()
        .put("eventId", fill.getExecId())
        .put("tradeId", fill.getTrdMatchId())
        .put("price", Decimals.formatMoney(fill.getLastPx()))
        .put("quantity", Decimals.formatQuantity(fill.getLastQty()))
        .put("charges", Decimals.formatMoney(fill.getCharges()))
        .put("at", ApiWords.time(fill.getTransactTime()));
  }

  private static void quantities(JsonObject json, Order order) {
    var cancelled = order.getOrderQty() - order.getCumQty() - order.getLeavesQty();
    json.put("quantity", Decimals.formatQuantity(order.getOrderQty()))
        .put("filledQuantity", Decimals.formatQuantity(order.getCumQty()))
        .put("remainingQuantity", Decimals.formatQuantity(order.getLeavesQty()))
        .put("cancelledQuantity", Decimals.formatQuantity(cancelled));
  }

  private static void price(JsonObject json, String name, long px) {
    if (px != 0) {
      json.put(name, Decimals.formatMoney(px));
    }
  }
}
