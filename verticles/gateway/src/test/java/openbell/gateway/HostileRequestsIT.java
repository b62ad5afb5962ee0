package openbell.gateway;

import static openbell.gateway.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a hostile or clumsy client sends, and the one documented answer that each gets. */
@Timeout(120)
class HostileRequestsIT {
  /** A line of a table: what is sent, and the status and code that come back. */
  record Line(String sent, int status, String code) {}

  private static GatewayFixture gateway;
  private static String token;

  @BeforeAll
  static void start() throws Exception {
    gateway = GatewayFixture.shared();
    token = gateway.token("trader1");
  }

  static Stream<Line> bodies() {
    return Stream.of(
        new Line("", 400, "request.malformed"),
        new Line("{", 400, "request.malformed"),
        new Line("[]", 400, "request.malformed"),
        new Line("null", 400, "request.malformed"),
        new Line("{} {}", 400, "request.malformed"),
        new Line("[".repeat(20_000), 400, "request.malformed"),
        new Line(order("\"side\":\"BUY\",\"side\":\"SELL\""), 400, "request.malformed"),
        new Line("{'side':'BUY'}", 400, "request.malformed"),
        new Line("{}", 400, "request.missing_field"),
        new Line(order("\"leverage\":\"9\""), 400, "request.unknown_field"),
        new Line(order("\"quantity\":10"), 400, "request.number_not_allowed"),
        new Line(order("\"quantity\":10.5"), 400, "request.number_not_allowed"),
        new Line(order("\"price\":1e9"), 400, "request.number_not_allowed"),
        new Line(order("\"quantity\":\"-1\""), 400, "request.not_positive"),
        new Line(order("\"quantity\":\"0\""), 400, "request.not_positive"),
        new Line(order("\"quantity\":\"1.5\""), 400, "request.too_precise"),
        new Line(order("\"quantity\":\"9223372036854775808\""), 400, "request.out_of_range"),
        new Line(order("\"quantity\":\"" + "9".repeat(65) + "\""), 400, "request.invalid_value"),
        new Line(order("\"quantity\":\"1e3\""), 400, "request.invalid_decimal"),
        new Line(order("\"quantity\":\" 1\""), 400, "request.invalid_decimal"),
        new Line(order("\"quantity\":\"NaN\""), 400, "request.invalid_decimal"),
        new Line(order("\"quantity\":\"١\""), 400, "request.invalid_decimal"),
        new Line(order("\"quantity\":\"\""), 400, "request.invalid_value"),
        new Line(order("\"quantity\":true"), 400, "request.invalid_value"),
        new Line(order("\"quantity\":{\"a\":1}"), 400, "request.invalid_value"),
        new Line(order("\"price\":\"0\""), 400, "request.not_positive"),
        new Line(order("\"price\":\"-2850.05\""), 400, "request.not_positive"),
        new Line(order("\"price\":\"2850.00001\""), 400, "request.too_precise"),
        new Line(order("\"price\":\"922337203685477.5808\""), 400, "request.out_of_range"),
        new Line(order("\"price\":null"), 400, "request.missing_field"),
        new Line(order("\"triggerPrice\":\"1\""), 400, "request.invalid_value"),
        new Line(order("\"type\":\"STOP\""), 400, "request.missing_field"),
        new Line(order("\"type\":\"limit\""), 400, "request.invalid_value"),
        new Line(order("\"side\":\"SHORT\""), 400, "request.invalid_value"),
        new Line(order("\"validity\":\"FOREVER\""), 400, "request.invalid_value"),
        new Line(order("\"product\":\"INTRADAY\""), 400, "request.invalid_value"),
        new Line(order("\"clientOrderId\":\"a b\""), 400, "request.invalid_value"),
        new Line(order("\"clientOrderId\":\"a\\u0000b\""), 400, "request.invalid_value"),
        new Line(order("\"clientOrderId\":\"\\ud800\""), 400, "request.malformed"),
        new Line(order("\"tags\":\"a\""), 400, "request.invalid_value"),
        new Line(order("\"tags\":[\"a\",1]"), 400, "request.invalid_value"),
        new Line(order("\"queueIfClosed\":\"yes\""), 400, "request.invalid_value"),
        new Line(order("\"symbol\":\"NOSUCH\""), 422, "instrument.unknown"),
        new Line(order("\"symbol\":\"XNAS:RELIANCE\""), 422, "instrument.unknown"),
        new Line(order("\"symbol\":\"'; DROP TABLE\""), 422, "instrument.unknown"),
        new Line(order("\"idempotencyKey\":\"other\""), 400, "request.invalid_value"));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void anOrderIsReadStrictly(Line line) throws Exception {
    var before = gateway.orders.requests.size();

    var answer = gateway.post("/api/v1/orders", token, line.sent, "Idempotency-Key", "hostile-1");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(line.status);
    assertThat(json(answer).getString("code")).isEqualTo(line.code);
    assertThat(json(answer).getString("outcome")).isEqualTo("NOT_APPLIED");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(gateway.orders.requests).hasSize(before);
  }

  static Stream<Line> addresses() {
    return Stream.of(
        new Line("GET /api/v1/no-such", 404, "request.unknown_route"),
        new Line("GET /api/v1/depth", 404, "request.unknown_route"),
        new Line("GET /api/v1/depth/NOSUCH", 404, "instrument.unknown"),
        new Line("GET /api/v2/orders", 404, "request.unknown_route"),
        new Line("PUT /api/v1/orders", 405, "request.method_not_allowed"),
        new Line("DELETE /api/v1/quotes", 405, "request.method_not_allowed"),
        new Line("GET /api/v1/quotes", 400, "request.missing_field"),
        new Line("GET /api/v1/quotes?symbols=A&symbols=B", 400, "request.invalid_value"),
        new Line("GET /api/v1/quotes?symbols=A&x=1", 400, "request.unknown_parameter"),
        new Line("GET /api/v1/quotes?symbols=%00", 400, "request.invalid_value"),
        new Line("GET /api/v1/quotes?symbols=" + many(501), 400, "request.too_many"),
        new Line("GET /api/v1/instruments/NOSUCH", 404, "instrument.unknown"),
        new Line("GET /api/v1/instruments/%2e%2e%2f", 404, "instrument.unknown"),
        new Line("GET /api/v1/instruments?limit=0", 400, "request.invalid_value"),
        new Line("GET /api/v1/instruments?limit=1e3", 400, "request.invalid_value"),
        new Line("GET /api/v1/instruments/search?q=", 400, "request.invalid_value"),
        new Line("GET /api/v1/orders/not-an-id", 404, "order.unknown"),
        new Line("GET /api/v1/orders/by-client-id/%00", 404, "order.unknown"),
        new Line("GET /api/v1/orders?status=DONE", 400, "request.invalid_value"),
        new Line("GET /api/v1/orders?from=yesterday", 400, "request.invalid_value"),
        new Line("GET /api/v1/orders?page=2", 400, "request.unknown_parameter"),
        new Line("GET /api/v1/events?since=-1", 400, "request.invalid_value"),
        new Line("GET /api/v1/funds?asOf=2026-01-01", 400, "request.unknown_parameter"));
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void anAddressIsReadStrictly(Line line) throws Exception {
    var words = line.sent.split(" ", 2);
    var answer =
        gateway.send(gateway.request(words[1], token).method(words[0], BodyPublishers.noBody()));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(line.status);
    assertThat(json(answer).getString("code")).isEqualTo(line.code);
  }

  static Stream<Line> raw() {
    return Stream.of(
        new Line("GET /api/v1/orders/%ZZ HTTP/1.1", 400, ""),
        new Line("GET /api/v1/quotes?symbols=%ZZ HTTP/1.1", 400, ""),
        new Line("GET /%ZZ HTTP/1.1", 400, ""),
        new Line("GET /../../../etc/passwd HTTP/1.1", 404, ""),
        new Line("GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1", 404, ""),
        new Line("GET /app/..%5c..%5cetc/passwd HTTP/1.1", 404, ""),
        new Line("GET //etc/passwd HTTP/1.1", 404, ""),
        new Line("GET /openbell/gateway/db/ HTTP/1.1", 404, ""),
        new Line("GET /" + "a".repeat(5_000) + " HTTP/1.1", 414, ""),
        new Line("BREW /api/v1/orders HTTP/1.1", 405, ""),
        new Line("GET /api/v1/status HTTP/9.9", 501, ""));
  }

  @ParameterizedTest
  @MethodSource("raw")
  void aRequestThatNoClientSendsIsRefused(Line line) throws Exception {
    assertThat(statusOf(line.sent + "\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .isEqualTo(line.status);
  }

  @Test
  void withoutATokenNothingOfAnAccountIsSaid() throws Exception {
    for (var path :
        new String[] {"orders", "portfolio", "positions", "holdings", "funds", "events"}) {
      var answer = gateway.get("/api/v1/" + path, "");
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(json(answer).getString("code")).isEqualTo("auth.token_missing");
      assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
    }
    var basic = gateway.request("/api/v1/funds", "").header("Authorization", "Basic YTpi");
    assertThat(json(gateway.send(basic.GET())).getString("code")).isEqualTo("auth.token_invalid");
    assertThat(json(gateway.get("/api/v1/quotes?symbols=TCS", "nonsense")).getString("code"))
        .isEqualTo("auth.token_invalid");
  }

  @Test
  void withoutAKeyAnOrderIsRefused() throws Exception {
    var answer = gateway.post("/api/v1/orders", token, order("\"side\":\"BUY\""));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).getString("code")).isEqualTo("idempotency.key_missing");
  }

  @Test
  void onlyJsonIsReadAndNotTooMuchOfIt() throws Exception {
    var form =
        gateway
            .request("/api/v1/auth/login", "")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("email=a"));
    assertThat(json(gateway.send(form)).getString("code"))
        .isEqualTo("request.unsupported_media_type");

    var large = gateway.post("/api/v1/auth/login", "", "x".repeat(65 * 1024));
    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(json(large).getString("code")).isEqualTo("request.too_large");
  }

  @Test
  void everyAnswerCarriesItsHeaders() throws Exception {
    var trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    var answer =
        gateway.send(
            gateway
                .request("/api/v1/clock", token)
                .header("X-Request-Id", "my-request")
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .GET());

    assertThat(answer.headers().firstValue("X-Request-Id")).contains("my-request");
    assertThat(answer.headers().firstValue("traceparent").orElseThrow())
        .startsWith("00-" + trace + "-")
        .doesNotContain("00f067aa0ba902b7");
    assertThat(answer.headers().firstValue("RateLimit-Policy")).contains("\"default\";q=1000;w=60");
    assertThat(answer.headers().firstValue("RateLimit").orElseThrow())
        .matches("\"default\";r=\\d+;t=\\d+");
    var forged = gateway.request("/api/v1/clock", "").header("X-Request-Id", "a".repeat(65)).GET();
    assertThat(gateway.send(forged).headers().firstValue("X-Request-Id").orElseThrow()).hasSize(36);
  }

  @Test
  void thePageComesWithItsSecurityHeaders() throws Exception {
    var page = gateway.get("/", "");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("Openbell");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'self'");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    var head = gateway.send(gateway.request("/", "").method("HEAD", BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
  }

  @Test
  void whoAsksTooOftenIsToldWhenToComeBack() throws Exception {
    var guess = "{\"email\":\"eve@openbell.test\",\"password\":\"x\"}";
    var statuses = new java.util.HashSet<Integer>();
    for (var tries = 0; tries < 300; tries++) {
      var answer = gateway.post("/api/v1/auth/login", "", guess);
      statuses.add(answer.statusCode());
      if (answer.statusCode() == 429) {
        assertThat(json(answer).getString("code")).isEqualTo("quota.exceeded");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        break;
      }
    }
    assertThat(statuses).containsExactlyInAnyOrder(401, 429);
  }

  /** A good order with one member replaced or added. */
  private static String order(String member) {
    var name = member.substring(1, member.indexOf('"', 1));
    var order = new StringBuilder("{");
    for (var good :
        new String[] {
          "\"symbol\":\"RELIANCE\"",
          "\"side\":\"BUY\"",
          "\"type\":\"LIMIT\"",
          "\"quantity\":\"10\"",
          "\"price\":\"2850.05\""
        }) {
      if (!good.startsWith("\"" + name + "\"")) {
        order.append(good).append(',');
      }
    }
    return order.append(member).append('}').toString();
  }

  private static String many(int count) {
    return String.join(",", Stream.iterate(0, n -> n + 1).limit(count).map(n -> "S" + n).toList());
  }

  private static int statusOf(String request) throws IOException {
    try (var socket = new Socket("localhost", gateway.port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return Integer.parseInt(answer.substring(9, 12));
    }
  }
}
