package openbell.gateway;

import static openbell.gateway.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import openbell.model.Addresses;
import openbell.wire.gateway.ApiReply;
import openbell.wire.gateway.ApiRequest;
import openbell.wire.gateway.SessionReply;
import openbell.wire.gateway.SessionRequest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Modify, batch, cancel all and history through the real HTTP server and the bus. */
@Timeout(120)
class OrderChangesIT {
  private static final String ORDERS = "/api/v1/orders";

  private static GatewayFixture gateway;
  private static String token;

  @BeforeAll
  static void start() throws Exception {
    gateway = GatewayFixture.shared();
    token = gateway.token("trader3");
  }

  private static JsonObject buy(String symbol) {
    return new JsonObject()
        .put("symbol", symbol)
        .put("side", "BUY")
        .put("type", "LIMIT")
        .put("quantity", "10")
        .put("price", "2850.05")
        .put("idempotencyKey", UUID.randomUUID().toString());
  }

  private static String placed() throws Exception {
    var answer = gateway.post(ORDERS, token, buy("RELIANCE").encode());
    assertThat(answer.statusCode()).isEqualTo(202);
    return json(answer).getString("orderId");
  }

  private static HttpResponse<String> patch(String orderId, String body, String... headers)
      throws Exception {
    var request =
        gateway
            .request(ORDERS + "/" + orderId, token)
            .method("PATCH", BodyPublishers.ofString(body))
            .header("Content-Type", "application/json");
    for (var at = 0; at < headers.length; at += 2) {
      request.header(headers[at], headers[at + 1]);
    }
    return gateway.send(request);
  }

  @Test
  void modifyNeedsTheVersionThatTheClientHasSeen() throws Exception {
    var orderId = placed();
    var body = "{\"quantity\":\"12\",\"price\":\"2900\"}";

    var missing = patch(orderId, body);
    assertThat(missing.statusCode()).isEqualTo(428);
    assertThat(json(missing).getString("code")).isEqualTo("request.if_match_missing");
    var stale = patch(orderId, body, "If-Match", "\"7\"");
    assertThat(stale.statusCode()).isEqualTo(412);
    assertThat(json(stale).getString("hint")).isEqualTo("1");
    assertThat(patch(orderId, body, "If-Match", "*").statusCode()).isEqualTo(400);
    var found = gateway.get(ORDERS + "/" + orderId, token);
    var eTag = found.headers().firstValue("ETag").orElseThrow();
    assertThat(eTag).isEqualTo("\"1\"");

    var modified = patch(orderId, body, "If-Match", eTag);

    assertThat(modified.statusCode()).isEqualTo(202);
    assertThat(modified.headers().firstValue("ETag")).contains("\"2\"");
    var order = json(modified);
    assertThat(order.getString("status")).isEqualTo("PENDING_MODIFY");
    assertThat(order.getString("quantity")).isEqualTo("10");
    assertThat(order.getJsonObject("pendingModify"))
        .isEqualTo(new JsonObject().put("quantity", "12").put("price", "2900.00"));
    var request = gateway.orders.replaces.getLast();
    assertThat(request.getOrderQty()).isEqualTo(12);
    assertThat(request.getPrice()).isEqualTo(29_000_000);
    assertThat(request.hasStopPx()).isFalse();
  }

  @Test
  void modifyIsReadStrictly() throws Exception {
    var orderId = placed();

    assertThat(codeOf(orderId, "{\"side\":\"SELL\"}")).isEqualTo("request.unknown_field");
    assertThat(codeOf(orderId, "{\"quantity\":12}")).isEqualTo("request.number_not_allowed");
    assertThat(codeOf(orderId, "{\"price\":\"-1\"}")).isEqualTo("request.not_positive");
    assertThat(codeOf(orderId, "{\"quantity\":\"9223372036854775808\"}"))
        .isEqualTo("request.out_of_range");
    assertThat(codeOf(orderId, "{}")).isEqualTo("request.missing_field");
    var unknown = patch("no-such-order", "{\"price\":\"1\"}", "If-Match", "1");
    assertThat(unknown.statusCode()).isEqualTo(404);
  }

  private static String codeOf(String orderId, String body) throws Exception {
    var answer = patch(orderId, body, "If-Match", "1");
    assertThat(answer.statusCode()).isEqualTo(400);
    return json(answer).getString("code");
  }

  @Test
  void streamModifiesThroughTheSameCode() throws Exception {
    var session =
        GatewayFixture.await(
                gateway
                    .node
                    .bus()
                    .<SessionReply>request(
                        Addresses.GATEWAY_SESSION,
                        SessionRequest.newBuilder().setToken(token).build()))
            .getSession();
    var body =
        new JsonObject()
            .put("orderId", placed())
            .put("version", 1)
            .put("quantity", "5")
            .put("idempotencyKey", "k");
    var request = ApiRequest.newBuilder().setOperation("orders.modify").setSession(session);

    assertThat(api(request.setBody(body.encode())).getStatus()).isEqualTo(202);
    body.remove("version");
    assertThat(api(request.setBody(body.encode())).getStatus()).isEqualTo(428);
    assertThat(api(request.clearSession()).getStatus()).isEqualTo(401);
  }

  private static ApiReply api(ApiRequest.Builder request) throws Exception {
    return GatewayFixture.await(
        gateway.node.bus().<ApiReply>request(Addresses.GATEWAY_API, request.build()));
  }

  @Test
  void oneBadOrderOfABatchNeverFailsItsNeighbours() throws Exception {
    var orders =
        new JsonArray()
            .add(buy("RELIANCE"))
            .add(buy("TCS"))
            .add(buy("INFY"))
            .add(buy("ITC"))
            .add(buy("RELIANCE").put("quantity", 1))
            .add(buy("NOSUCH"))
            .add(buy("SBIN"));

    var answer = gateway.post(ORDERS + "/batch", token, batch(orders));

    assertThat(answer.statusCode()).isEqualTo(207);
    var results = json(answer).getJsonArray("results");
    assertThat(results.stream().map(one -> ((JsonObject) one).getInteger("status")))
        .containsExactly(202, 422, 503, 503, 400, 422, 202);
    assertThat(results.getJsonObject(0).getJsonObject("order").getString("status"))
        .isEqualTo("PENDING");
    assertThat(results.getJsonObject(1).getJsonObject("problem").getString("code"))
        .isEqualTo("funds.insufficient");
    assertThat(results.getJsonObject(3).getJsonObject("problem").getString("outcome"))
        .isEqualTo("UNKNOWN");
  }

  @Test
  void batchIsBounded() throws Exception {
    var tooMany = new JsonArray();
    for (var i = 0; i < 51; i++) {
      tooMany.add(buy("RELIANCE"));
    }
    assertThat(status(batch(tooMany))).isEqualTo(400);
    assertThat(status(batch(new JsonArray()))).isEqualTo(400);
    assertThat(status("{}")).isEqualTo(400);
    assertThat(status("{\"orders\":[1,{}]}")).isEqualTo(400);
    assertThat(status("{\"orders\":[\"a\"]}")).isEqualTo(400);
  }

  private static String batch(JsonArray orders) {
    return new JsonObject().put("orders", orders).encode();
  }

  private static int status(String body) throws Exception {
    return gateway.post(ORDERS + "/batch", token, body).statusCode();
  }

  @Test
  void cancelAllAnswersForEachOrder() throws Exception {
    var orderId = placed();
    var reply = gateway.delete(ORDERS + "?symbol=RELIANCE", token);

    assertThat(reply.statusCode()).isEqualTo(207);
    var mine =
        json(reply).getJsonArray("results").stream()
            .map(JsonObject.class::cast)
            .filter(one -> one.getString("orderId").equals(orderId))
            .findFirst()
            .orElseThrow();
    assertThat(mine.getInteger("status")).isEqualTo(202);
    assertThat(mine.getJsonObject("order").getString("status")).isEqualTo("PENDING_CANCEL");
    assertThat(json(gateway.delete(ORDERS + "?symbol=WIPRO", token)).getJsonArray("results"))
        .isEmpty();
    assertThat(gateway.delete(ORDERS + "?symbol=NOSUCH", token).statusCode()).isEqualTo(422);
    assertThat(gateway.delete(ORDERS + "?all=yes", token).statusCode()).isEqualTo(400);
    assertThat(reply.headers().firstValue("RateLimit-Policy").orElseThrow()).contains("cancels");
  }

  @Test
  void historyIsTheOwnersAlone() throws Exception {
    var path = ORDERS + "/" + placed() + "/history";

    var history = json(gateway.get(path, token)).getJsonArray("data");
    assertThat(history.getJsonObject(0).getString("event")).isEqualTo("order.accepted");
    assertThat(history.getJsonObject(0).getString("status")).isEqualTo("QUEUED");
    assertThat(history.getJsonObject(0).getString("actor")).isEqualTo("user:1");
    var then = json(gateway.get(path + "?asOf=2030-01-01T00:00:00Z", token)).getJsonArray("data");
    assertThat(then.getJsonObject(0).getString("at")).isEqualTo("2030-01-01T00:00:00.000000Z");
    assertThat(gateway.get(path + "?asOf=yesterday", token).statusCode()).isEqualTo(400);
    assertThat(gateway.get(path, gateway.token("trader2")).statusCode()).isEqualTo(404);
  }

  @Test
  void stopsAndLastDaysAreToldInPlainWords() throws Exception {
    var stop =
        buy("RELIANCE")
            .put("type", "STOP_LIMIT")
            .put("triggerPrice", "2800")
            .put("validity", "GTD")
            .put("expireDate", "2030-12-31")
            .put("queueIfClosed", true);
    var placed = json(gateway.post(ORDERS, token, stop.encode()));
    assertThat(placed.getString("status")).isEqualTo("QUEUED");
    assertThat(gateway.orders.requests.getLast().getExpireDate()).isEqualTo(20_301_231);

    var order = json(gateway.get(ORDERS + "/" + placed.getString("orderId"), token));
    assertThat(order.getBoolean("triggered")).isFalse();
    assertThat(order.getString("expireDate")).isEqualTo("2030-12-31");
    stop.put("validity", "DAY");
    assertThat(gateway.post(ORDERS, token, stop.encode()).statusCode()).isEqualTo(400);
    stop.put("validity", "GTD").put("expireDate", "2030-02-31");
    assertThat(gateway.post(ORDERS, token, stop.encode()).statusCode()).isEqualTo(400);
    stop.remove("expireDate");
    assertThat(gateway.post(ORDERS, token, stop.encode()).statusCode()).isEqualTo(400);
  }
}
