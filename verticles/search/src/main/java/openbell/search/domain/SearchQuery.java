package openbell.search.domain;

import java.util.List;
import java.util.Set;

/**
 * What a person typed, understood: text to compare, never a query language. Immutable.
 *
 * @param text the folded text, punctuation kept; compared with symbols and ISINs
 * @param compact its letters and digits; may be empty, which matches nothing
 * @param words its words without noise, at most {@link #MAX_WORDS}
 * @param limit the most instruments wanted, 1 to {@link #MAX_LIMIT}
 */
public record SearchQuery(String text, String compact, List<String> words, int limit)
    implements ParsedSearch {
  /** Longest query, in UTF-16 units: no listing's name needs more. */
  public static final int MAX_LENGTH = 64;

  /** Most instruments in one answer. */
  public static final int MAX_LIMIT = 50;

  static final int MAX_WORDS = 8;

  /** Words that people type and names leave out, or the other way round. */
  private static final Set<String> NOISE = Set.of("and", "of", "the", "ltd");

  public SearchQuery {
    words = List.copyOf(words);
  }

  /** Understands a request as it came, or says why it is none. */
  public static ParsedSearch parse(String query, int limit) {
    if (query.length() > MAX_LENGTH) {
      return new RefusedSearch(
          "request.query_too_long", "A search takes at most " + MAX_LENGTH + " characters.", "/q");
    }
    if (limit < 1 || limit > MAX_LIMIT) {
      return new RefusedSearch(
          "request.limit_out_of_range", "A limit is from 1 to " + MAX_LIMIT + ".", "/limit");
    }
    var text = SearchText.folded(query);
    return text.isEmpty()
        ? new RefusedSearch("request.query_missing", "A search needs at least one character.", "/q")
        : new SearchQuery(cut(text), cut(SearchText.compact(text)), wordsOf(text), limit);
  }

  private static List<String> wordsOf(String text) {
    var words = SearchText.words(text);
    var telling = words.stream().filter(word -> !NOISE.contains(word)).toList();
    return (telling.isEmpty() ? words : telling)
        .stream().map(SearchQuery::cut).limit(MAX_WORDS).toList();
  }

  /** Folding may lengthen (one ligature is up to 18 letters); the bound holds after it too. */
  private static String cut(String folded) {
    if (folded.length() <= MAX_LENGTH) {
      return folded;
    }
    var splitsPair = Character.isHighSurrogate(folded.charAt(MAX_LENGTH - 1));
    return folded.substring(0, splitsPair ? MAX_LENGTH - 1 : MAX_LENGTH);
  }
}
