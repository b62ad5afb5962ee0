package openbell.systemtest;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A logged-in user of the REST interface. Thread-safe. */
final class Trader {
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
  record Answer(int status, JsonObject body) {}

  static Trader login(String url, String email) {
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

  String token() {
    return token;
  }

  /** A DELIVERY order with a key of its own. */
  Answer place(JsonObject order) {
    return place(order, UUID.randomUUID().toString());
  }

  /**
   * As a client should: while the outcome is unknown, or nothing was applied for now, the same key
   * asks again.
   */
  Answer place(JsonObject order, String idempotencyKey) {
    var answer = placeOnce(order, idempotencyKey);
    for (var retry = 0; retry < MOST_RETRIES && answer.status() == 503; retry++) {
      answer = placeOnce(order, idempotencyKey);
    }
    return answer;
  }

  /** One request, whatever comes of it. */
  Answer placeOnce(JsonObject order, String idempotencyKey) {
    return send(
        request("/orders")
            .header("content-type", "application/json")
            .header("Idempotency-Key", idempotencyKey)
            .POST(HttpRequest.BodyPublishers.ofString(order.encode()))
            .build());
  }

  Answer cancel(String orderId) {
    return send(request("/orders/" + orderId).DELETE().build());
  }

  Answer get(String path) {
    return send(request(path).GET().build());
  }

  JsonObject order(String orderId) {
    return expect(get("/orders/" + orderId));
  }

  /** All orders, newest first, page by page. */
  List<JsonObject> orders() {
    var orders = new ArrayList<JsonObject>();
    var cursor = "";
    do {
      var page = expect(get("/orders?limit=200" + (cursor.isEmpty() ? "" : "&cursor=" + cursor)));
      page.getJsonArray("orders").forEach(order -> orders.add((JsonObject) order));
      cursor = page.getString("nextCursor", "");
    } while (cursor != null && !cursor.isEmpty());
    return orders;
  }

  /** All account events from the first, in order. */
  List<JsonObject> events() {
    var events = new ArrayList<JsonObject>();
    var since = 0L;
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
  BigDecimal funds(String currency, String figure) {
    var data = expect(get("/funds")).getJsonArray("data");
    for (var balance : data) {
      if (((JsonObject) balance).getString("currency").equals(currency)) {
        return new BigDecimal(((JsonObject) balance).getString(figure));
      }
    }
    return BigDecimal.ZERO;
  }

  /** Shares of a canonical or bare symbol. */
  BigDecimal position(String symbol) {
    var positions = expect(get("/portfolio")).getJsonArray("positions");
    for (var position : positions) {
      var json = (JsonObject) position;
      if (json.getString("symbol").equals(symbol)) {
        return new BigDecimal(json.getString("quantity"));
      }
    }
    return BigDecimal.ZERO;
  }

  private static JsonObject expect(Answer answer) {
    if (answer.status() != 200) {
      throw new AssertionError("unexpected: " + answer);
    }
    return answer.body();
  }

  /** Sends any body to POST /orders, with any headers beside the token. */
  Answer placeRaw(String body, String... headers) {
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
  Trader withToken(String other) {
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
