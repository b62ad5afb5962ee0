package openbell.search.domain;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The one spelling in which names and queries meet: lower case, without accents. Pure functions;
 * any text is good input, also unpaired surrogates and control characters.
 */
public final class SearchText {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern APOSTROPHES = Pattern.compile("['\u2019`]");
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cntrl}]+");
  private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");

  private SearchText() {}

  /** Folded text with single blanks and its punctuation kept: {@code " M&M Fin"} is m&m fin. */
  public static String folded(String text) {
    var decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
    var plain = MARKS.matcher(decomposed).replaceAll("").toLowerCase(Locale.ROOT);
    return BLANKS.matcher(plain).replaceAll(" ").strip();
  }

  /** Folded letters and digits alone: {@code "BAJAJ-AUTO"} is bajajauto. May be empty. */
  public static String compact(String text) {
    return SEPARATORS.matcher(folded(text)).replaceAll("");
  }

  /** Folded words in their order; an apostrophe does not part: {@code "Divi's"} is divis. */
  public static List<String> words(String text) {
    var joined = APOSTROPHES.matcher(folded(text)).replaceAll("");
    return SEPARATORS.splitAsStream(joined).filter(word -> !word.isEmpty()).toList();
  }
}
