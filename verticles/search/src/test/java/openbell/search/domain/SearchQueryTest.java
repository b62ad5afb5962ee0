package openbell.search.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchQueryTest {
  @Test
  void understandsSymbolAndWords() {
    assertThat(SearchQuery.parse("Bajaj-Auto ltd", 5))
        .isEqualTo(new SearchQuery("bajaj-auto ltd", "bajajautoltd", List.of("bajaj", "auto"), 5));
  }

  @Test
  void noiseAloneIsStillAQuery() {
    assertThat(SearchQuery.parse("the", 5))
        .isEqualTo(new SearchQuery("the", "the", List.of("the"), 5));
  }

  @Test
  void longestQueryIsTakenAndOneMoreRefused() {
    assertThat(SearchQuery.parse("x".repeat(64), 5)).isInstanceOf(SearchQuery.class);
    assertThat(SearchQuery.parse("x".repeat(65), 5))
        .isEqualTo(
            new RefusedSearch(
                "request.query_too_long", "A search takes at most 64 characters.", "/q"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\t\n", "\u00a0"})
  void blankQueryIsRefused(String blank) {
    assertThat(SearchQuery.parse(blank, 5))
        .isEqualTo(
            new RefusedSearch(
                "request.query_missing", "A search needs at least one character.", "/q"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 51, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void limitOutsideOneToFiftyIsRefused(int limit) {
    assertThat(SearchQuery.parse("tata", limit))
        .isEqualTo(
            new RefusedSearch("request.limit_out_of_range", "A limit is from 1 to 50.", "/limit"));
  }

  /** U+FDFA folds to 18 characters: 64 of them stay within the bound all the same. */
  @Test
  void foldingCannotLengthenAQueryBeyondItsBound() {
    var query = (SearchQuery) SearchQuery.parse("\ufdfa".repeat(64), 5);

    assertThat(query.text()).hasSizeLessThanOrEqualTo(SearchQuery.MAX_LENGTH);
    assertThat(query.compact()).hasSizeLessThanOrEqualTo(SearchQuery.MAX_LENGTH);
    assertThat(query.words())
        .hasSize(SearchQuery.MAX_WORDS)
        .allMatch(word -> word.length() <= SearchQuery.MAX_LENGTH);
  }
}
