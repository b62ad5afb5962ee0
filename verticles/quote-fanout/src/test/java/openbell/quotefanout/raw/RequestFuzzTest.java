package openbell.quotefanout.raw;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import openbell.fuzz.Fuzz;
import openbell.wire.stream.Auth;
import openbell.wire.stream.ClientMessage;
import openbell.wire.stream.Command;
import openbell.wire.stream.Mode;
import openbell.wire.stream.Orders;
import openbell.wire.stream.Ping;
import openbell.wire.stream.Subscribe;
import openbell.wire.stream.Unsubscribe;
import org.junit.jupiter.api.Test;

/**
 * The requests of both subprotocols: what a client sends is a request of the promised shape or
 * malformed with a code; a request that is written as a client would write it is read as the same.
 */
class RequestFuzzTest {
  private static final String COMMAND_BODY =
      "{\"symbol\":\"M&M\",\"quantity\":\"1\",\"tags\":[1,{}]}";

  private final JsonCodec json = new JsonCodec();
  private final ProtobufCodec protobuf = new ProtobufCodec();

  @Test
  void jsonRequests() {
    Fuzz.of(
            "json requests",
            "{\"action\":\"ping\"}",
            "{\"action\":\"auth\",\"token\":\"a.b.c\"}",
            "{\"action\":\"orders\",\"since\":9223372036854775807}",
            "{\"action\":\"unsubscribe\",\"symbols\":[\"RELIANCE\",\"XNAS:BRK.B\"]}",
            "{\"action\":\"subscribe\",\"symbols\":[\"M&M\"],\"mode\":\"full\",\"windowMs\":250,"
                + "\"changedOnly\":true,\"minChange\":\"0.001\",\"last\":true}",
            "{\"action\":\"place\",\"id\":\"a\"," + COMMAND_BODY.substring(1),
            "{\"action\":\"modify\",\"id\":7," + COMMAND_BODY.substring(1),
            "{\"action\":\"cancel\",\"id\":1.5,\"orderId\":\"x\"}")
        .with(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ":",
            ",",
            "{\"a\":",
            "[[",
            "null",
            "true",
            "-1",
            "1e999",
            "0.5",
            "99999999999999999999",
            "\\u0000",
            "\\ud800",
            "\"id\":",
            "\"symbols\":[]",
            "\"action\":\"place\",",
            "\u00e9")
        .run(
            input -> {
              var request = json.read(new String(input, StandardCharsets.UTF_8));
              if (!hasPromisedShape(request)) {
                return false;
              }
              assertThat(json.read(text(request))).isEqualTo(request);
              return true;
            });
  }

  @Test
  void protobufRequests() {
    Fuzz.of(
            "protobuf requests",
            bytes(ClientMessage.newBuilder().setPing(Ping.getDefaultInstance())),
            bytes(ClientMessage.newBuilder().setAuth(Auth.newBuilder().setToken("token"))),
            bytes(ClientMessage.newBuilder().setOrders(Orders.newBuilder().setSince(1L << 40))),
            bytes(
                ClientMessage.newBuilder()
                    .setUnsubscribe(Unsubscribe.newBuilder().addSymbols("M&M"))),
            bytes(ClientMessage.newBuilder().setPlace(command("a"))),
            bytes(ClientMessage.newBuilder().setModify(command("b"))),
            bytes(ClientMessage.newBuilder().setCancel(command("c"))),
            bytes(
                ClientMessage.newBuilder()
                    .setSubscribe(
                        Subscribe.newBuilder()
                            .addSymbols("RELIANCE")
                            .addSymbols("XNAS:BRK.B")
                            .setMode(Mode.MODE_FULL)
                            .setWindowMs(250)
                            .setMinChangePpm(1_000)
                            .setLast(true))))
        .run(
            input -> {
              var request = protobuf.read(input);
              if (!hasPromisedShape(request)) {
                return false;
              }
              assertThat(protobuf.read(bytes(message(request)))).isEqualTo(request);
              return true;
            });
  }

  private static boolean hasPromisedShape(RawRequest request) {
    return switch (request) {
      case RawRequest.Malformed(var code) -> {
        assertThat(code).isIn("request.malformed", "request.unknown_action");
        yield false;
      }
      case RawRequest.Subscribe(var wanted) -> {
        assertThat(wanted.names()).isNotEmpty();
        assertThat(wanted.minChangePpm()).isBetween(0L, 1_000_000L);
        yield true;
      }
      case RawRequest.Command(var operation, var id, JsonObject body) -> {
        assertThat(operation).isIn("orders.place", "orders.modify", "orders.cancel");
        assertThat(id).isNotEmpty();
        assertThat(new JsonObject(body.encode())).isEqualTo(body);
        yield true;
      }
      case RawRequest.Orders(var since) -> {
        assertThat(since).isNotNegative();
        yield true;
      }
      case RawRequest.Unsubscribe(var names) -> {
        assertThat(names).isNotEmpty();
        yield true;
      }
      case RawRequest.Auth _, RawRequest.Ping _ -> true;
    };
  }

  private static String text(RawRequest request) {
    return switch (request) {
      case RawRequest.Ping _ -> action("ping").encode();
      case RawRequest.Auth(var token) -> action("auth").put("token", token).encode();
      case RawRequest.Orders(var since) -> action("orders").put("since", since).encode();
      case RawRequest.Unsubscribe(var names) ->
          action("unsubscribe").put("symbols", names).encode();
      case RawRequest.Command(var operation, var id, var body) ->
          body.copy()
              .put("action", operation.substring("orders.".length()))
              .put("id", Json.decodeValue(id))
              .encode();
      case RawRequest.Subscribe(var wanted) -> {
        var ppm = wanted.minChangePpm();
        var message =
            action("subscribe")
                .put("symbols", wanted.names())
                .put("mode", wanted.mode().name().toLowerCase(Locale.ROOT))
                .put("changedOnly", wanted.changedOnly())
                .put("minChange", "%d.%06d".formatted(ppm / 1_000_000, ppm % 1_000_000))
                .put("last", wanted.last());
        wanted.windowMs().ifPresent(ms -> message.put("windowMs", ms));
        yield message.encode();
      }
      case RawRequest.Malformed _ -> throw new AssertionError("has no text");
    };
  }

  private static JsonObject action(String action) {
    return new JsonObject().put("action", action);
  }

  private static ClientMessage.Builder message(RawRequest request) {
    var message = ClientMessage.newBuilder();
    return switch (request) {
      case RawRequest.Ping _ -> message.setPing(Ping.getDefaultInstance());
      case RawRequest.Auth(var token) -> message.setAuth(Auth.newBuilder().setToken(token));
      case RawRequest.Orders(var since) -> message.setOrders(Orders.newBuilder().setSince(since));
      case RawRequest.Unsubscribe(var names) ->
          message.setUnsubscribe(Unsubscribe.newBuilder().addAllSymbols(names));
      case RawRequest.Command(var operation, var id, var body) -> {
        var command = Command.newBuilder().setId(id).setJson(body.encode());
        yield switch (operation) {
          case "orders.place" -> message.setPlace(command);
          case "orders.modify" -> message.setModify(command);
          default -> message.setCancel(command);
        };
      }
      case RawRequest.Subscribe(var wanted) -> {
        var subscribe =
            Subscribe.newBuilder()
                .addAllSymbols(wanted.names())
                .setMode(Mode.valueOf("MODE_" + wanted.mode().name()))
                .setChangedOnly(wanted.changedOnly())
                .setMinChangePpm((int) wanted.minChangePpm())
                .setLast(wanted.last());
        wanted.windowMs().ifPresent(subscribe::setWindowMs);
        yield message.setSubscribe(subscribe);
      }
      case RawRequest.Malformed _ -> throw new AssertionError("has no message");
    };
  }

  private static Command.Builder command(String id) {
    return Command.newBuilder().setId(id).setJson(COMMAND_BODY);
  }

  private static byte[] bytes(ClientMessage.Builder message) {
    return message.build().toByteArray();
  }
}
