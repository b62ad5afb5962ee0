package openbell.gateway;

import static openbell.gateway.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import openbell.wire.order.TriggerCondition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /gtt} and {@code /oco} through the real HTTP server and the bus. */
@Timeout(120)
class TriggersIT {
  private static final String GTT = "/api/v1/gtt";
  private static final String OCO = "/api/v1/oco";
  private static final String ONE =
      """
      {"symbol":"RELIANCE","side":"BUY","type":"LIMIT","quantity":"10","price":"2800",
       "triggerPrice":"2810.5","condition":"AT_OR_BELOW","expireDate":"2027-01-05"}
      """;
  private static final String TWO =
      """
      {"symbol":"RELIANCE","legs":[
        {"side":"SELL","type":"LIMIT","quantity":"10","price":"3000","triggerPrice":"3000","condition":"AT_OR_ABOVE"},
        {"side":"SELL","type":"MARKET","quantity":"10","triggerPrice":"2700","condition":"AT_OR_BELOW","validity":"IOC"}]}
      """;

  private static GatewayFixture gateway;
  private static String token;

  @BeforeAll
  static void start() throws Exception {
    gateway = GatewayFixture.shared();
    token = gateway.token("trader1");
  }

  private static HttpResponse<String> post(String path, String body) throws Exception {
    return gateway.post(path, token, body, "Idempotency-Key", UUID.randomUUID().toString());
  }

  private static HttpResponse<String> patch(String path, String body, String ifMatch)
      throws Exception {
    var request = gateway.request(path, token).method("PATCH", BodyPublishers.ofString(body));
    request.setHeader("Content-Type", "application/json");
    if (!ifMatch.isEmpty()) {
      request.setHeader("If-Match", ifMatch);
    }
    return gateway.send(request);
  }

  @Test
  void aGttIsPassedOnInFixWords() throws Exception {
    var key = UUID.randomUUID().toString();
    var created = gateway.post(GTT, token, ONE, "Idempotency-Key", key);

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(created.headers().firstValue("ETag")).contains("\"1\"");
    assertThat(json(created).getString("triggerPrice")).isEqualTo("2810.50");
    assertThat(json(created).getString("expireDate")).isEqualTo("2027-01-05");
    var request = gateway.triggers.requests.getLast();
    assertThat(request.getSymbol()).isEqualTo("XNSE:RELIANCE");
    assertThat(request.getExpireDate()).isEqualTo(20_270_105);
    assertThat(request.getLegs(0).getTriggerPx()).isEqualTo(28_105_000);
    assertThat(request.getLegs(0).getCondition())
        .isEqualTo(TriggerCondition.TRIGGER_CONDITION_AT_OR_BELOW);
  }

  @Test
  void theSameRequestAgainIsAnsweredFromTheStore() throws Exception {
    var key = UUID.randomUUID().toString();
    var first = gateway.post(OCO, token, TWO, "Idempotency-Key", key);
    var hash = gateway.triggers.requests.getLast().getRequestHash();
    var again =
        gateway.post(OCO, token, new JsonObject(TWO).encodePrettily(), "Idempotency-Key", key);

    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(json(again)).isEqualTo(json(first));
    assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
    assertThat(gateway.triggers.requests.getLast().getRequestHash()).isEqualTo(hash);
    // What differs in a leg is another request.
    gateway.post(OCO, token, TWO.replace("2700", "2701"), "Idempotency-Key", key);
    assertThat(gateway.triggers.requests.getLast().getRequestHash()).isNotEqualTo(hash);
  }

  @Test
  void anOcoShowsItsLegs() throws Exception {
    var oco = json(post(OCO, TWO));

    assertThat(oco.getString("status")).isEqualTo("ACTIVE");
    var legs = oco.getJsonArray("legs");
    assertThat(legs.getJsonObject(0))
        .isEqualTo(
            new JsonObject(
                """
                {"triggerPrice":"3000.00","condition":"AT_OR_ABOVE","side":"SELL","type":"LIMIT",
                 "quantity":"10","validity":"DAY","product":"DELIVERY","price":"3000.00",
                 "status":"ACTIVE"}
                """));
    assertThat(legs.getJsonObject(1).getString("validity")).isEqualTo("IOC");

    var met = json(post(OCO, TWO.replace("RELIANCE", "SBIN")));
    assertThat(met.getString("status")).isEqualTo("REJECTED");
    assertThat(met.getString("metPrice")).isEqualTo("800.00");
    assertThat(met.getJsonObject("reason").getString("code")).isEqualTo("funds.insufficient");
    assertThat(met.getJsonArray("legs").getJsonObject(0).getString("status"))
        .isEqualTo("CANCELLED");
    assertThat(met.getJsonArray("legs").getJsonObject(1).getString("status")).isEqualTo("REJECTED");
  }

  @Test
  void oneIsFoundByItsOwnerInItsOwnListAlone() throws Exception {
    var oco = OCO + "/" + json(post(OCO, TWO)).getString("ocoId");

    assertThat(gateway.get(oco, token).statusCode()).isEqualTo(200);
    assertThat(gateway.get(oco.replace("oco", "gtt"), token).statusCode()).isEqualTo(404);
    assertThat(gateway.get(oco, gateway.token("trader2")).statusCode()).isEqualTo(404);
    assertThat(gateway.get(oco, "").statusCode()).isEqualTo(401);
    assertThat(gateway.delete(oco, token).statusCode()).isEqualTo(200);
    assertThat(gateway.delete(OCO + "/none", token).statusCode()).isEqualTo(404);

    var page = json(gateway.get(OCO + "?status=ACTIVE&limit=1", token));
    assertThat(page.getJsonArray("data")).hasSize(1);
    var next = gateway.get(OCO + "?cursor=" + page.getString("nextCursor"), token);
    assertThat(next.statusCode()).isEqualTo(200);
    assertThat(json(gateway.get(OCO + "?cursor=x", token)).getString("code"))
        .isEqualTo("request.invalid_value");
  }

  @Test
  void aChangeNamesTheVersionSeen() throws Exception {
    var oco = OCO + "/" + json(post(OCO, TWO)).getString("ocoId");
    var change = "{\"legs\":[{},{\"triggerPrice\":\"2690\",\"quantity\":\"5\"}]}";

    assertThat(patch(oco, change, "").statusCode()).isEqualTo(428);
    assertThat(patch(oco, change, "x").statusCode()).isEqualTo(400);
    assertThat(patch(oco, change, "\"7\"").statusCode()).isEqualTo(412);
    assertThat(patch(oco, change, "\"1\"").statusCode()).isEqualTo(200);
    var changes = gateway.triggers.changes.getLast().getChangesList();
    assertThat(changes).hasSize(1);
    assertThat(changes.getFirst().getLeg()).isEqualTo(1);
    assertThat(changes.getFirst().getTriggerPx()).isEqualTo(26_900_000);
    assertThat(changes.getFirst().hasPrice()).isFalse();
    assertThat(json(patch(oco, "{\"legs\":[{},{}]}", "\"1\"")).getString("code"))
        .isEqualTo("request.missing_field");
  }

  @Test
  void faultsOfALegAreNamed() throws Exception {
    var problem = json(post(OCO, TWO.replace("\"2700\"", "2700").replace("IOC", "GTD")));

    assertThat(problem.getInteger("status")).isEqualTo(400);
    assertThat(problem.getJsonArray("errors"))
        .extracting(error -> ((JsonObject) error).getString("pointer"))
        .containsExactlyInAnyOrder("/legs/1/triggerPrice", "/legs/1/validity");
    var refused = json(post(OCO, TWO.replace("RELIANCE", "TCS")));
    assertThat(refused.getJsonArray("errors").getJsonObject(0).getString("pointer"))
        .isEqualTo("/legs/1/triggerPrice");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"price\":\"2800\", | | request.missing_field",
        "\"LIMIT\" | \"STOP\" | request.invalid_value",
        "2027-01-05 | 2027-02-30 | request.invalid_value",
        "\"2810.5\" | \"-1\" | request.not_positive",
        "\"symbol\" | \"ticker\" | request.missing_field"
      })
  void aBadGttIsRefused(String what, String by, String code) throws Exception {
    var answer = post(GTT, ONE.replace(what, by == null ? "" : by));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).getString("code")).isEqualTo(code);
  }

  @Test
  void aKeyIsNeededAndAnOcoHasTwoLegs() throws Exception {
    assertThat(json(gateway.post(GTT, token, ONE)).getString("code"))
        .isEqualTo("idempotency.key_missing");
    var three = new JsonObject(TWO);
    three.getJsonArray("legs").add(three.getJsonArray("legs").getJsonObject(0).copy());
    assertThat(json(post(OCO, three.encode())).getString("code")).isEqualTo("request.too_many");
    three.getJsonArray("legs").remove(2);
    three.getJsonArray("legs").remove(1);
    assertThat(json(post(OCO, three.encode())).getString("code"))
        .isEqualTo("request.invalid_value");
  }
}
