package openbell.benchmarks.fanout;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** The symbols of the benchmark, and what a client watches of them. */
final class Universe {
  static final int SYMBOLS = 1_000;
  static final int WATCHED = 20;

  private Universe() {}

  /** The bare name of a symbol. */
  static String name(int symbol) {
    return "SYM%04d".formatted(symbol);
  }

  /** What one client watches: different symbols, all equally likely. */
  static List<String> some(Random random) {
    return random.ints(0, SYMBOLS).distinct().limit(WATCHED).mapToObj(Universe::name).toList();
  }

  static List<String> all() {
    return IntStream.range(0, SYMBOLS).mapToObj(Universe::name).toList();
  }
}
