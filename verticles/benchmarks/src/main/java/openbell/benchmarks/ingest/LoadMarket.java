package openbell.benchmarks.ingest;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import openbell.wire.reference.Instrument;

/**
 * 10,000 instruments that change in turns, so that none changes twice within 100 ms and nothing is
 * conflated away at 100,000 updates a second. For one thread.
 */
final class LoadMarket<B extends LoadBook> {
  static final int SYMBOLS = 10_000;
  static final int PARTITIONS = 4;
  static final int TICK = 100;

  private static final int PRICES = 10;

  // A prime: neighbours in time are no neighbours in any table.
  private static final int STRIDE = 7_919;

  private final List<B> books;
  private long changes;

  /**
   * A market of which nothing changed yet.
   *
   * @param book makes the book of a number, 0 to {@code SYMBOLS - 1}
   */
  LoadMarket(IntFunction<B> book) {
    books = IntStream.range(0, SYMBOLS).mapToObj(book).toList();
  }

  /** The canonical symbol of a number. */
  static String symbol(int number) {
    return "XNAS:" + ticker(number);
  }

  /** The symbol of a number without its market. */
  static String ticker(int number) {
    return "S%05d".formatted(number);
  }

  static int partition(int number) {
    return number % PARTITIONS;
  }

  /** The price, 1/10,000, between the sides of a book at first. */
  static long mid(int number) {
    return 1_000_000L + 10_000L * (number % PRICES);
  }

  /** The number of the book that changes next. */
  int next() {
    return (int) (changes++ * STRIDE % SYMBOLS);
  }

  B book(int number) {
    return books.get(number);
  }

  List<B> books() {
    return books;
  }

  static List<Instrument> listings() {
    return IntStream.range(0, SYMBOLS)
        .mapToObj(
            number ->
                Instrument.newBuilder()
                    .setSymbol(symbol(number))
                    .setTickSize(TICK)
                    .setPrimaryListing(true)
                    .setTradable(true)
                    .setVenuePartition(partition(number))
                    .build())
        .toList();
  }
}
