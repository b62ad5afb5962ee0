package openbell.quotefanout;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import openbell.model.Decimals;
import openbell.quotefanout.domain.QuoteFormat;
import openbell.quotefanout.domain.Terms;

/**
 * What {@code {"action":"subscribe"}} asks for.
 *
 * @param names as the client wrote them
 * @param last whether heartbeats are to carry the newest seq of each symbol
 */
record Subscription(List<String> names, Terms terms, int windowMs, boolean last) {
  private static final Map<String, QuoteFormat> MODES =
      Map.of("ltp", QuoteFormat.LTP, "quote", QuoteFormat.QUOTE, "full", QuoteFormat.FULL);
  private static final int RATIO_SCALE = 6;
  private static final long MAX_RATIO_PPM = 1_000_000;

  /**
   * The subscription in a message, empty if any field is not what it should be.
   *
   * @param windowMs the window the client has, kept if it names none
   */
  static Optional<Subscription> parse(JsonObject message, int windowMs) {
    var names = names(message);
    var format = format(message.getValue("mode", "quote"));
    var window = message.getValue("windowMs", windowMs);
    var minChange = ratio(message.getValue("minChange", "0"));
    if (names.isEmpty()
        || format.isEmpty()
        || minChange.isEmpty()
        || !(window instanceof Integer ms && Wheel.isWindow(ms))
        || !(message.getValue("changedOnly", false) instanceof Boolean changedOnly)
        || !(message.getValue("last", false) instanceof Boolean last)) {
      return Optional.empty();
    }
    var terms = new Terms(format.get(), changedOnly, minChange.getAsLong());
    return Optional.of(new Subscription(names.get(), terms, (Integer) window, last));
  }

  /** The subscription in a query: {@code symbols=A,B}, {@code mode}, {@code windowMs}. */
  static Optional<Subscription> parse(MultiMap query, int windowMs) {
    var window = Decimals.parseQuantity(query.contains("windowMs") ? query.get("windowMs") : "0");
    if (!query.contains("symbols") || window.isEmpty() || !Wheel.isWindow(window.getAsLong())) {
      return Optional.empty();
    }
    var names = new LinkedHashSet<>(List.of(query.get("symbols").split(",")));
    var asked =
        new JsonObject()
            .put("symbols", new JsonArray(List.copyOf(names)))
            .put("mode", query.contains("mode") ? query.get("mode") : "quote")
            .put("windowMs", query.contains("windowMs") ? (int) window.getAsLong() : windowMs);
    return parse(asked, windowMs);
  }

  /** The non-empty array of strings {@code symbols}; empty for anything else. */
  static Optional<List<String>> names(JsonObject message) {
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

  private static Optional<QuoteFormat> format(Object mode) {
    return Optional.ofNullable(MODES.get(String.valueOf(mode)));
  }

  /** A decimal string from 0 to 1, in millionths. */
  private static OptionalLong ratio(Object value) {
    var ppm =
        value instanceof String text ? Decimals.parse(text, RATIO_SCALE) : OptionalLong.empty();
    return ppm.isPresent() && (ppm.getAsLong() < 0 || ppm.getAsLong() > MAX_RATIO_PPM)
        ? OptionalLong.empty()
        : ppm;
  }
}
