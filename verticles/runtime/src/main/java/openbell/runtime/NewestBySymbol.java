package openbell.runtime;

import com.google.protobuf.InvalidProtocolBufferException;
import io.vertx.core.Future;
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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest value of each symbol, lexicographically by (epoch, seq): what a board keeps. At most
 * 50,000 symbols; those beyond are given to the listeners and not kept. Reading is thread-safe;
 * changed, and listeners called, on the board's event loop.
 */
final class NewestBySymbol<V> {
  private static final Logger LOG = LoggerFactory.getLogger(NewestBySymbol.class);
  private static final int MAX_SYMBOLS = 50_000;
  private static final int REDIS_BATCH = 500;

  /** Makes a value of its snapshot in Redis. */
  interface Parser<V> {
    V parse(byte[] snapshot) throws InvalidProtocolBufferException;
  }

  /** What a value says of itself, and where its snapshot is in Redis. */
  record Kind<V>(
      Function<V, String> symbol,
      ToLongFunction<V> epoch,
      ToLongFunction<V> seq,
      UnaryOperator<String> redisKey,
      Parser<V> parser) {}

  private final Kind<V> kind;
  private final Map<String, V> newest = new ConcurrentHashMap<>();
  private final List<Consumer<List<V>>> listeners = new CopyOnWriteArrayList<>();

  NewestBySymbol(Kind<V> kind) {
    this.kind = kind;
  }

  Optional<V> find(String symbol) {
    return Optional.ofNullable(newest.get(symbol));
  }

  /** In no order. */
  Collection<V> all() {
    return newest.values();
  }

  void listen(Consumer<List<V>> listener) {
    listeners.add(listener);
  }

  /** Takes what is newer than what is known, and tells it. */
  void accept(List<V> values) {
    var fresh = new ArrayList<V>(values.size());
    for (var value : values) {
      var known = newest.get(kind.symbol.apply(value));
      if (known == null || isNewer(value, known)) {
        keep(value, known == null);
        fresh.add(value);
      }
    }
    tell(fresh);
  }

  /** Takes values of known symbols whatever their number, and tells them. */
  void replace(List<V> values) {
    values.forEach(value -> keep(value, false));
    tell(values);
  }

  /** Whether nothing newer is known. */
  boolean isNewest(V value) {
    return find(kind.symbol.apply(value)).filter(known -> isNewer(known, value)).isEmpty();
  }

  private void keep(V value, boolean isNew) {
    if (!isNew || newest.size() < MAX_SYMBOLS) {
      newest.put(kind.symbol.apply(value), value);
    }
  }

  private boolean isNewer(V value, V known) {
    var byEpoch = Long.compare(kind.epoch.applyAsLong(value), kind.epoch.applyAsLong(known));
    return byEpoch > 0
        || (byEpoch == 0 && kind.seq.applyAsLong(value) > kind.seq.applyAsLong(known));
  }

  private void tell(List<V> values) {
    if (!values.isEmpty()) {
      listeners.forEach(listener -> listener.accept(values));
    }
  }

  /** Fills what is not known yet from the Redis snapshots. Fails if Redis is away; repeatable. */
  Future<Void> restore(Redis redis, Collection<String> symbols) {
    var missing = symbols.stream().filter(symbol -> !newest.containsKey(symbol)).toList();
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
            .map(symbol -> Request.cmd(Command.HGET).arg(kind.redisKey.apply(symbol)).arg("v"))
            .toList();
    return redis
        .batch(requests)
        .onSuccess(
            responses -> {
              var values = new ArrayList<V>();
              responses.forEach(response -> parse(response).ifPresent(values::add));
              accept(values);
            })
        .mapEmpty();
  }

  private Optional<V> parse(Response response) {
    if (response == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(kind.parser.parse(response.toBuffer().getBytes()));
    } catch (InvalidProtocolBufferException malformed) {
      LOG.warn("a snapshot in Redis is malformed and left out", malformed);
      return Optional.empty();
    }
  }
}
