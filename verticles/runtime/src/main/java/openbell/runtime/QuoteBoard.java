package openbell.runtime;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import openbell.model.Addresses;
import openbell.model.RedisKeys;
import openbell.wire.marketdata.Quote;
import openbell.wire.marketdata.QuoteBatch;

/**
 * The newest quote of every symbol that this node has heard of: one bus consumer per shard and
 * node, never one per socket. A price keeps its value and shows its age: when a shard's line is
 * silent for 2 s (each sends a heartbeat each second) its quotes are given out again as stale.
 * Bounded and read as {@link KeptBySymbol} says; listeners are called on the board's event loop.
 */
public final class QuoteBoard {
  private static final SnapshotReader<Quote> SNAPSHOTS =
      new SnapshotReader<>(
          RedisKeys::bbo, snapshot -> Quote.parseFrom(snapshot).toBuilder().setStale(true).build());
  private static final long CHECK_MS = 500;
  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Vertx vertx;
  private final int shards;
  private final KeptBySymbol<Quote, KeptQuote> newest =
      new KeptBySymbol<>(Quote::getSymbol, KeptQuote::new);
  private final long[] heardAtNanos;
  private final boolean[] silent;

  QuoteBoard(Vertx vertx, int shards) {
    this.vertx = vertx;
    this.shards = shards;
    this.heardAtNanos = new long[shards];
    this.silent = new boolean[shards];
  }

  /** Starts listening; called once, on the event loop that owns the board. */
  void start(Bus bus) {
    for (var shard = 0; shard < shards; shard++) {
      var mine = shard;
      heardAtNanos[mine] = System.nanoTime();
      bus.<QuoteBatch>subscribe(Addresses.quotes(mine), batch -> heard(mine, batch));
    }
    vertx.setPeriodic(CHECK_MS, tick -> findSilentLines());
  }

  /** The newest quote of a canonical symbol. */
  public Optional<Quote> find(String symbol) {
    return newest.find(symbol).map(KeptQuote::quote);
  }

  /** The newest quotes of all symbols, in no order. */
  public Collection<Quote> all() {
    return newest.all().stream().map(KeptQuote::quote).toList();
  }

  /** Tells a listener of every quote that is newer than what was known, batch by batch. */
  public void listen(Consumer<List<Quote>> listener) {
    newest.listen(listener);
  }

  /**
   * Fills what the bus has not said yet from the Redis snapshots, marked stale until the line
   * speaks. Fails if Redis is away; may be repeated.
   */
  Future<Void> restore(Redis redis, Collection<String> symbols) {
    return newest.restore(SNAPSHOTS, redis, symbols);
  }

  private void heard(int shard, QuoteBatch batch) {
    heardAtNanos[shard] = System.nanoTime();
    if (silent[shard]) {
      silent[shard] = false;
      // What nothing newer has replaced is as fresh as the feed said it was.
      tellThose(shard, KeptQuote::unsilence);
    }
    if (batch.getQuotesCount() > 0) {
      accept(batch.getQuotesList());
    }
  }

  /** Takes what is lexicographically newer by (epoch, seq); also the entrance of tests. */
  public void accept(List<Quote> quotes) {
    newest.accept(quotes);
  }

  private void findSilentLines() {
    var now = System.nanoTime();
    for (var shard = 0; shard < shards; shard++) {
      if (!silent[shard] && now - heardAtNanos[shard] > SILENT_NANOS) {
        silent[shard] = true;
        tellThose(shard, KeptQuote::silence);
      }
    }
  }

  /** Gives out again those of a shard whose age looks otherwise after a change. */
  private void tellThose(int shard, Predicate<KeptQuote> change) {
    newest.tell(
        newest.all().stream()
            .filter(kept -> Addresses.shardOf(kept.symbol(), shards) == shard)
            .filter(change)
            .map(KeptQuote::quote)
            .toList());
  }
}
