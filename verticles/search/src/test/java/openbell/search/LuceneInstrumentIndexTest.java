package openbell.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import openbell.search.domain.SearchQuery;
import openbell.wire.reference.Instrument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type, over the real demo listings. */
class LuceneInstrumentIndexTest {
  private final LuceneInstrumentIndex index = new LuceneInstrumentIndex();

  @BeforeEach
  void fill() {
    index.put(DemoListings.all());
  }

  @AfterEach
  void close() {
    index.close();
  }

  @ParameterizedTest
  @CsvSource({
    "RELIANCE, XNSE:RELIANCE",
    "reliance, XNSE:RELIANCE",
    "XNSE:RELIANCE, XNSE:RELIANCE",
    "INE002A01018, XNSE:RELIANCE",
    "M&M, XNSE:M&M",
    "m&m, XNSE:M&M",
    "mm, XNSE:M&M",
    "BAJAJ-AUTO, XNSE:BAJAJ-AUTO",
    "bajaj auto, XNSE:BAJAJ-AUTO",
    "bajajauto, XNSE:BAJAJ-AUTO",
    "hdfc bank, XNSE:HDFCBANK",
    "larsen and toubro, XNSE:LT",
    "Larsen & Toubro Ltd, XNSE:LT",
    "reddys, XNSE:DRREDDY",
    "reddy's lab, XNSE:DRREDDY",
    "consultancy, XNSE:TCS",
    "state bank, XNSE:SBIN",
    "apple, XNAS:AAPL",
    "goog, XNAS:GOOG",
    "alphabet class c, XNAS:GOOG",
    "meta, XNAS:META",
    "\uff21\uff21\uff30\uff2c, XNAS:AAPL"
  })
  void bestMatchIsWhatWasMeant(String query, String symbol) {
    assertThat(find(query)).first().isEqualTo(symbol);
  }

  @ParameterizedTest
  @CsvSource({
    "relaince, XNSE:RELIANCE",
    "infossys, XNSE:INFY",
    "microsft, XNAS:MSFT",
    "tesls, XNAS:TSLA",
    "mahindar bank, XNSE:KOTAKBANK"
  })
  void oneTypoInALongWordStillFinds(String query, String symbol) {
    assertThat(find(query)).contains(symbol);
  }

  @Test
  void shortWordsTolerateNoTypo() {
    assertThat(find("tcx")).isEmpty();
  }

  @Test
  void exactSymbolStandsBeforePrefixesAndNames() {
    assertThat(find("M&M")).startsWith("XNSE:M&M", "XBOM:M&M", "XNSE:M&MFIN");
    assertThat(find("on")).first().isEqualTo("XNAS:ON");
  }

  @Test
  void symbolPrefixStandsBeforeNameWordsAndTypos() {
    var found = find("tata");

    assertThat(found.subList(0, 4))
        .containsExactly("XNSE:TATAELXSI", "XNSE:TATAPOWER", "XNSE:TATASTEEL", "XNSE:TATACONSUM");
    assertThat(found).contains("XNSE:TCS");
  }

  @Test
  void nameThatStartsSoStandsBeforeNameThatContains() {
    assertThat(find("mahindra")).startsWith("XNSE:M&M", "XNSE:M&MFIN").contains("XNSE:KOTAKBANK");
  }

  @ParameterizedTest
  @ValueSource(strings = {"!!!", "&", "-", "*", "?", "*:*", "\"", "zzzzqqqq", "\ud800"})
  void whatNamesNothingFindsNothing(String query) {
    assertThat(find(query)).isEmpty();
  }

  @Test
  void luceneSyntaxIsPlainText() {
    assertThat(find("symbol:TCS OR *")).isEmpty();
    assertThat(find("code:tcs")).isEmpty();
    assertThat(find("tcs*")).containsExactly("XNSE:TCS", "XBOM:TCS");
    assertThat(find("tcs~2")).isEmpty();
  }

  @Test
  void answersAtMostTheLimit() {
    assertThat(index.search(query("a", 3))).hasSize(3);
    assertThat(index.search(query("a", 50))).hasSizeGreaterThan(10);
  }

  @Test
  void answerIsTheWholeInstrument() {
    var reliance =
        DemoListings.all().stream()
            .filter(instrument -> instrument.getSymbol().equals("XNSE:RELIANCE"))
            .toList();

    assertThat(index.search(query("RELIANCE", 1))).isEqualTo(reliance);
  }

  @Test
  void changedInstrumentReplacesItsOlderSelf() {
    index.put(List.of(DemoListings.listing("XNSE:ETERNAL", "Zomato Limited", "INE758T01015")));

    assertThat(find("zomato")).containsExactly("XNSE:ETERNAL");
    assertThat(find("INE758T01015")).containsExactly("XNSE:ETERNAL");
  }

  @Test
  void primaryListingStandsBeforeTheOtherVenuesOfItsSymbol() {
    assertThat(find("RELIANCE")).startsWith("XNSE:RELIANCE", "XBOM:RELIANCE");
    assertThat(find("XBOM:RELIANCE")).startsWith("XBOM:RELIANCE");
  }

  @Test
  void instrumentWithoutNameAndIsinIsFoundByItsSymbol() {
    index.put(List.of(DemoListings.listing("XNSE:QZX", "", "")));

    assertThat(find("qzx")).containsExactly("XNSE:QZX");
  }

  private List<String> find(String text) {
    return index.search(query(text, 20)).stream().map(Instrument::getSymbol).toList();
  }

  private static SearchQuery query(String text, int limit) {
    return (SearchQuery) SearchQuery.parse(text, limit);
  }
}
