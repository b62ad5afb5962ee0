package openbell.systemtest.torture;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * How long a platform needs to trade again after a hit: of each symbol the first word of the venue
 * on an order that was accepted after the hit; the slowest symbol counts. Thread-safe.
 */
final class Recovery {
  private final Instant hitAt;
  private final Map<String, Instant> firstWords = new ConcurrentHashMap<>();

  Recovery(Instant hitAt) {
    this.hitAt = hitAt;
  }

  /** Looks at the orders and events of one account. */
  void note(List<JsonObject> orders, List<JsonObject> events) {
    var symbols =
        orders.stream()
            .filter(order -> Instant.parse(order.getString("acceptedAt")).isAfter(hitAt))
            .collect(
                Collectors.toMap(
                    order -> order.getString("orderId"), order -> order.getString("symbol")));
    for (var event : events) {
      var symbol = symbols.get(event.getString("orderId", ""));
      if (symbol != null && isOfTheVenue(event.getString("type"))) {
        firstWords.merge(symbol, Instant.parse(event.getString("at")), Recovery::earlier);
      }
    }
  }

  /** Of the slowest symbol; zero where no order was accepted after the hit. */
  Duration worst() {
    return firstWords.values().stream()
        .map(first -> Duration.between(hitAt, first))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  private static boolean isOfTheVenue(String type) {
    return switch (type) {
      case "order.open", "order.partial_fill", "order.fill", "order.cancelled", "order.expired" ->
          true;
      default -> false;
    };
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
