package openbell.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
  void noBytesMakeItThrow() {
    var seed = System.nanoTime();
    var random = new Random(seed);
    var alphabet = "{}[]\":,\\u0aeE+-.19 \n\0tfnrue";
    for (var round = 0; round < 20_000; round++) {
      var text = new StringBuilder("{");
      for (var length = random.nextInt(24); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      var fields = read(text.toString());
      fields.text("a", 8);
      assertThat(fields.problem()).as("seed %d: %s", seed, text).isNotNull();
    }
  }

  private static Fields read(String json) {
    return JsonBody.read(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String code(Fields fields) {
    return fields.problem().orElseThrow().code();
  }
}
