package openbell.runtime;

import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a board keeps of each symbol, and who is told of what is newer. At most 50,000 symbols;
 * those beyond are given to the listeners and not kept. What is kept is written over: what outlives
 * a tick is what a collection has to copy, and an old map in which it is replaced what it has to
 * look through, for every symbol of the market. Reading is thread-safe; changed, and listeners
 * called, on the board's event loop.
 *
 * @param <V> what is heard
 * @param <K> what is kept of it
 */
final class KeptBySymbol<V, K extends KeptBySymbol.Kept<V>> {
  private static final int MAX_SYMBOLS = 50_000;

  /** The newest value of one symbol. */
  interface Kept<V> {
    /** Takes a value that is lexicographically newer by (epoch, seq); false if it is not. */
    boolean take(V value);
  }

  private final Function<V, String> symbolOf;
  private final Function<V, K> first;
  private final Map<String, K> kept = new ConcurrentHashMap<>();
  private final List<Consumer<List<V>>> listeners = new CopyOnWriteArrayList<>();

  /**
   * Keeps nothing yet.
   *
   * @param first makes what is kept of a symbol's first value
   */
  KeptBySymbol(Function<V, String> symbolOf, Function<V, K> first) {
    this.symbolOf = symbolOf;
    this.first = first;
  }

  Optional<K> find(String symbol) {
    return Optional.ofNullable(kept.get(symbol));
  }

  /** In no order. */
  Collection<K> all() {
    return kept.values();
  }

  void listen(Consumer<List<V>> listener) {
    listeners.add(listener);
  }

  /** Takes what is newer than what is known, and tells it. */
  void accept(List<V> values) {
    var fresh = new ArrayList<V>(values.size());
    for (var value : values) {
      var known = kept.get(symbolOf.apply(value));
      if (known == null) {
        keep(value);
        fresh.add(value);
      } else if (known.take(value)) {
        fresh.add(value);
      }
    }
    tell(fresh);
  }

  private void keep(V value) {
    if (kept.size() < MAX_SYMBOLS) {
      kept.put(symbolOf.apply(value), first.apply(value));
    }
  }

  /** Tells the listeners, if there is something to tell. */
  void tell(List<V> values) {
    if (!values.isEmpty()) {
      listeners.forEach(listener -> listener.accept(values));
    }
  }

  /** Fills what is not known yet from the Redis snapshots. Fails if Redis is away; repeatable. */
  Future<Void> restore(SnapshotReader<V> snapshots, Redis redis, Collection<String> symbols) {
    var missing = symbols.stream().filter(symbol -> !kept.containsKey(symbol)).toList();
    return snapshots.read(redis, missing, this::accept);
  }
}
