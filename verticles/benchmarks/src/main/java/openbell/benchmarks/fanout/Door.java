package openbell.benchmarks.fanout;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** How a client comes in, subscribes, and finds updates and stamps in the frames it gets. */
enum Door {
  /** {@code /ws/v1}, subprotocol {@code openbell.v1.json}, mode {@code ltp}. */
  RAW_JSON("\"t\":") {
    @Override
    String path(int client) {
      return "/ws/v1";
    }

    @Override
    String subscription(List<String> symbols) {
      return new JsonObject()
          .put("action", "subscribe")
          .put("mode", "ltp")
          .put("symbols", new JsonArray(symbols))
          .encode();
    }

    @Override
    int updates(int braces) {
      // One object around, one per update.
      return Math.max(0, braces - 1);
    }
  },

  /** The bridge inside SockJS: {@code a["{..}","{..}"]}; bodies are always full. */
  SOCKJS("\\\"ts\\\":") {
    @Override
    String path(int client) {
      return "/eventbus/000/s%07d/websocket".formatted(client);
    }

    @Override
    String subscription(List<String> symbols) {
      var messages = new JsonArray();
      symbols.forEach(
          symbol ->
              messages.add(
                  new JsonObject()
                      .put("type", "register")
                      .put("address", "quotes." + symbol)
                      .encode()));
      return messages.encode();
    }

    @Override
    int updates(int braces) {
      // An envelope and a body per update.
      return braces / 2;
    }
  };

  private final String stampKey;

  Door(String stampKey) {
    this.stampKey = stampKey;
  }

  /** The bytes before a stamp's digits. */
  byte[] stampKey() {
    return stampKey.getBytes(US_ASCII);
  }

  abstract String path(int client);

  /** The text of the client's one message. */
  abstract String subscription(List<String> symbols);

  /** How many updates a frame with so many opening braces carries. */
  abstract int updates(int braces);
}
