package openbell.runtime;

import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
 * symbol's quote. Bounded and read as {@link KeptBySymbol} says; listeners are called on the
 * board's event loop.
 */
public final class DepthBoard {
  private static final SnapshotReader<EncodedDepth> SNAPSHOTS =
      new SnapshotReader<>(
          RedisKeys::depth, snapshot -> EncodedDepths.of(Depth.parseFrom(snapshot)));

  private final int shards;
  private final KeptBySymbol<EncodedDepth, KeptDepth> newest =
      new KeptBySymbol<>(EncodedDepth::getSymbol, KeptDepth::new);

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
    return newest.find(symbol).flatMap(KeptDepth::decode);
  }

  /** Tells a listener of every depth that is newer than what was known, batch by batch. */
  public void listen(Consumer<List<EncodedDepth>> listener) {
    newest.listen(listener);
  }

  /** Takes what is lexicographically newer by (epoch, seq); also the entrance of tests. */
  public void accept(List<EncodedDepth> depths) {
    newest.accept(depths);
  }

  /** Fills what the bus has not said yet from the Redis snapshots. Fails if Redis is away. */
  Future<Void> restore(Redis redis, Collection<String> symbols) {
    return newest.restore(SNAPSHOTS, redis, symbols);
  }
}
