package openbell.search;

import java.util.ArrayList;
import java.util.List;
import openbell.search.domain.SearchQuery;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * A search as a Lucene query of tiers: exact symbol or ISIN, symbol prefix, name that starts so,
 * words anywhere in the name, words that may be a typo away. A hit scores its best tier and nothing
 * else, so that the order is explainable. Built from terms; no parser sees what a person typed.
 */
final class TieredQuery {
  private static final float EXACT = 6;
  private static final float SYMBOL_PREFIX = 5;
  private static final float NAME_START = 4;
  private static final float NAME_WORDS = 3;
  private static final float ANY_WORDS = 2;
  private static final float TYPO = 1;

  /** Shorter words have too many neighbours at one edit. */
  private static final int FUZZY_MIN_LENGTH = 4;

  private static final int FUZZY_MAX_EXPANSIONS = 32;

  private TieredQuery() {}

  static Query of(SearchQuery query) {
    var tiers = new ArrayList<Query>();
    for (var field : List.of(SearchFields.ID, SearchFields.CODE, SearchFields.ISIN)) {
      tiers.add(tier(EXACT, new TermQuery(new Term(field, query.text()))));
    }
    tiers.add(tier(SYMBOL_PREFIX, new PrefixQuery(new Term(SearchFields.CODE, query.text()))));
    if (!query.compact().isEmpty()) {
      tiers.add(tier(EXACT, new TermQuery(new Term(SearchFields.COMPACT, query.compact()))));
      tiers.add(
          tier(SYMBOL_PREFIX, new PrefixQuery(new Term(SearchFields.COMPACT, query.compact()))));
    }
    if (!query.words().isEmpty()) {
      addWordTiers(query.words(), tiers);
    }
    return new DisjunctionMaxQuery(tiers, 0);
  }

  private static void addWordTiers(List<String> words, List<Query> tiers) {
    var inName = everyWord(words, word -> prefix(SearchFields.WORD, word));
    var startsName =
        new BooleanQuery.Builder()
            .add(prefix(SearchFields.FIRST, words.getFirst()), Occur.FILTER)
            .add(inName, Occur.FILTER)
            .build();
    tiers.add(tier(NAME_START, startsName));
    tiers.add(tier(NAME_WORDS, inName));
    tiers.add(tier(ANY_WORDS, everyWord(words, TieredQuery::inNameOrSymbol)));
    tiers.add(tier(TYPO, everyWord(words, TieredQuery::withTypo)));
  }

  private interface OneWord {
    Query queryOf(String word);
  }

  private static Query everyWord(List<String> words, OneWord one) {
    var all = new BooleanQuery.Builder();
    words.forEach(word -> all.add(one.queryOf(word), Occur.FILTER));
    return all.build();
  }

  private static Query inNameOrSymbol(String word) {
    return anyOf(prefix(SearchFields.WORD, word), prefix(SearchFields.COMPACT, word));
  }

  private static Query withTypo(String word) {
    return word.length() < FUZZY_MIN_LENGTH
        ? inNameOrSymbol(word)
        : anyOf(
            inNameOrSymbol(word),
            fuzzy(SearchFields.WORD, word),
            fuzzy(SearchFields.COMPACT, word));
  }

  private static Query anyOf(Query... queries) {
    var any = new BooleanQuery.Builder();
    for (var query : queries) {
      any.add(query, Occur.SHOULD);
    }
    return any.build();
  }

  private static Query prefix(String field, String word) {
    return new PrefixQuery(new Term(field, word));
  }

  /** One edit (a swap counts as one); the first letter must be right. */
  private static Query fuzzy(String field, String word) {
    return new FuzzyQuery(new Term(field, word), 1, 1, FUZZY_MAX_EXPANSIONS, true);
  }

  private static Query tier(float score, Query query) {
    return new BoostQuery(new ConstantScoreQuery(query), score);
  }
}
