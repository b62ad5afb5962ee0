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
import openbell.model.Addresses;
import openbell.model.EncodedDepths;
import openbell.model.RedisKeys;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.EncodedDepth;
import openbell.wire.marketdata.EncodedDepthBatch;

/**
 * The newest depth of every symbol that this node has heard of, beside {@link QuoteBoard}: one bus
 * consumer per shard and node; decoded when somebody asks. Whether a depth is stale is said by its
 * symbol's quote. Keeps at most 50,000 symbols; those beyond are given to the listeners and not
 * kept. Each is kept in bytes of its own that are written over: what outlives a tick is what a
 * collection has to copy, and these are all depths of the market. Reading is thread-safe; listeners
 * are called on the board's event loop.
 */
public final class DepthBoard {
  private static final SnapshotReader<EncodedDepth> SNAPSHOTS =
      new SnapshotReader<>(
          RedisKeys::depth, snapshot -> EncodedDepths.of(Depth.parseFrom(snapshot)));
  private static final int MAX_SYMBOLS = 50_000;

  private final int shards;
  private final Map<String, KeptDepth> latest = new ConcurrentHashMap<>();
  private final List<Consumer<List<EncodedDepth>>> listeners = new CopyOnWriteArrayList<>();

  DepthBoard(int shards) {
    this.shards = shards;
  }

  /** Starts listening; called once, on the event loop that owns the board. */
  void start(Bus bus) {
    for (var shard = 0; shard < shards; shard++) {
      bus.<EncodedDepthBatch>subscribe(
          Addresses.encodedDepth(shard), batch -> accept(batch.getDepthsList()));
    }
  }

  /** The newest depth of a canonical symbol. */
  public Optional<Depth> find(String symbol) {
    return Optional.ofNullable(latest.get(symbol)).flatMap(KeptDepth::decode);
  }

  /** Tells a listener of every depth that is newer than what was known, batch by batch. */
  public void listen(Consumer<List<EncodedDepth>> listener) {
    listeners.add(listener);
  }

  /** Takes what is lexicographically newer by (epoch, seq); also the entrance of tests. */
  public void accept(List<EncodedDepth> depths) {
    var fresh = new ArrayList<EncodedDepth>(depths.size());
    for (var depth : depths) {
      var known = latest.get(depth.getSymbol());
      if (known == null) {
        keep(depth);
        fresh.add(depth);
      } else if (known.take(depth)) {
        fresh.add(depth);
      }
    }
    if (!fresh.isEmpty()) {
      listeners.forEach(listener -> listener.accept(fresh));
    }
  }

  private void keep(EncodedDepth depth) {
    if (latest.size() < MAX_SYMBOLS) {
      latest.put(depth.getSymbol(), new KeptDepth(depth));
    }
  }

  /** Fills what the bus has not said yet from the Redis snapshots. Fails if Redis is away. */
  Future<Void> restore(Redis redis, Collection<String> symbols) {
    var missing = symbols.stream().filter(symbol -> !latest.containsKey(symbol)).toList();
    return SNAPSHOTS.read(redis, missing, this::accept);
  }
}
