package openbell.benchmarks.ingest;

import com.google.protobuf.InvalidProtocolBufferException;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongSupplier;
import openbell.model.RedisKeys;
import openbell.model.SnapshotValue;
import openbell.model.Topics;
import openbell.runtime.Node;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.Quote;
import openbell.wire.marketdata.QuoteBatch;
import openbell.wire.marketdata.TradeBatch;

/**
 * What the platform ended with against what was sent, once nothing is sent any more: the board
 * holds each book's end, Kafka and Redis the board's (epoch, seq), Kafka each trade once. What is
 * late gets 30 s to arrive. Blocks.
 */
final class LossCheck {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int REDIS_BATCH = 500;

  // Of a partition: seconds of records, in which each symbol changed many times.
  private static final long NEWEST_RECORDS = 1_000;

  private final Node node;
  private final List<? extends LoadBook> books;

  LossCheck(Node node, List<? extends LoadBook> books) {
    this.node = node;
    this.books = books;
  }

  /** How many symbols ended wrong in each place, how many trades are missing or there twice. */
  JsonObject run() {
    var from = System.nanoTime();
    var board = settled(this::wrongOnBoard);
    var result =
        new JsonObject().put("board", board).put("settledMs", (System.nanoTime() - from) / 1e6);
    try (var kafka = new TopicReader(node.endpoints().kafka().bootstrap())) {
      result
          .put("redis", settled(this::wrongInRedis))
          .put("latest", settled(() -> wrongInLatest(kafka)))
          .put("bbo", settled(() -> wrongInBbo(kafka)));
      return countTrades(kafka, result);
    }
  }

  /** 0, or what is still wrong after 30 s. */
  private static long settled(LongSupplier wrong) {
    var deadline = System.nanoTime() + PATIENCE_NANOS;
    var count = wrong.getAsLong();
    while (count > 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(AGAIN_NANOS);
      count = wrong.getAsLong();
    }
    return count;
  }

  private long wrongOnBoard() {
    return books.stream()
        .filter(book -> node.quotes().find(book.symbol()).filter(book::agreesWith).isEmpty())
        .count();
  }

  private long wrongInLatest(TopicReader kafka) {
    var latest = new HashMap<String, Quote>();
    kafka.read(
        Topics.MARKETDATA_LATEST,
        TopicReader.ALL,
        Quote.parser(),
        quote -> latest.put(quote.getSymbol(), quote));
    return wrong(latest);
  }

  private long wrongInBbo(TopicReader kafka) {
    var newest = new HashMap<String, Quote>();
    kafka.read(
        Topics.MARKETDATA_BBO,
        NEWEST_RECORDS,
        QuoteBatch.parser(),
        batch -> batch.getQuotesList().forEach(quote -> newest.put(quote.getSymbol(), quote)));
    return wrong(newest);
  }

  private long wrong(Map<String, Quote> quotes) {
    return books.stream()
        .filter(book -> !isBoards(book, quotes.getOrDefault(book.symbol(), nothing())))
        .count();
  }

  private boolean isBoards(LoadBook book, Quote quote) {
    var board = node.quotes().find(book.symbol()).orElseGet(LossCheck::nothing);
    return quote.getEpoch() == board.getEpoch() && quote.getSeq() == board.getSeq();
  }

  private long wrongInRedis() {
    var wrong = 0L;
    for (var from = 0; from < books.size(); from += REDIS_BATCH) {
      var some = books.subList(from, from + REDIS_BATCH);
      var quotes = values(some, book -> RedisKeys.bbo(book.symbol()));
      var depths = values(some, book -> RedisKeys.depth(book.symbol()));
      for (var i = 0; i < some.size(); i++) {
        wrong += isInRedis(some.get(i), quotes.get(i), depths.get(i)) ? 0 : 1;
      }
    }
    return wrong;
  }

  private List<Response> values(List<? extends LoadBook> some, Function<LoadBook, String> key) {
    var request = Request.cmd(Command.MGET);
    some.forEach(book -> request.arg(key.apply(book)));
    var values = new ArrayList<Response>();
    node.redis().send(request).await().forEach(values::add);
    return values;
  }

  private boolean isInRedis(LoadBook book, Response quote, Response depth) {
    try {
      return quote != null
          && depth != null
          && isBoards(book, Quote.parseFrom(message(quote)))
          && book.agreesWith(Depth.parseFrom(message(depth)));
    } catch (InvalidProtocolBufferException malformed) {
      throw new IllegalStateException("a value in Redis is malformed", malformed);
    }
  }

  private static byte[] message(Response value) {
    return SnapshotValue.message(value.toBuffer().getBytes());
  }

  private JsonObject countTrades(TopicReader kafka, JsonObject result) {
    var seen = new HashMap<String, BitSet>();
    var doubled = new long[1];
    kafka.read(
        Topics.MARKETDATA_TRADES,
        TopicReader.ALL,
        TradeBatch.parser(),
        batch -> {
          for (var trade : batch.getTradesList()) {
            var ofSymbol = seen.computeIfAbsent(trade.getSymbol(), symbol -> new BitSet());
            var number = Integer.parseInt(trade.getTrdMatchId());
            doubled[0] += ofSymbol.get(number) ? 1 : 0;
            ofSymbol.set(number);
          }
        });
    var sent = books.stream().mapToLong(LoadBook::trades).sum();
    var found = seen.values().stream().mapToLong(BitSet::cardinality).sum();
    return result.put("tradesMissing", sent - found).put("tradesDoubled", doubled[0]);
  }

  private static Quote nothing() {
    return Quote.getDefaultInstance();
  }
}
