package openbell.runtime;

import com.google.protobuf.InvalidProtocolBufferException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import openbell.model.Addresses;
import openbell.model.RedisKeys;
import openbell.wire.marketdata.Quote;
import openbell.wire.marketdata.QuoteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest quote of every symbol that this node has heard of: one bus consumer per shard and
 * node, never one per socket. A price keeps its value and shows its age: when a shard's line is
 * silent for 2 s (each sends a heartbeat each second) its quotes are given out again as stale.
 * Reading is thread-safe; listeners are called on the board's event loop.
 */
public final class QuoteBoard {
  private static final Logger LOG = LoggerFactory.getLogger(QuoteBoard.class);
  private static final long CHECK_MS = 500;
  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final int REDIS_BATCH = 500;

  private final Vertx vertx;
  private final int shards;
  private final Map<String, Quote> latest = new ConcurrentHashMap<>();
  private final List<Consumer<List<Quote>>> listeners = new CopyOnWriteArrayList<>();
  private final long[] heardAtNanos;
  private final boolean[] silent;
  private final List<List<Quote>> silenced = new ArrayList<>();

  QuoteBoard(Vertx vertx, int shards) {
    this.vertx = vertx;
    this.shards = shards;
    this.heardAtNanos = new long[shards];
    this.silent = new boolean[shards];
    for (var shard = 0; shard < shards; shard++) {
      silenced.add(List.of());
    }
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
    return Optional.ofNullable(latest.get(symbol));
  }

  /** The newest quotes of all symbols, in no order. */
  public Collection<Quote> all() {
    return List.copyOf(latest.values());
  }

  /** Tells a listener of every quote that is newer than what was known, batch by batch. */
  public void listen(Consumer<List<Quote>> listener) {
    listeners.add(listener);
  }

  /**
   * Fills what the bus has not said yet from the Redis snapshots, marked stale until the line
   * speaks. Fails if Redis is away; may be repeated.
   */
  Future<Void> restore(Redis redis, Collection<String> symbols) {
    var missing = symbols.stream().filter(symbol -> !latest.containsKey(symbol)).toList();
    Future<Void> done = Future.succeededFuture();
    for (var from = 0; from < missing.size(); from += REDIS_BATCH) {
      var some = missing.subList(from, Math.min(missing.size(), from + REDIS_BATCH));
      done = done.compose(before -> restoreSome(redis, some));
    }
    return done;
  }

  private Future<Void> restoreSome(Redis redis, List<String> symbols) {
    var requests =
        symbols.stream()
            .map(symbol -> Request.cmd(Command.HGET).arg(RedisKeys.bbo(symbol)).arg("v"))
            .toList();
    return redis
        .batch(requests)
        .onSuccess(
            responses -> {
              var quotes = new ArrayList<Quote>();
              responses.forEach(response -> decode(response).ifPresent(quotes::add));
              accept(quotes);
            })
        .mapEmpty();
  }

  private static Optional<Quote> decode(Response response) {
    if (response == null) {
      return Optional.empty();
    }
    try {
      var quote = Quote.parseFrom(response.toBuffer().getBytes());
      return Optional.of(quote.toBuilder().setStale(true).build());
    } catch (InvalidProtocolBufferException malformed) {
      LOG.warn("a quote snapshot in Redis is malformed and left out", malformed);
      return Optional.empty();
    }
  }

  private void heard(int shard, QuoteBatch batch) {
    heardAtNanos[shard] = System.nanoTime();
    if (silent[shard]) {
      silent[shard] = false;
      unmarkStale(shard);
    }
    if (batch.getQuotesCount() > 0) {
      accept(batch.getQuotesList());
    }
  }

  /** Takes what is lexicographically newer by (epoch, seq); also the entrance of tests. */
  public void accept(List<Quote> quotes) {
    var fresh = new ArrayList<Quote>(quotes.size());
    for (var quote : quotes) {
      var known = latest.get(quote.getSymbol());
      if (known == null || isNewer(quote, known)) {
        latest.put(quote.getSymbol(), quote);
        fresh.add(quote);
      }
    }
    tell(fresh);
  }

  private static boolean isNewer(Quote quote, Quote known) {
    return quote.getEpoch() > known.getEpoch()
        || (quote.getEpoch() == known.getEpoch() && quote.getSeq() > known.getSeq());
  }

  private void findSilentLines() {
    var now = System.nanoTime();
    for (var shard = 0; shard < shards; shard++) {
      if (!silent[shard] && now - heardAtNanos[shard] > SILENT_NANOS) {
        silent[shard] = true;
        markStale(shard);
      }
    }
  }

  private void markStale(int shard) {
    var fresh =
        latest.values().stream()
            .filter(quote -> !quote.getStale())
            .filter(quote -> Addresses.shardOf(quote.getSymbol(), shards) == shard)
            .toList();
    silenced.set(shard, fresh);
    replace(fresh.stream().map(quote -> quote.toBuilder().setStale(true).build()).toList());
  }

  /** The line is back: what nothing newer has replaced is as fresh as the feed said it was. */
  private void unmarkStale(int shard) {
    var marked = silenced.set(shard, List.of());
    replace(
        marked.stream().filter(quote -> !isNewer(latest.get(quote.getSymbol()), quote)).toList());
  }

  private void replace(List<Quote> quotes) {
    quotes.forEach(quote -> latest.put(quote.getSymbol(), quote));
    tell(quotes);
  }

  private void tell(List<Quote> quotes) {
    if (!quotes.isEmpty()) {
      listeners.forEach(listener -> listener.accept(quotes));
    }
  }
}
