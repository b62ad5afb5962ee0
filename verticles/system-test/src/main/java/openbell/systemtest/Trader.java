package openbell.systemtest;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A logged-in user of the REST interface. Thread-safe. */
public final class Trader {
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int MOST_RETRIES = 10;

  private final String base;
  private final String token;

  private Trader(String base, String token) {
    this.base = base;
    this.token = token;
  }

  /** An answer: its status and its JSON body. */
  public record Answer(int status, JsonObject body) {}

  public static Trader login(String url, String email) {
    var base = url + "/api/v1";
    var body = new JsonObject().put("email", email).put("password", "openbell-demo");
    var answer =
        send(
            HttpRequest.newBuilder(URI.create(base + "/auth/login"))
                .timeout(TIMEOUT)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                .build());
    if (answer.status() != 200) {
      throw new AssertionError("no log-in: " + answer);
    }
    return new Trader(base, answer.body().getString("accessToken"));
  }

  public String token() {
    return token;
  }

  /** A DELIVERY order with a key of its own. */
  public Answer place(JsonObject order) {
    return place(order, UUID.randomUUID().toString());
  }

  /**
   * As a client should: while the outcome is unknown, or nothing was applied for now, the same key
   * asks again.
   */
  public Answer place(JsonObject order, String idempotencyKey) {
    var answer = placeOnce(order, idempotencyKey);
    for (var retry = 0; retry < MOST_RETRIES && answer.status() == 503; retry++) {
      answer = placeOnce(order, idempotencyKey);
    }
    return answer;
  }

  /** One request, whatever comes of it. */
  public Answer placeOnce(JsonObject order, String idempotencyKey) {
    return send(
        request("/orders")
            .header("content-type", "application/json")
            .header("Idempotency-Key", idempotencyKey)
            .POST(HttpRequest.BodyPublishers.ofString(order.encode()))
            .build());
  }

  public Answer cancel(String orderId) {
    return send(request("/orders/" + orderId).DELETE().build());
  }

  /** Cancels every order that lives: 207 with a result for each. */
  public Answer cancelAll() {
    return send(request("/orders").DELETE().build());
  }

  /** Changes an order as the client last saw it. */
  public Answer modify(String orderId, int version, JsonObject change) {
    return send(
        request("/orders/" + orderId)
            .header("content-type", "application/json")
            .header("If-Match", "\"" + version + "\"")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(change.encode()))
            .build());
  }

  public Answer get(String path) {
    return send(request(path).GET().build());
  }

  public JsonObject order(String orderId) {
    return expect(get("/orders/" + orderId));
  }

  /** All orders, newest first, page by page. */
  public List<JsonObject> orders() {
    return ordersOf("/orders?limit=200");
  }

  /** The orders since an instant, newest first. */
  public List<JsonObject> ordersFrom(Instant from) {
    return ordersOf("/orders?limit=200&from=" + from.truncatedTo(ChronoUnit.MILLIS));
  }

  private List<JsonObject> ordersOf(String path) {
    var orders = new ArrayList<JsonObject>();
    var cursor = "";
    do {
      var page = expect(get(path + (cursor.isEmpty() ? "" : "&cursor=" + cursor)));
      page.getJsonArray("orders").forEach(order -> orders.add((JsonObject) order));
      cursor = page.getString("nextCursor", "");
    } while (cursor != null && !cursor.isEmpty());
    return orders;
  }

  /** All account events from the first, in order. */
  public List<JsonObject> events() {
    return events(0);
  }

  /** The account events after a sequence number, in order. */
  public List<JsonObject> events(long after) {
    var events = new ArrayList<JsonObject>();
    var since = after;
    while (true) {
      var page = expect(get("/events?limit=500&since=" + since)).getJsonArray("data");
      if (page.isEmpty()) {
        return events;
      }
      page.forEach(event -> events.add((JsonObject) event));
      since = events.getLast().getLong("seq");
    }
  }

  /** A figure of the funds in one currency, e.g. {@code posted}. */
  public BigDecimal funds(String currency, String figure) {
    return funds(figure).getOrDefault(currency, BigDecimal.ZERO);
  }

  /** A figure of the funds, by currency. */
  public Map<String, BigDecimal> funds(String figure) {
    return numbers(expect(get("/funds")).getJsonArray("data"), "currency", figure);
  }

  /** Shares of a canonical symbol. */
  public BigDecimal position(String symbol) {
    return positions().getOrDefault(symbol, BigDecimal.ZERO);
  }

  /** Shares by canonical symbol. */
  public Map<String, BigDecimal> positions() {
    return numbers(expect(get("/portfolio")).getJsonArray("positions"), "symbol", "quantity");
  }

  private static Map<String, BigDecimal> numbers(JsonArray rows, String key, String figure) {
    var numbers = new HashMap<String, BigDecimal>();
    for (var row : rows) {
      var json = (JsonObject) row;
      numbers.put(json.getString(key), new BigDecimal(json.getString(figure)));
    }
    return numbers;
  }

  private static JsonObject expect(Answer answer) {
    if (answer.status() != 200) {
      throw new AssertionError("unexpected: " + answer);
    }
    return answer.body();
  }

  /** Sends any body to POST /orders, with any headers beside the token. */
  public Answer placeRaw(String body, String... headers) {
    var request =
        request("/orders")
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    for (var at = 0; at < headers.length; at += 2) {
      request.header(headers[at], headers[at + 1]);
    }
    return send(request.build());
  }

  /** The same door with another token, or none. */
  public Trader withToken(String other) {
    return new Trader(base, other);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(TIMEOUT)
        .header("authorization", "Bearer " + token);
  }

  private static Answer send(HttpRequest request) {
    try {
      var response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      var body = response.body().isEmpty() ? new JsonObject() : new JsonObject(response.body());
      return new Answer(response.statusCode(), body);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
