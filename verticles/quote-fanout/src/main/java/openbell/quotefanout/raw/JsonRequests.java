package openbell.quotefanout.raw;

import io.vertx.core.MultiMap;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import openbell.model.Decimals;
import openbell.quotefanout.raw.RawRequest.Auth;
import openbell.quotefanout.raw.RawRequest.Command;
import openbell.quotefanout.raw.RawRequest.Malformed;
import openbell.quotefanout.raw.RawRequest.Orders;
import openbell.quotefanout.raw.RawRequest.Ping;
import openbell.quotefanout.raw.RawRequest.Subscribe;
import openbell.quotefanout.raw.RawRequest.Unsubscribe;

/** The requests of {@code openbell.v1.json}: objects with an {@code action}. Has no state. */
final class JsonRequests {
  static final Malformed MALFORMED = new Malformed("request.malformed");

  private static final Map<String, QuoteMode> MODES =
      Map.of("ltp", QuoteMode.LTP, "quote", QuoteMode.QUOTE, "full", QuoteMode.FULL);
  private static final int RATIO_SCALE = 6;
  private static final int MAX_WINDOW_MS = 1_000;

  RawRequest read(String text) {
    var message = JsonCodec.object(text);
    return message.isPresent() && message.get().getValue("action") instanceof String action
        ? read(action, message.get())
        : MALFORMED;
  }

  private static RawRequest read(String action, JsonObject message) {
    return switch (action) {
      case "ping" -> new Ping();
      case "auth" ->
          message.getValue("token") instanceof String token ? new Auth(token) : MALFORMED;
      case "subscribe" -> subscription(message).<RawRequest>map(Subscribe::new).orElse(MALFORMED);
      case "unsubscribe" -> names(message).<RawRequest>map(Unsubscribe::new).orElse(MALFORMED);
      case "orders" -> orders(message);
      case "place", "modify", "cancel" -> command("orders." + action, message);
      default -> new Malformed("request.unknown_action");
    };
  }

  private static RawRequest orders(JsonObject message) {
    var since = message.getValue("since", 0);
    var isWhole = since instanceof Integer || since instanceof Long;
    return isWhole && since instanceof Number number && number.longValue() >= 0
        ? new Orders(number.longValue())
        : MALFORMED;
  }

  private static RawRequest command(String operation, JsonObject message) {
    var id = message.getValue("id");
    if (!(id instanceof String || id instanceof Number)) {
      return MALFORMED;
    }
    var body = message.copy();
    body.remove("action");
    body.remove("id");
    return new Command(operation, Json.encode(id), body);
  }

  static Optional<Subscription> subscription(MultiMap query) {
    var window = Decimals.parseQuantity(query.contains("windowMs") ? query.get("windowMs") : "0");
    if (!query.contains("symbols") || window.isEmpty() || window.getAsLong() > MAX_WINDOW_MS) {
      return Optional.empty();
    }
    var names = new LinkedHashSet<>(List.of(query.get("symbols").split(",")));
    var asked = new JsonObject().put("symbols", new JsonArray(List.copyOf(names)));
    if (query.contains("mode")) {
      asked.put("mode", query.get("mode"));
    }
    if (query.contains("windowMs")) {
      asked.put("windowMs", (int) window.getAsLong());
    }
    return subscription(asked);
  }

  private static Optional<Subscription> subscription(JsonObject message) {
    var names = names(message);
    var mode = Optional.ofNullable(MODES.get(String.valueOf(message.getValue("mode", "quote"))));
    var window = windowMs(message);
    var minChange = ratio(message.getValue("minChange", "0"));
    if (names.isEmpty()
        || mode.isEmpty()
        || minChange.isEmpty()
        || window.isEmpty()
        || !(message.getValue("changedOnly", false) instanceof Boolean changedOnly)
        || !(message.getValue("last", false) instanceof Boolean last)) {
      return Optional.empty();
    }
    return Optional.of(
        new Subscription(
            names.get(), mode.get(), changedOnly, minChange.getAsLong(), window.get(), last));
  }

  /** The window, or that there is none; empty if it is no number. */
  private static Optional<OptionalInt> windowMs(JsonObject message) {
    if (!message.containsKey("windowMs")) {
      return Optional.of(OptionalInt.empty());
    }
    return message.getValue("windowMs") instanceof Integer ms
        ? Optional.of(OptionalInt.of(ms))
        : Optional.empty();
  }

  /** The non-empty array of strings {@code symbols}; empty for anything else. */
  private static Optional<List<String>> names(JsonObject message) {
    if (!(message.getValue("symbols") instanceof JsonArray array) || array.isEmpty()) {
      return Optional.empty();
    }
    var names = new ArrayList<String>(array.size());
    for (var element : array) {
      if (!(element instanceof String text)) {
        return Optional.empty();
      }
      names.add(text);
    }
    return Optional.of(names);
  }

  /** A decimal string from 0 to 1, in millionths. */
  private static OptionalLong ratio(Object value) {
    var ppm =
        value instanceof String text ? Decimals.parse(text, RATIO_SCALE) : OptionalLong.empty();
    return ppm.isPresent() && (ppm.getAsLong() < 0 || ppm.getAsLong() > Subscription.MAX_RATIO_PPM)
        ? OptionalLong.empty()
        : ppm;
  }
}
