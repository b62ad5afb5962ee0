package openbell.venue.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import openbell.venue.domain.Auction.Entry;
import openbell.venue.domain.Auction.Match;
import org.junit.jupiter.api.Test;

/** Random books, against the auction as one would explain it. Another run: {@code -Dseed=}. */
class AuctionPropertyTest {
  private static final int BOOKS = 20_000;

  private record Book(List<Entry> buys, List<Entry> sells, long referencePx) {}

  @Test
  void priceIsTheOneThatTryingAllPricesFinds() {
    long seed = seed();
    var random = new Random(seed);
    int crossed = 0;
    for (int i = 0; i < BOOKS; i++) {
      var book = book(random);
      var price = AuctionPrice.of(book.buys, book.sells, book.referencePx);
      assertThat(price).as("seed %d, book %d: %s", seed, i, book).isEqualTo(naivePrice(book));
      crossed += price.isPresent() ? 1 : 0;
    }
    assertThat(crossed).isBetween(BOOKS / 4, BOOKS);
  }

  @Test
  void everyAuctionKeepsItsRules() {
    long seed = seed();
    var random = new Random(seed);
    int selfTrades = 0;
    for (int i = 0; i < BOOKS; i++) {
      var book = book(random);
      var outcome = Auction.hold(book.buys, book.sells, book.referencePx);
      selfTrades += outcome.selfTrades().size();
      check("seed %d, book %d: %s %s".formatted(seed, i, book, outcome), book, outcome);
    }
    assertThat(selfTrades).isPositive();
  }

  private static void check(String what, Book book, Auction.Outcome outcome) {
    var gone = new HashSet<>(outcome.selfTrades());
    var buys = book.buys.stream().filter(buy -> !gone.contains(buy.orderId())).toList();
    var sells = book.sells.stream().filter(sell -> !gone.contains(sell.orderId())).toList();
    var expected = naivePrice(new Book(buys, sells, book.referencePx));
    assertThat(outcome.price()).as(what).isEqualTo(expected.orElse(0));
    var filled = new HashMap<Long, Long>();
    for (var match : outcome.matches()) {
      assertThat(match.quantity()).as(what).isPositive();
      filled.merge(match.buyOrderId(), match.quantity(), Long::sum);
      filled.merge(match.sellOrderId(), match.quantity(), Long::sum);
    }
    assertNobodyTradesWithItself(what, buys, sells, outcome.matches());
    assertPriority(what, buys, filled, buy -> buy.price() >= outcome.price());
    assertPriority(what, sells, filled, sell -> sell.price() <= outcome.price());
    assertThat(isCrossed(buys, sells, filled)).as(what).isFalse();
    if (expected.isPresent()) {
      assertThat(outcome.matches().stream().mapToLong(Match::quantity).sum())
          .as(what)
          .isEqualTo(executable(buys, sells, outcome.price()));
    }
  }

  private static void assertNobodyTradesWithItself(
      String what, List<Entry> buys, List<Entry> sells, List<Match> matches) {
    Map<Long, Long> accounts = new HashMap<>();
    Stream.concat(buys.stream(), sells.stream())
        .forEach(entry -> accounts.put(entry.orderId(), entry.account()));
    for (var match : matches) {
      long buyer = accounts.get(match.buyOrderId());
      assertThat(buyer == 0 || buyer != accounts.get(match.sellOrderId())).as(what).isTrue();
    }
  }

  private interface Limit {
    boolean allows(Entry entry);
  }

  /** Whoever is not filled has nobody filled behind it, and nobody is filled beyond its limit. */
  private static void assertPriority(
      String what, List<Entry> entries, Map<Long, Long> filled, Limit limit) {
    boolean somebodyWaits = false;
    for (var entry : entries) {
      long quantity = filled.getOrDefault(entry.orderId(), 0L);
      assertThat(quantity).as(what).isBetween(0L, entry.quantity());
      if (quantity > 0) {
        assertThat(somebodyWaits).as(what).isFalse();
        assertThat(limit.allows(entry)).as(what).isTrue();
      }
      somebodyWaits |= quantity < entry.quantity();
    }
  }

  private static boolean isCrossed(List<Entry> buys, List<Entry> sells, Map<Long, Long> filled) {
    var bestBuy = open(buys, filled).mapToLong(Entry::price).max();
    var bestSell = open(sells, filled).mapToLong(Entry::price).min();
    return bestBuy.isPresent()
        && bestSell.isPresent()
        && bestBuy.getAsLong() >= bestSell.getAsLong();
  }

  private static Stream<Entry> open(List<Entry> entries, Map<Long, Long> filled) {
    return entries.stream()
        .filter(entry -> filled.getOrDefault(entry.orderId(), 0L) < entry.quantity());
  }

  private static OptionalLong naivePrice(Book book) {
    var prices =
        Stream.concat(
                Stream.concat(book.buys.stream(), book.sells.stream()).map(Entry::price),
                Stream.of(book.referencePx))
            .filter(price -> executable(book.buys, book.sells, price) > 0)
            .distinct()
            .sorted(
                Comparator.<Long>comparingLong(price -> -executable(book.buys, book.sells, price))
                    .thenComparingLong(price -> Math.abs(imbalance(book, price)))
                    .thenComparingLong(price -> Math.abs(price - book.referencePx))
                    .thenComparing(Comparator.naturalOrder()));
    return prices.mapToLong(Long::longValue).findFirst();
  }

  private static long executable(List<Entry> buys, List<Entry> sells, long price) {
    return Math.min(demand(buys, price), supply(sells, price));
  }

  private static long imbalance(Book book, long price) {
    return demand(book.buys, price) - supply(book.sells, price);
  }

  private static long demand(List<Entry> buys, long price) {
    return buys.stream().filter(buy -> buy.price() >= price).mapToLong(Entry::quantity).sum();
  }

  private static long supply(List<Entry> sells, long price) {
    return sells.stream().filter(sell -> sell.price() <= price).mapToLong(Entry::quantity).sum();
  }

  private static Book book(Random random) {
    int spread = 1 + random.nextInt(12);
    var buys = entries(random, 0, spread);
    var sells = entries(random, 1, spread);
    buys.sort(Comparator.comparingLong((Entry buy) -> -buy.price()));
    sells.sort(Comparator.comparingLong(Entry::price));
    return new Book(buys, sells, random.nextInt(3) == 0 ? 0 : 95 + random.nextInt(12));
  }

  private static List<Entry> entries(Random random, int side, int spread) {
    var entries = new ArrayList<Entry>();
    int count = random.nextInt(9);
    for (int i = 0; i < count; i++) {
      long orderId = 2L * random.nextInt(1_000_000) + side;
      entries.add(
          new Entry(
              orderId,
              random.nextInt(6),
              100 + random.nextInt(spread) - spread / 2,
              1 + random.nextInt(9)));
    }
    return entries;
  }

  private static long seed() {
    long seed = Long.getLong("seed", 20_260_103L);
    System.out.println("AuctionPropertyTest seed=" + seed);
    return seed;
  }
}
