package openbell.feedhandler.domain;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * Works on things that lie far apart in memory, sixteen at a time: of each is read first what the
 * work will read. What a processor is asked for at once arrives at once; asked for one after the
 * other, each is a wait of its own. (Group prefetching: Chen, Ailamaki, Gibbons, Mowry, "Improving
 * Hash Join Performance through Prefetching", ICDE 2004.) For one thread.
 */
public final class ReadAhead<T> {
  private static final int GROUP = 16;

  private final ToLongFunction<T> read;

  // What was read comes to something, or the compiler would leave the reading out.
  @SuppressWarnings("UnusedVariable")
  private long sum;

  /**
   * A way to work on such things.
   *
   * @param read reads what the work will read; the sum of it, or anything that depends on it
   */
  public ReadAhead(ToLongFunction<T> read) {
    this.read = read;
  }

  /** Does the work on each, in their order. */
  public void forEach(List<T> things, Consumer<T> work) {
    for (var from = 0; from < things.size(); from += GROUP) {
      var to = Math.min(things.size(), from + GROUP);
      for (var at = from; at < to; at++) {
        sum += read.applyAsLong(things.get(at));
      }
      for (var at = from; at < to; at++) {
        work.accept(things.get(at));
      }
    }
  }
}
