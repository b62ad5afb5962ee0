package openbell.feedhandler.publish;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import openbell.feedhandler.domain.DaySnapshot;
import openbell.model.RedisKeys;
import openbell.runtime.QuoteBoard;
import openbell.wire.marketdata.Quote;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the newest quote and depth of each symbol to Redis, conflated to 100 ms, and reads at a
 * start what was written before. A key never goes back: one script lets the lexicographically newer
 * (epoch, seq) win. At most 500 writes are outstanding.
 */
public final class RedisSnapshots implements MarketDataSink, DayStore {
  private static final Logger LOG = LoggerFactory.getLogger(RedisSnapshots.class);
  private static final long WRITE_MS = 100;
  private static final long TIMEOUT_MS = 2_000;
  private static final int MAX_BATCH = 500;
  private static final int MAX_KEYS = 400_000;

  /** KEYS: the hash; ARGV: epoch, seq, value. Whole numbers compare by length, then by digits. */
  private static final String NEWEST_WINS =
      """
      local function newer(a, b)
        return not b or #a > #b or (#a == #b and a > b)
      end
      local known = redis.call('HMGET', KEYS[1], 'e', 'q')
      if newer(ARGV[1], known[1]) or (ARGV[1] == known[1] and newer(ARGV[2], known[2])) then
        redis.call('HSET', KEYS[1], 'e', ARGV[1], 'q', ARGV[2], 'v', ARGV[3])
        return 1
      end
      return 0
      """;

  private record Snapshot(String key, long epoch, long seq, MessageLite value) {}

  private final FeedContext context;
  private final Redis redis;
  private final QuoteBoard board;
  private final SinkState state;
  private final Lane<Snapshot> lane;
  private String scriptHash = "";
  private long timer;

  public RedisSnapshots(FeedContext context, Redis redis, QuoteBoard board) {
    this.context = context;
    this.redis = redis;
    this.board = board;
    this.state = new SinkState(context, "redis");
    this.lane =
        new Lane<>(
            context.vertx(),
            new NewestByKey<>(Snapshot::key, MAX_KEYS),
            MAX_BATCH,
            this::write,
            state);
  }

  /** Starts to write. */
  public void start() {
    timer = context.vertx().setPeriodic(WRITE_MS, tick -> lane.pump());
  }

  /** Writes what waits, once, and stops. */
  public Future<Void> stop() {
    context.vertx().cancelTimer(timer);
    lane.pump();
    state.close();
    return lane.idle();
  }

  @Override
  public void accept(MarketDataChanges changes) {
    for (var quote : changes.quotes()) {
      var key = RedisKeys.bbo(quote.getSymbol());
      lane.add(new Snapshot(key, quote.getEpoch(), quote.getSeq(), quote));
    }
    for (var depth : changes.depths()) {
      var key = RedisKeys.depth(depth.getSymbol());
      lane.add(new Snapshot(key, depth.getEpoch(), depth.getSeq(), depth));
    }
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
    var done = Future.<Void>succeededFuture();
    for (var from = 0; from < symbols.size(); from += MAX_BATCH) {
      var requests =
          symbols.subList(from, Math.min(symbols.size(), from + MAX_BATCH)).stream()
              .map(symbol -> Request.cmd(Command.HGET).arg(RedisKeys.bbo(symbol)).arg("v"))
              .toList();
      done =
          done.compose(before -> redis.batch(requests))
              .map(
                  responses -> {
                    responses.forEach(response -> decode(response, quotes));
                    return null;
                  });
    }
    return done.timeout(TIMEOUT_MS, TimeUnit.MILLISECONDS).map(read -> quotes);
  }

  private static void decode(Response response, List<Quote> into) {
    if (response == null) {
      return;
    }
    try {
      into.add(Quote.parseFrom(response.toBuffer().getBytes()));
    } catch (InvalidProtocolBufferException malformed) {
      LOG.warn("a quote snapshot in Redis is malformed and left out", malformed);
    }
  }

  private Future<Void> write(List<Snapshot> snapshots) {
    return scriptLoaded()
        .compose(hash -> redis.batch(snapshots.stream().map(each -> request(hash, each)).toList()))
        .timeout(TIMEOUT_MS, TimeUnit.MILLISECONDS)
        // A Redis that was restarted has forgotten the script.
        .onFailure(failure -> scriptHash = "")
        .mapEmpty();
  }

  private Future<String> scriptLoaded() {
    return scriptHash.isEmpty()
        ? redis
            .send(Request.cmd(Command.SCRIPT).arg("LOAD").arg(NEWEST_WINS))
            .map(Response::toString)
            .onSuccess(hash -> scriptHash = hash)
        : Future.succeededFuture(scriptHash);
  }

  private static Request request(String hash, Snapshot snapshot) {
    return Request.cmd(Command.EVALSHA)
        .arg(hash)
        .arg(1)
        .arg(snapshot.key)
        .arg(snapshot.epoch)
        .arg(snapshot.seq)
        .arg(Buffer.buffer(snapshot.value.toByteArray()));
  }
}
