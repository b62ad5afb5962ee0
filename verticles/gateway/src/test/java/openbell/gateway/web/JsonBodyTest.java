package openbell.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import openbell.fuzz.Fuzz;
import org.junit.jupiter.api.Test;

class JsonBodyTest {
  @Test
  void aNullMemberCountsAsAbsent() {
    var fields = read("{\"price\":null}");

    assertThat(fields.positive("price", 4)).isEmpty();
    assertThat(fields.problem()).isEmpty();
  }

  @Test
  void everyFaultIsListedAndTheFirstGivesTheCode() {
    var fields = read("{\"quantity\":10,\"price\":\"x\",\"other\":true,\"a/b~\":1}");
    fields.positive("quantity", 0);
    fields.positive("price", 4);

    var problem = fields.problem().orElseThrow();

    assertThat(problem.code()).isEqualTo("request.number_not_allowed");
    assertThat(problem.errors().stream().map(error -> error.pointer() + " " + error.code()))
        .containsExactly(
            "/quantity request.number_not_allowed",
            "/price request.invalid_decimal",
            "/a~1b~0 request.unknown_field",
            "/other request.unknown_field");
  }

  @Test
  void equalBodiesHaveTheSameCanonicalBytes() {
    var one = read("{\"a\":\"1\",\"b\":[\"x\"],\"key\":\"k\",\"c\":null}").canonical("key");
    var two = read(" { \"b\" : [ \"x\" ] , \"a\" : \"\\u0031\" } ").canonical("key");
    var other = read("{\"a\":\"2\",\"b\":[\"x\"]}").canonical("key");

    assertThat(two).isEqualTo(one).isNotEqualTo(other);
  }

  @Test
  void wordsTextsAndNumbersAreRead() {
    var fields = read("{\"word\":\"BUY\",\"texts\":[\"a\",\"b\"],\"limit\":7,\"flag\":true}");

    assertThat(fields.word("word", Map.of("BUY", 1))).contains(1);
    assertThat(fields.texts("texts", 2, 1)).isEqualTo(List.of("a", "b"));
    assertThat(fields.integer("limit", 1, 1, 10)).isEqualTo(7);
    assertThat(fields.flag("flag", false)).isTrue();
    assertThat(fields.problem()).isEmpty();
  }

  @Test
  void textInAnotherEncodingOrCutOffIsMalformed() {
    var bytes = "{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(code(JsonBody.read(bytes))).isEqualTo("request.malformed");
    assertThat(code(read("{\"a\":\"b"))).isEqualTo("request.malformed");
    assertThat(code(read("{\"a\":".repeat(1_000)))).isEqualTo("request.malformed");
  }

  @Test
  void halfASurrogatePairIsMalformed() {
    assertThat(code(read("{\"a\":\"\\ud800\"}"))).isEqualTo("request.malformed");
    assertThat(code(read("{\"\\udc00\":\"a\"}"))).isEqualTo("request.malformed");
    assertThat(code(read("{\"a\":[\"\\ud800x\"]}"))).isEqualTo("request.malformed");
    assertThat(read("{\"a\":\"\\ud83d\\ude00\"}").text("a", 8)).contains("\ud83d\ude00");
  }

  @Test
  void damagedBodiesAreReadOrRefusedByReason() {
    Fuzz.of(
            "rest bodies",
            "{}",
            "{\"symbol\":\"M&M\",\"side\":\"BUY\",\"quantity\":\"10\",\"price\":\"2850.05\"}",
            "{\"limit\":7,\"flag\":true,\"tags\":[\"a\",\"\u00e9\"],\"price\":null}",
            "{\"limit\":\"99\",\"flag\":false,\"tags\":[]}")
        .with(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ":",
            ",",
            "{\"a\":",
            "[[",
            "null",
            "true",
            "-",
            "1e999",
            "0.00001",
            "99999999999999999999",
            "\\u0000",
            "\\ud800",
            "\\/",
            "\"price\":\"1\",",
            "\"a~/\":1,",
            "\"tags\":[[]],")
        .run(JsonBodyTest::isAccepted);
  }

  private static boolean isAccepted(byte[] body) {
    var fields = JsonBody.read(body);
    fields
        .text("symbol", 32)
        .ifPresent(
            text -> {
              assertThat(text).isNotEmpty().hasSizeLessThanOrEqualTo(32);
              assertThat(text.chars().anyMatch(Character::isISOControl)).isFalse();
            });
    fields.positive("quantity", 0).ifPresent(value -> assertThat(value).isPositive());
    fields.positive("price", 4).ifPresent(value -> assertThat(value).isPositive());
    fields
        .word("side", Map.of("BUY", 1, "SELL", 2))
        .ifPresent(value -> assertThat(value).isIn(1, 2));
    fields.flag("flag", false);
    assertThat(fields.integer("limit", 1, 1, 100)).isBetween(1L, 100L);
    assertThat(fields.texts("tags", 4, 8)).hasSizeLessThanOrEqualTo(4);
    var canonical = fields.canonical("none");
    assertThat(JsonBody.read(canonical).canonical("none")).isEqualTo(canonical);
    var problem = fields.problem();
    problem.ifPresent(told -> assertThat(told.code()).startsWith("request."));
    return problem.isEmpty();
  }

  private static Fields read(String json) {
    return JsonBody.read(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String code(Fields fields) {
    return fields.problem().orElseThrow().code();
  }
}
