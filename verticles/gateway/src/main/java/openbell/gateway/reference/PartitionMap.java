package openbell.gateway.reference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Which venue partition carries which symbol: the busiest symbol first, each to the partition that
 * has least to do (longest processing time first, R. L. Graham 1969). A symbol stays where it is
 * unless one partition has too much to do and the symbol may move; so a hot one comes to be alone.
 * Pure.
 */
final class PartitionMap {
  /** How much the busiest partition may have to do, in percent of what is unavoidable. */
  private static final int BOUND_PERCENT = 120;

  private final Map<String, Long> volumes;
  private final Map<String, Integer> partitionOf;
  private final long[] loads;

  private PartitionMap(Map<String, Long> volumes, Map<String, Integer> current, int partitions) {
    this.volumes = volumes;
    this.partitionOf = new HashMap<>(current);
    this.loads = new long[partitions];
    current.forEach((symbol, partition) -> loads[partition] += loadOf(symbol));
  }

  /**
   * The partition of every symbol, of those that are there and of those that come.
   *
   * @param volumes of the session before; a symbol without one counts little
   * @param current where the symbols are that are there
   * @param coming the symbols that have no partition yet
   * @param mayMove which of those that are there may go elsewhere: only what has no order in a book
   */
  static Map<String, Integer> of(
      Map<String, Long> volumes,
      Map<String, Integer> current,
      List<String> coming,
      int partitions,
      Predicate<String> mayMove) {
    var map = new PartitionMap(volumes, current, partitions);
    coming.stream().sorted(map.busiestFirst()).forEach(map::place);
    map.balance(mayMove);
    return Map.copyOf(map.partitionOf);
  }

  private Comparator<String> busiestFirst() {
    return Comparator.<String>comparingLong(symbol -> -loadOf(symbol))
        .thenComparing(Comparator.naturalOrder());
  }

  /** Also what never trades costs a little: its quotes. */
  private long loadOf(String symbol) {
    return 1 + Math.max(0, volumes.getOrDefault(symbol, 0L));
  }

  private void place(String symbol) {
    put(symbol, leastLoaded());
  }

  private void put(String symbol, int partition) {
    var before = partitionOf.put(symbol, partition);
    if (before != null) {
      loads[before] -= loadOf(symbol);
    }
    loads[partition] += loadOf(symbol);
  }

  /** Moves symbols from the busiest partition to the idlest while that helps and is needed. */
  private void balance(Predicate<String> mayMove) {
    var movable =
        new ArrayList<>(
            partitionOf.keySet().stream().filter(mayMove).sorted(busiestFirst()).toList());
    long bound = unavoidable() / 100 * BOUND_PERCENT + BOUND_PERCENT / 100;
    while (loads[mostLoaded()] > bound) {
      int from = mostLoaded();
      int to = leastLoaded();
      var next =
          movable.stream()
              .filter(symbol -> partitionOf.get(symbol) == from)
              .filter(symbol -> loads[to] + loadOf(symbol) < loads[from])
              .findFirst();
      if (next.isEmpty()) {
        return;
      }
      put(next.get(), to);
      // Each moves once: so this ends.
      movable.remove(next.get());
    }
  }

  /** No map can do better than an even share, nor split the busiest symbol. */
  private long unavoidable() {
    long whole = 0;
    long busiest = 0;
    for (var symbol : partitionOf.keySet()) {
      whole += loadOf(symbol);
      busiest = Math.max(busiest, loadOf(symbol));
    }
    return Math.max(busiest, whole / loads.length);
  }

  private int mostLoaded() {
    int most = 0;
    for (int partition = 1; partition < loads.length; partition++) {
      if (loads[partition] > loads[most]) {
        most = partition;
      }
    }
    return most;
  }

  private int leastLoaded() {
    int least = 0;
    for (int partition = 1; partition < loads.length; partition++) {
      if (loads[partition] < loads[least]) {
        least = partition;
      }
    }
    return least;
  }
}
