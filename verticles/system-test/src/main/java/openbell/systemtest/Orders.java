package openbell.systemtest;

import io.vertx.core.json.JsonObject;

/** Bodies of POST /orders. */
public final class Orders {
  private Orders() {}

  public static JsonObject market(String side, String symbol, long quantity) {
    return order(side, symbol, quantity).put("type", "MARKET");
  }

  public static JsonObject limit(String side, String symbol, long quantity, String price) {
    return order(side, symbol, quantity).put("type", "LIMIT").put("price", price);
  }

  public static boolean isTerminal(JsonObject order) {
    return switch (order.getString("status")) {
      case "FILLED", "CANCELLED", "REJECTED", "EXPIRED" -> true;
      default -> false;
    };
  }

  private static JsonObject order(String side, String symbol, long quantity) {
    return new JsonObject()
        .put("symbol", symbol)
        .put("side", side)
        .put("quantity", String.valueOf(quantity))
        .put("product", "DELIVERY");
  }
}
