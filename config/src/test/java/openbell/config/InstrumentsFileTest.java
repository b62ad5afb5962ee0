package openbell.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds instruments.csv to what README.md promises its readers. */
class InstrumentsFileTest {
  private record Listing(
      String symbol,
      String mic,
      String isin,
      String currency,
      BigDecimal tickSize,
      BigDecimal referencePrice,
      boolean primary,
      List<String> fields) {
    static Listing of(String line) {
      var fields = List.of(line.split(",", -1));
      return new Listing(
          fields.get(0),
          fields.get(1),
          fields.get(3),
          fields.get(4),
          new BigDecimal(fields.get(5)),
          new BigDecimal(fields.get(7)),
          Boolean.parseBoolean(fields.get(10)),
          fields);
    }
  }

  private static final String HEADER =
      "symbol,mic,name,isin,currency,tickSize,roundLot,referencePrice,"
          + "priceBandBps,maxOrderQty,primary";

  private static List<Listing> listings;

  @BeforeAll
  static void read() throws IOException {
    try (var in = InstrumentsFileTest.class.getResourceAsStream("instruments.csv")) {
      assertThat(in).isNotNull();
      var lines =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .toList();
      assertThat(lines.getFirst()).isEqualTo(HEADER);
      listings = lines.stream().skip(1).map(Listing::of).toList();
    }
  }

  @Test
  void everyLineHasEveryField() {
    assertThat(listings).hasSize(220).allMatch(listing -> listing.fields().size() == 11);
  }

  @Test
  void bareSymbolNamesOneListing() {
    assertThat(primary()).extracting(Listing::symbol).hasSize(200).doesNotHaveDuplicates();
  }

  @Test
  void symbolsWithAmpersandAndHyphenAreListed() {
    assertThat(listings).extracting(Listing::symbol).contains("M&M", "BAJAJ-AUTO", "RELIANCE");
  }

  @Test
  void currencyIsThatOfTheMarket() {
    assertThat(listings)
        .allMatch(l -> l.currency().equals(l.mic().equals("XNAS") ? "USD" : "INR"))
        .extracting(Listing::mic)
        .containsOnly("XNSE", "XNAS", "XBOM");
  }

  @Test
  void secondListingsAreTheSameShareAtAPriceCloseBy() {
    var seconds = listings.stream().filter(listing -> !listing.primary()).toList();

    assertThat(seconds).hasSize(20).allMatch(second -> second.mic().equals("XBOM"));
    assertThat(seconds)
        .allSatisfy(
            second -> {
              var first = primaryOf(second);
              assertThat(second.isin()).isNotEmpty().isEqualTo(first.isin());
              assertThat(second.currency()).isEqualTo(first.currency());
              var apart = second.referencePrice().subtract(first.referencePrice()).abs();
              assertThat(apart.movePointRight(3)).isLessThanOrEqualTo(first.referencePrice());
            });
  }

  @Test
  void referencePriceIsOnTickAndPositive() {
    assertThat(listings)
        .allMatch(l -> l.referencePrice().signum() > 0)
        .allMatch(l -> l.referencePrice().remainder(l.tickSize()).signum() == 0);
  }

  @Test
  void isinIsEmptyOrDistinctWithAValidCheckDigit() {
    var isins = primary().stream().map(Listing::isin).filter(isin -> !isin.isEmpty()).toList();

    assertThat(isins).doesNotHaveDuplicates().hasSizeGreaterThan(180);
    assertThat(isins).allMatch(InstrumentsFileTest::hasValidCheckDigit);
  }

  private static List<Listing> primary() {
    return listings.stream().filter(Listing::primary).toList();
  }

  private static Listing primaryOf(Listing second) {
    return primary().stream()
        .filter(listing -> listing.symbol().equals(second.symbol()))
        .findFirst()
        .orElseThrow();
  }

  /** ISO 6166: letters become two digits, then Luhn over all of them. */
  private static boolean hasValidCheckDigit(String isin) {
    var digits = new StringBuilder();
    isin.chars().forEach(c -> digits.append(Character.digit(c, 36)));
    var sum = 0;
    for (var i = 0; i < digits.length(); i++) {
      var digit = digits.charAt(digits.length() - 1 - i) - '0';
      var weighted = i % 2 == 0 ? digit : 2 * digit;
      sum += weighted / 10 + weighted % 10;
    }
    return isin.length() == 12 && sum % 10 == 0;
  }
}
