package openbell.search.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SearchTextTest {
  @Test
  void foldingKeepsPunctuationAndSingleBlanks() {
    assertThat(SearchText.folded("  M&M \t FIN ")).isEqualTo("m&m fin");
  }

  @Test
  void foldingDropsAccentsAndWidths() {
    assertThat(SearchText.folded("Nestl\u00e9 \uff29\uff34\uff23")).isEqualTo("nestle itc");
  }

  @Test
  void foldingDoesNotDependOnTheLocale() {
    assertThat(SearchText.folded("INFY")).isEqualTo("infy");
  }

  @Test
  void compactKeepsLettersAndDigitsAlone() {
    assertThat(SearchText.compact("BAJAJ-AUTO")).isEqualTo("bajajauto");
    assertThat(SearchText.compact("&-.")).isEmpty();
  }

  @Test
  void wordsPartAtPunctuationButNotAtApostrophes() {
    assertThat(SearchText.words("Dr. Reddy's Laboratories (India)"))
        .containsExactly("dr", "reddys", "laboratories", "india");
  }

  @Test
  void unpairedSurrogatesAreSeparators() {
    assertThat(SearchText.words("tata\ud83dsteel")).containsExactly("tata", "steel");
  }
}
