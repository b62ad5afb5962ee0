package openbell.benchmarks.ingest;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import openbell.wire.reference.Instrument;

/**
 * 10,000 instruments that change in turns, so that none changes twice within 100 ms and nothing is
 * conflated away at 100,000 updates a second. For one thread.
 */
final class LoadMarket {
  static final int SYMBOLS = 10_000;
  static final int PARTITIONS = 4;

  // A prime: neighbours in time are no neighbours in any table.
  private static final int STRIDE = 7_919;

  private final Map<String, LoadBook> bySymbol = new LinkedHashMap<>();
  private final List<LoadBook> books;
  private long changes;

  LoadMarket() {
    books = IntStream.range(0, SYMBOLS).mapToObj(LoadBook::new).toList();
    books.forEach(book -> bySymbol.put(book.symbol(), book));
  }

  static String symbol(int number) {
    return "XNAS:S%05d".formatted(number);
  }

  static int partition(int number) {
    return number % PARTITIONS;
  }

  /** The number of the book that changes next. */
  int next() {
    return (int) (changes++ * STRIDE % SYMBOLS);
  }

  LoadBook book(int number) {
    return books.get(number);
  }

  LoadBook book(String symbol) {
    return bySymbol.get(symbol);
  }

  Collection<LoadBook> books() {
    return books;
  }

  static List<Instrument> listings() {
    return IntStream.range(0, SYMBOLS)
        .mapToObj(
            number ->
                Instrument.newBuilder()
                    .setSymbol(symbol(number))
                    .setTickSize(LoadBook.TICK)
                    .setPrimaryListing(true)
                    .setTradable(true)
                    .setVenuePartition(partition(number))
                    .build())
        .toList();
  }
}
