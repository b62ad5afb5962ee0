package openbell.benchmarks.fanout;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import openbell.wire.stream.ClientMessage;
import openbell.wire.stream.Mode;
import openbell.wire.stream.Subscribe;

/** How a client comes in, subscribes, and finds updates and stamps in the frames it gets. */
enum Door {
  /** {@code /ws/v1}, subprotocol {@code openbell.v1.json}, mode {@code ltp}. */
  RAW_JSON("\"t\":") {
    @Override
    String path(int client) {
      return "/ws/v1";
    }

    @Override
    byte[] subscription(List<String> symbols) {
      return rawJson(symbols, 100);
    }

    @Override
    int updates(int braces) {
      return rawUpdates(braces);
    }
  },

  /** As {@link #RAW_JSON}, compressed both ways. */
  DEFLATED_JSON("\"t\":") {
    @Override
    String path(int client) {
      return "/ws/v1";
    }

    @Override
    String headers() {
      return "Sec-WebSocket-Extensions: permessage-deflate\r\n";
    }

    @Override
    boolean isDeflated() {
      return true;
    }

    @Override
    byte[] subscription(List<String> symbols) {
      return Deflated.message(rawJson(symbols, 100));
    }

    @Override
    int updates(int braces) {
      return rawUpdates(braces);
    }
  },

  /** As {@link #RAW_JSON} without a window: each change is pushed. */
  PUSHED_JSON("\"t\":") {
    @Override
    String path(int client) {
      return "/ws/v1";
    }

    @Override
    byte[] subscription(List<String> symbols) {
      return rawJson(symbols, 0);
    }

    @Override
    int updates(int braces) {
      return rawUpdates(braces);
    }
  },

  /** The bridge inside SockJS: {@code a["{..}","{..}"]}; bodies are always full. */
  SOCKJS("\\\"ts\\\":") {
    @Override
    String path(int client) {
      return "/eventbus/000/s%07d/websocket".formatted(client);
    }

    @Override
    byte[] subscription(List<String> symbols) {
      var messages = new JsonArray();
      symbols.forEach(
          symbol ->
              messages.add(
                  new JsonObject()
                      .put("type", "register")
                      .put("address", "quotes." + symbol)
                      .encode()));
      return messages.encode().getBytes(UTF_8);
    }

    @Override
    int updates(int braces) {
      // An envelope and a body per update.
      return braces / 2;
    }
  },

  /**
   * {@code /ws/v1}, subprotocol {@code openbell.v1.protobuf}, mode LTP; see {@link QuotesWalker}.
   */
  PROTOBUF("") {
    @Override
    String path(int client) {
      return "/ws/v1";
    }

    @Override
    String headers() {
      return "Sec-WebSocket-Protocol: openbell.v1.protobuf\r\n";
    }

    @Override
    int opcode() {
      return BINARY;
    }

    @Override
    byte[] subscription(List<String> symbols) {
      return ClientMessage.newBuilder()
          .setSubscribe(Subscribe.newBuilder().setMode(Mode.MODE_LTP).addAllSymbols(symbols))
          .build()
          .toByteArray();
    }

    @Override
    int updates(int braces) {
      throw new UnsupportedOperationException("no braces in binary frames");
    }
  };

  private static final int TEXT = 1;
  private static final int BINARY = 2;

  private final String stampKey;

  Door(String stampKey) {
    this.stampKey = stampKey;
  }

  /** The bytes before a stamp's digits, in text. */
  byte[] stampKey() {
    return stampKey.getBytes(US_ASCII);
  }

  abstract String path(int client);

  /** More lines of the upgrade request, each with its end. */
  String headers() {
    return "";
  }

  /** Of the client's message and of the frames that carry updates (RFC 6455, 5.2). */
  int opcode() {
    return TEXT;
  }

  /** Whether client and server compress their messages (RFC 7692). */
  boolean isDeflated() {
    return false;
  }

  private static byte[] rawJson(List<String> symbols, int windowMs) {
    return new JsonObject()
        .put("action", "subscribe")
        .put("mode", "ltp")
        .put("windowMs", windowMs)
        .put("symbols", new JsonArray(symbols))
        .encode()
        .getBytes(UTF_8);
  }

  /** One object around, one per update. */
  private static int rawUpdates(int braces) {
    return Math.max(0, braces - 1);
  }

  /** Whether updates come in binary frames. */
  boolean isBinary() {
    return opcode() == BINARY;
  }

  /** The payload of the client's one message; less than 64 KB. */
  abstract byte[] subscription(List<String> symbols);

  /** How many updates a text frame with so many opening braces carries. */
  abstract int updates(int braces);
}
