package openbell.runtime;

import com.google.protobuf.InvalidProtocolBufferException;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import openbell.model.SnapshotValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the {@link SnapshotValue}s that Redis holds of symbols, 500 at a time in the order in which
 * they are named; a symbol without a snapshot, or with a malformed one, is left out.
 */
public final class SnapshotReader<V> {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotReader.class);
  private static final int BATCH = 500;

  /** Makes a value of the Protobuf bytes. */
  public interface Parser<V> {
    V parse(byte[] message) throws InvalidProtocolBufferException;
  }

  private final UnaryOperator<String> keyOfSymbol;
  private final Parser<V> parser;

  public SnapshotReader(UnaryOperator<String> keyOfSymbol, Parser<V> parser) {
    this.keyOfSymbol = keyOfSymbol;
    this.parser = parser;
  }

  /**
   * Gives the snapshots batch by batch, on the context of the caller. Fails if Redis is away; what
   * was given before stands.
   */
  public Future<Void> read(Redis redis, List<String> symbols, Consumer<List<V>> into) {
    Future<Void> done = Future.succeededFuture();
    for (var from = 0; from < symbols.size(); from += BATCH) {
      var some = symbols.subList(from, Math.min(symbols.size(), from + BATCH));
      done = done.compose(before -> readBatch(redis, some, into));
    }
    return done;
  }

  private Future<Void> readBatch(Redis redis, List<String> symbols, Consumer<List<V>> into) {
    var request = Request.cmd(Command.MGET);
    symbols.forEach(symbol -> request.arg(keyOfSymbol.apply(symbol)));
    return redis
        .send(request)
        .onSuccess(
            responses -> {
              var values = new ArrayList<V>();
              responses.forEach(response -> parse(response).ifPresent(values::add));
              into.accept(values);
            })
        .mapEmpty();
  }

  private Optional<V> parse(Response response) {
    if (response == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.parse(SnapshotValue.message(response.toBuffer().getBytes())));
    } catch (InvalidProtocolBufferException malformed) {
      LOG.warn("a snapshot in Redis is malformed and left out", malformed);
      return Optional.empty();
    }
  }
}
