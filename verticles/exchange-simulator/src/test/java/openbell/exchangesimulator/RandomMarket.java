package openbell.exchangesimulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import openbell.wire.common.Side;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.Trade;

/** A venue with a few symbols whose books and trades are dice; the seed is printed. */
public final class RandomMarket {
  /** The symbols, canonical and sorted. */
  public static final List<String> SYMBOLS =
      List.of("XNAS:AAPL", "XNAS:BRK.B", "XNAS:CSCO", "XNAS:INTC", "XNAS:MSFT");

  private static final long STAMP = 1_772_425_800_000_000L;

  private final Random random;
  private final FakeVenue venue;
  private final Map<String, Depth> books = new TreeMap<>();
  private final List<Trade> trades = new ArrayList<>();
  private long said;

  /** A market that has said nothing; the property {@code market.seed} repeats a run. */
  public RandomMarket(FakeVenue venue) {
    var seed = Long.getLong("market.seed", System.nanoTime());
    System.out.println("market.seed=" + seed);
    this.random = new Random(seed);
    this.venue = venue;
  }

  /** Says every symbol's first book. */
  public void open() {
    SYMBOLS.forEach(symbol -> books.put(symbol, book(symbol)));
    venue.say(List.of(), List.copyOf(books.values()));
  }

  /** Says this many messages, each with a new book and up to two trades of one symbol. */
  public void run(int messages) {
    for (var left = messages; left > 0; left--) {
      said++;
      var symbol = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
      var printed = new ArrayList<Trade>();
      for (var print = random.nextInt(3); print > 0; print--) {
        printed.add(trade(symbol, print));
      }
      trades.addAll(printed);
      books.put(symbol, book(symbol));
      venue.say(printed, List.of(books.get(symbol)));
    }
  }

  /** The newest book of every symbol. */
  public Map<String, Depth> books() {
    return Map.copyOf(books);
  }

  /** All trades, in order. */
  public List<Trade> trades() {
    return List.copyOf(trades);
  }

  private Depth book(String symbol) {
    var middle = 1_000_000 + 100L * random.nextInt(50);
    return FakeVenue.depth(symbol, STAMP + said, levels(middle, -100), levels(middle, 100));
  }

  private List<Long> levels(long middle, long step) {
    var levels = new ArrayList<Long>();
    for (var level = random.nextInt(21); level > 0; level--) {
      var last = levels.isEmpty() ? middle : levels.get(levels.size() - 2);
      levels.add(last + step * (1 + random.nextInt(3)));
      levels.add(1L + random.nextInt(5));
    }
    return levels;
  }

  private Trade trade(String symbol, int number) {
    return Trade.newBuilder()
        .setSymbol(symbol)
        .setPx(1_000_000 + 100L * random.nextInt(50))
        .setQty(1 + random.nextInt(100))
        .setAggressor(random.nextBoolean() ? Side.SIDE_BUY : Side.SIDE_SELL)
        .setTransactTime(STAMP + said)
        .setTrdMatchId(said + "-" + number)
        .build();
  }
}
