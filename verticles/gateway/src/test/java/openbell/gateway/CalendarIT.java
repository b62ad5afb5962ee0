package openbell.gateway;

import static openbell.gateway.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The clock and the calendars through the real HTTP server; nobody needs a session for them. */
@Timeout(120)
class CalendarIT {
  private static GatewayFixture gateway;

  @BeforeAll
  static void start() throws Exception {
    gateway = GatewayFixture.shared();
  }

  @Test
  void clockTellsEachMarketsHours() throws Exception {
    var clock = json(gateway.get("/api/v1/clock", ""));

    var now = Instant.parse(clock.getString("now"));
    assertThat(clock.getBoolean("alwaysOpen")).isTrue();
    var markets = objects(clock, "markets");
    assertThat(markets)
        .extracting(market -> market.getString("market"))
        .containsExactly("XBOM", "XNAS", "XNSE");
    for (var market : markets) {
      // The demo trades at any hour; what the calendar says stands beside it.
      assertThat(market.getBoolean("isOpen")).isTrue();
      assertThat(market.getString("phase")).isEqualTo("REGULAR");
      assertThat(market.getString("scheduledPhase"))
          .isIn("CLOSED", "PRE_OPEN", "REGULAR", "POST_CLOSE");
      assertThat(Instant.parse(market.getString("nextOpen"))).isAfter(now);
      assertThat(Instant.parse(market.getString("nextClose"))).isAfter(now);
      assertThat(market.getString("tradeDate")).hasSize(10);
    }
  }

  @Test
  void calendarListsTradeDatesAndHolidaysOfARange() throws Exception {
    var answer = calendar("XNAS", "2026-11-25", "2026-11-30");

    assertThat(answer.getBoolean("alwaysOpen")).isTrue();
    var days = objects(answer, "data");
    assertThat(days)
        .extracting(day -> day.getString("date"))
        .containsExactly("2026-11-25", "2026-11-27", "2026-11-30");
    assertThat(objects(answer, "holidays"))
        .containsExactly(new JsonObject("{\"date\":\"2026-11-26\",\"name\":\"Thanksgiving\"}"));
    assertThat(days.get(1))
        .isEqualTo(
            new JsonObject(
                """
                {"date":"2026-11-27","name":"Day after Thanksgiving","halfDay":true,"special":false,
                 "open":"2026-11-27T14:30:00.000000Z","close":"2026-11-27T18:00:00.000000Z",
                 "phases":[{"phase":"PRE_OPEN","from":"2026-11-27T09:00:00.000000Z","to":"2026-11-27T14:30:00.000000Z"},
                           {"phase":"REGULAR","from":"2026-11-27T14:30:00.000000Z","to":"2026-11-27T18:00:00.000000Z"}]}
                """));
  }

  @Test
  void specialSessionsAndDaylightSavingShow() throws Exception {
    var saturday = objects(calendar("XNSE", "2025-02-01", "2025-02-01"), "data").getFirst();
    assertThat(saturday.getBoolean("special")).isTrue();
    assertThat(saturday.getString("name")).isEqualTo("Union Budget");
    assertThat(saturday.getString("open")).isEqualTo("2025-02-01T03:45:00.000000Z");

    var march = objects(calendar("XNAS", "2026-03-06", "2026-03-09"), "data");
    assertThat(march)
        .extracting(day -> day.getString("open"))
        .containsExactly("2026-03-06T14:30:00.000000Z", "2026-03-09T13:30:00.000000Z");
  }

  @Test
  void withoutARangeItIsTheMonthAhead() throws Exception {
    var answer = json(gateway.get("/api/v1/calendar?market=XNSE", ""));

    assertThat(objects(answer, "data")).hasSizeBetween(15, 24);
  }

  @ParameterizedTest
  @CsvSource({
    "from=2026-01-01, 400, request.missing_field",
    "market=XXXX, 404, market.unknown",
    "market=XNSE&from=2026-02-30, 400, request.invalid_value",
    "market=XNSE&from=20260101, 400, request.invalid_value",
    "market=XNSE&from=2026-01-02&to=2026-01-01, 400, request.out_of_range",
    "market=XNSE&from=2026-01-01&to=2027-01-02, 400, request.out_of_range",
    "market=XNSE&year=2026, 400, request.unknown_parameter"
  })
  void aBadQueryIsRefused(String query, int status, String code) throws Exception {
    var answer = gateway.get("/api/v1/calendar?" + query, "");

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(json(answer).getString("code")).isEqualTo(code);
  }

  private static JsonObject calendar(String market, String from, String to) throws Exception {
    var answer =
        gateway.get("/api/v1/calendar?market=%s&from=%s&to=%s".formatted(market, from, to), "");
    assertThat(answer.statusCode()).isEqualTo(200);
    return json(answer);
  }

  private static List<JsonObject> objects(JsonObject body, String name) {
    return body.getJsonArray(name).stream().map(JsonObject.class::cast).toList();
  }
}
