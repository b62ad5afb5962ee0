package openbell.feedhandler.publish;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Redis;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import openbell.feedhandler.domain.DaySnapshot;
import openbell.model.RedisKeys;
import openbell.model.SnapshotValue;
import openbell.runtime.QuoteBoard;
import openbell.runtime.RedisScript;
import openbell.runtime.SnapshotReader;
import openbell.wire.marketdata.Quote;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the newest quote and depth of each symbol to Redis, conflated to 100 ms, and reads at a
 * start what was written before. A key never goes back: one script lets the lexicographically newer
 * (epoch, seq) win. No more than 10,000 of each a second: beyond that the longest unwritten go
 * first, and snapshots grow older instead of Redis busier.
 */
public final class RedisSnapshots implements MarketDataSink, DayStore {
  private static final Logger LOG = LoggerFactory.getLogger(RedisSnapshots.class);
  private static final int WRITE_MS = 100;
  private static final long TIMEOUT_MS = 2_000;
  // One script each 10 ms: Redis does nothing else during it.
  private static final int KEYS_PER_SCRIPT = 100;
  private static final SnapshotReader<Quote> SNAPSHOTS =
      new SnapshotReader<>(RedisKeys::bbo, Quote::parseFrom);

  /** KEYS, and ARGV: the value of each. What is there and is no text was not written by us. */
  private static final RedisScript NEWEST_WINS =
      new RedisScript(
          """
          for i, key in ipairs(KEYS) do
            local known = redis.pcall('GETRANGE', key, 0, %1$d - 1)
            if type(known) ~= 'string' or known < string.sub(ARGV[i], 1, %1$d) then
              redis.call('SET', key, ARGV[i])
            end
          end
          """
              .formatted(SnapshotValue.STAMP));

  private final FeedContext context;
  private final Redis redis;
  private final QuoteBoard board;
  private final SinkState state;
  private final SpreadLane quotes;
  private final SpreadLane depths;

  public RedisSnapshots(FeedContext context, Redis redis, QuoteBoard board) {
    this.context = context;
    this.redis = redis;
    this.board = board;
    this.state = new SinkState(context, "redis");
    this.quotes = lane(RedisKeys::bbo);
    this.depths = lane(RedisKeys::depth);
  }

  private SpreadLane lane(UnaryOperator<String> keyOfSymbol) {
    return new SpreadLane(
        context.vertx(), WRITE_MS, KEYS_PER_SCRIPT, backlog -> share(backlog, keyOfSymbol));
  }

  private Lane<Newest> share(Backlog<Newest> backlog, UnaryOperator<String> keyOfSymbol) {
    return new Lane<>(
        context.vertx(),
        backlog,
        KEYS_PER_SCRIPT,
        newest -> write(newest.stream().map(Newest::message).toList(), keyOfSymbol),
        state);
  }

  /** Starts to write. */
  public void start() {
    quotes.start();
    depths.start();
  }

  /** Writes what waits and stops. */
  public Future<Void> stop() {
    return Future.join(quotes.finish(), depths.finish())
        .onComplete(written -> state.close())
        .mapEmpty();
  }

  @Override
  public void accept(MarketDataChanges changes) {
    quotes.add(changes.newestQuotes());
    depths.add(changes.newestDepths());
  }

  @Override
  public void heartbeat() {
    // A snapshot shows its age; a sign of life is the bus's.
  }

  /** What Redis holds, and what this node heard on the bus where that is newer. */
  @Override
  public Future<Map<String, DaySnapshot>> load(Collection<String> symbols) {
    return read(List.copyOf(symbols))
        .recover(
            failure -> {
              LOG.warn("the day's figures begin anew, Redis is away: {}", failure.toString());
              return Future.succeededFuture(List.of());
            })
        .map(this::snapshots);
  }

  private Map<String, DaySnapshot> snapshots(List<Quote> fromRedis) {
    var newest = new HashMap<String, Quote>();
    fromRedis.forEach(quote -> newest.put(quote.getSymbol(), quote));
    for (var heard : board.all()) {
      newest.merge(heard.getSymbol(), heard, RedisSnapshots::newer);
    }
    var snapshots = new HashMap<String, DaySnapshot>();
    newest.forEach((symbol, quote) -> snapshots.put(symbol, WireDecoder.daySnapshot(quote)));
    return snapshots;
  }

  private static Quote newer(Quote one, Quote other) {
    var byEpoch = Long.compare(one.getEpoch(), other.getEpoch());
    var order = byEpoch != 0 ? byEpoch : Long.compare(one.getSeq(), other.getSeq());
    return order >= 0 ? one : other;
  }

  private Future<List<Quote>> read(List<String> symbols) {
    var quotes = new ArrayList<Quote>();
    return SNAPSHOTS
        .read(redis, symbols, quotes::addAll)
        .timeout(TIMEOUT_MS, TimeUnit.MILLISECONDS)
        .map(read -> quotes);
  }

  private Future<Void> write(List<Encoded> messages, UnaryOperator<String> keyOfSymbol) {
    var keys = messages.stream().map(message -> keyOfSymbol.apply(message.symbol())).toList();
    var values = messages.stream().map(RedisSnapshots::value).toList();
    return NEWEST_WINS
        .run(redis::send, keys, values)
        .timeout(TIMEOUT_MS, TimeUnit.MILLISECONDS)
        .mapEmpty();
  }

  private static Buffer value(Encoded message) {
    return Buffer.buffer(SnapshotValue.of(message.epoch(), message.seq(), message.bytes()));
  }
}
