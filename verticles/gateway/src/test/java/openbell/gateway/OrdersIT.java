package openbell.gateway;

import static openbell.gateway.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import openbell.model.Addresses;
import openbell.wire.gateway.ApiReply;
import openbell.wire.gateway.ApiRequest;
import openbell.wire.gateway.SessionReply;
import openbell.wire.gateway.SessionRequest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Orders and money through the real HTTP server and the bus. */
@Timeout(120)
class OrdersIT {
  private static final String ORDERS = "/api/v1/orders";
  private static final String BUY =
      """
      {"symbol":"RELIANCE","side":"BUY","type":"LIMIT","quantity":"10","price":"2850.05"}
      """;

  private static GatewayFixture gateway;
  private static String token;

  @BeforeAll
  static void start() throws Exception {
    gateway = GatewayFixture.shared();
    token = gateway.token("trader1");
  }

  @Test
  void anOrderIsPassedOnInFixWordsAndAnsweredInPlainOnes() throws Exception {
    var key = newKey();
    var answer = gateway.post(ORDERS, token, BUY, "Idempotency-Key", '"' + key + '"');

    assertThat(answer.statusCode()).isEqualTo(202);
    var body = json(answer);
    assertThat(body.getString("status")).isEqualTo("PENDING");
    assertThat(body.getString("result")).isEqualTo("ACCEPTED");
    assertThat(body.getInteger("version")).isEqualTo(1);
    assertThat(body.getString("acceptedAt")).isEqualTo("2025-11-24T16:00:00.123456Z");
    var request = gateway.orders.requests.getLast();
    assertThat(request.getAccountId()).isEqualTo(1);
    assertThat(request.getIdempotencyKey()).isEqualTo(key);
    assertThat(request.getSymbol()).isEqualTo("XNSE:RELIANCE");
    assertThat(request.getOrderQty()).isEqualTo(10);
    assertThat(request.getPrice()).isEqualTo(28_500_500);
    assertThat(request.getClOrdId()).isEqualTo(body.getString("clientOrderId"));
  }

  @Test
  void theSameOrderAgainIsAnsweredFromTheStoreWhateverItsSpacing() throws Exception {
    var key = newKey();
    var first = gateway.post(ORDERS, token, BUY, "Idempotency-Key", key);
    var reordered = new JsonObject("{\"price\":\"2850.05\"}").mergeIn(new JsonObject(BUY));
    var again = gateway.post(ORDERS, token, reordered.encodePrettily(), "Idempotency-Key", key);

    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(json(again)).isEqualTo(json(first));
    assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
    assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
    var other = gateway.post(ORDERS, token, BUY.replace("10", "11"), "Idempotency-Key", key);
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(json(other).getString("code")).isEqualTo("idempotency.key_reused");
  }

  @Test
  void aClientMayPreferToWaitForTheFirstExecution() throws Exception {
    var opened =
        gateway.post(
            ORDERS,
            token,
            BUY.replace("RELIANCE", "SBIN"),
            "Idempotency-Key",
            newKey(),
            "Prefer",
            "respond-async, wait=250");
    assertThat(opened.statusCode()).isEqualTo(202);
    assertThat(json(opened).getString("status")).isEqualTo("OPEN");

    var pending =
        gateway.post(ORDERS, token, BUY, "Idempotency-Key", newKey(), "Prefer", "wait=30");
    assertThat(json(pending).getString("status")).isEqualTo("PENDING");
  }

  @Test
  void theKeyMayStandInTheBody() throws Exception {
    var body = new JsonObject(BUY).put("idempotencyKey", newKey());

    assertThat(gateway.post(ORDERS, token, body.encode()).statusCode()).isEqualTo(202);
  }

  @Test
  void aRefusalNamesTheFieldAndSaysThatNothingWasApplied() throws Exception {
    var answer = place("TCS");

    assertThat(answer.statusCode()).isEqualTo(422);
    var problem = json(answer);
    assertThat(problem.getString("requestId"))
        .isEqualTo(answer.headers().firstValue("X-Request-Id").orElseThrow());
    problem.remove("requestId");
    assertThat(problem)
        .isEqualTo(
            new JsonObject(
                """
                {"type":"urn:openbell:problem:funds.insufficient","title":"Unprocessable Entity",
                 "status":422,"code":"funds.insufficient","detail":"No.",
                 "instance":"/api/v1/orders","outcome":"NOT_APPLIED","retryable":false,
                 "errors":[{"pointer":"/quantity","code":"funds.insufficient","detail":"No."}],
                 "hint":"Buy at most 3."}
                """));
  }

  @Test
  void aFaultSaysWhatIsKnownOfTheOutcome() throws Exception {
    var away = place("INFY");
    assertThat(away.statusCode()).isEqualTo(503);
    assertThat(away.headers().firstValue("Retry-After")).contains("1");
    assertThat(json(away).getString("outcome")).isEqualTo("NOT_APPLIED");
    assertThat(json(away).getBoolean("retryable")).isTrue();

    var unknown = place("WIPRO");
    assertThat(unknown.statusCode()).isEqualTo(503);
    assertThat(json(unknown).getString("outcome")).isEqualTo("UNKNOWN");

    var bug = place("ITC");
    assertThat(json(bug).getString("outcome")).isEqualTo("UNKNOWN");
  }

  @Test
  void anOrderIsFoundByItsIdsAndOnlyByItsOwner() throws Exception {
    var placed = json(gateway.post(ORDERS, token, BUY, "Idempotency-Key", newKey()));
    var orderId = placed.getString("orderId");

    var order = json(gateway.get(ORDERS + "/" + orderId, token));

    assertThat(order.getString("remainingQuantity")).isEqualTo("10");
    assertThat(order.getString("price")).isEqualTo("2850.05");
    assertThat(order.getJsonArray("fills")).isEmpty();
    var byClientId = ORDERS + "/by-client-id/" + placed.getString("clientOrderId");
    assertThat(json(gateway.get(byClientId, token))).isEqualTo(order);
    var stranger = gateway.token("trader2");
    assertThat(gateway.get(ORDERS + "/" + orderId, stranger).statusCode()).isEqualTo(404);
    assertThat(gateway.delete(ORDERS + "/" + orderId, stranger).statusCode()).isEqualTo(404);
    var cancel = gateway.delete(ORDERS + "/" + orderId, token);
    assertThat(cancel.statusCode()).isEqualTo(202);
    assertThat(json(cancel).getString("status")).isEqualTo("PENDING_CANCEL");
    var list = json(gateway.get(ORDERS + "?status=PENDING,OPEN&limit=1&from=2025-01-01", token));
    assertThat(list.getJsonArray("orders")).hasSize(1);
    assertThat(list.getString("nextCursor")).isEqualTo("more");
  }

  @Test
  void aPositionIsValuedInWholeNumbers() throws Exception {
    var portfolio = json(gateway.get("/api/v1/portfolio", gateway.token("trader5")));

    assertThat(portfolio.getJsonArray("cash").getJsonObject(0).getString("available"))
        .isEqualTo("1000000.00");
    var apple = portfolio.getJsonArray("positions").getJsonObject(3);
    assertThat(apple.getString("symbol")).isEqualTo("XNAS:AAPL");
    assertThat(apple.getString("avgPrice")).isEqualTo("205.00");
    var close = gateway.node.instruments().find("XNAS:AAPL").orElseThrow().getPreviousClosePx();
    assertThat(apple.getString("pnl"))
        .isEqualTo(openbell.model.Decimals.formatMoney(close * 50 - 50 * 2_050_000));
  }

  @Test
  void aStreamPlacesAnOrderThroughTheSameCode() throws Exception {
    var session =
        GatewayFixture.await(
                gateway
                    .node
                    .bus()
                    .<SessionReply>request(
                        Addresses.GATEWAY_SESSION,
                        SessionRequest.newBuilder().setToken(token).build()))
            .getSession();
    assertThat(session.getEmail()).isEqualTo("trader1@openbell.test");
    var body = new JsonObject(BUY).put("idempotencyKey", newKey()).encode();

    var placed =
        api(ApiRequest.newBuilder().setOperation("orders.place").setSession(session).setBody(body));
    assertThat(placed.getStatus()).isEqualTo(202);
    var orderId = new JsonObject(placed.getBody()).getString("orderId");
    var cancel = new JsonObject().put("orderId", orderId).encode();
    assertThat(
            api(ApiRequest.newBuilder()
                    .setOperation("orders.cancel")
                    .setSession(session)
                    .setBody(cancel))
                .getStatus())
        .isEqualTo(202);
    assertThat(api(ApiRequest.newBuilder().setOperation("orders.place").setBody(body)).getStatus())
        .isEqualTo(401);
    assertThat(
            api(ApiRequest.newBuilder()
                    .setOperation("quotes.snapshot")
                    .setBody("{\"symbols\":[\"TCS\"]}"))
                .getStatus())
        .isEqualTo(200);
    assertThat(api(ApiRequest.newBuilder().setOperation("no.such").setBody("{}")).getStatus())
        .isEqualTo(404);
  }

  private static ApiReply api(ApiRequest.Builder request) throws Exception {
    return GatewayFixture.await(
        gateway.node.bus().<ApiReply>request(Addresses.GATEWAY_API, request.build()));
  }

  private static java.net.http.HttpResponse<String> place(String symbol) throws Exception {
    return gateway.post(
        ORDERS, token, BUY.replace("RELIANCE", symbol), "Idempotency-Key", newKey());
  }

  private static String newKey() {
    return UUID.randomUUID().toString();
  }
}
