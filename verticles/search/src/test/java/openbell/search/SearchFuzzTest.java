package openbell.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import openbell.search.domain.RefusedSearch;
import openbell.search.domain.SearchQuery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile text: whatever is typed, the answer is a refusal or at most the limit of instruments. */
class SearchFuzzTest {
  private static final List<String> PIECES =
      List.of(
          "RELIANCE",
          "m&m",
          "bajaj-auto",
          "tata",
          " ",
          "  ",
          "&",
          "-",
          ".",
          "*",
          "?",
          "~",
          "~9",
          "\"",
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          "^9",
          "\\",
          "/",
          "/.*/",
          "+",
          "!",
          ":",
          "code:",
          " OR ",
          " AND NOT ",
          "'",
          ";--",
          "\u0000",
          "\ud800",
          "\udc00",
          "\ufdfa",
          "\u0130",
          "\u200f",
          "\ufb03",
          "\ud83d\udc02",
          "\u0301");

  private static final LuceneInstrumentIndex INDEX = new LuceneInstrumentIndex();

  @BeforeAll
  static void fill() {
    INDEX.put(DemoListings.all());
  }

  @AfterAll
  static void close() {
    INDEX.close();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noTextBreaksSearch(long seed) {
    var random = new Random(seed);
    for (var i = 0; i < 1_000; i++) {
      var text = random.nextBoolean() ? pieces(random) : units(random);
      var limit = random.nextInt(-1, 53);
      switch (SearchQuery.parse(text, limit)) {
        case SearchQuery query ->
            assertThat(INDEX.search(query)).as("%s", text).hasSizeLessThanOrEqualTo(limit);
        case RefusedSearch refusal -> assertThat(refusal.code()).startsWith("request.");
      }
    }
  }

  private static String pieces(Random random) {
    var text = new StringBuilder();
    for (var count = random.nextInt(1, 12); count > 0; count--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  private static String units(Random random) {
    var text = new StringBuilder();
    for (var count = random.nextInt(70); count > 0; count--) {
      text.append((char) random.nextInt(random.nextBoolean() ? 128 : 65_536));
    }
    return text.toString();
  }
}
