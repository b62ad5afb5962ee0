package openbell.order.trigger;

import com.google.protobuf.InvalidProtocolBufferException;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import openbell.model.Topics;
import openbell.order.log.Advance;
import openbell.order.log.LeasedReader;
import openbell.order.trigger.domain.TradePrint;
import openbell.runtime.Node;
import openbell.runtime.TopicRange;
import openbell.wire.marketdata.Trade;
import openbell.wire.marketdata.TradeBatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code marketdata.trades.v1} for the triggers of one shard; from the topic's end where no
 * offsets are stored. Used from one event loop.
 */
final class KafkaTrades implements LeasedReader.Applier {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaTrades.class);
  private static final String TOPIC = Topics.MARKETDATA_TRADES;

  /** A trigger may fire so much later: its commits are not to take from the orders'. */
  private static final LeasedReader.Batching BATCHING = new LeasedReader.Batching(200, 50);

  private static final long REFRESH_MS = 500;
  private static final long SWEEP_MS = 1_000;
  private static final long FORGET_MS = 3_600_000;

  private final Node node;
  private final String name;
  private final TriggerEngine engine;
  private final LeasedReader reader;

  /**
   * A reader that reads nothing yet.
   *
   * @param name of its lease, its health part and its Kafka client
   */
  KafkaTrades(Node node, String name, TriggerEngine engine) {
    this.node = node;
    this.name = name;
    this.engine = engine;
    this.reader = new LeasedReader(node, name, TOPIC, BATCHING, this);
  }

  void start() {
    reader.start();
    each(REFRESH_MS, "follow changes", engine::refresh);
    each(SWEEP_MS, "sweep", engine::sweep);
    each(FORGET_MS, "forget answers", engine::forgetAnswers);
  }

  Future<Void> close() {
    return reader.close();
  }

  @Override
  public Future<Void> prepare() {
    return engine.load();
  }

  @Override
  public Future<Map<Integer, Long>> offsets() {
    return TopicRange.of(
            node.vertx(),
            node.endpoints().kafka(),
            TOPIC,
            node.config().integer("kafka.partitions"))
        .compose(engine::offsets);
  }

  @Override
  public Future<Void> apply(
      List<ConsumerRecord<String, byte[]>> batch, Map<Integer, Long> offsets) {
    var next = new HashMap<Integer, Long>();
    batch.forEach(record -> next.put(record.partition(), record.offset() + 1));
    var expected = new HashMap<>(offsets);
    expected.keySet().retainAll(next.keySet());
    return engine
        .apply(trades(batch), new Advance(expected, next))
        .onSuccess(applied -> offsets.putAll(next));
  }

  @Override
  public void release() {
    engine.unload();
  }

  private static List<TradePrint> trades(List<ConsumerRecord<String, byte[]>> batch) {
    var trades = new ArrayList<TradePrint>();
    for (var record : batch) {
      // The log's stamp is whole milliseconds: a trade of the millisecond of the arming counts.
      var publishedAt = record.timestamp() * 1_000 + 999;
      for (Trade trade : decode(record).getTradesList()) {
        if (trade.getPx() > 0) {
          trades.add(new TradePrint(trade.getSymbol(), trade.getPx(), publishedAt));
        }
      }
    }
    return trades;
  }

  /** A record that is no batch of trades tells of none. */
  private static TradeBatch decode(ConsumerRecord<String, byte[]> record) {
    try {
      return TradeBatch.parseFrom(record.value());
    } catch (InvalidProtocolBufferException malformed) {
      LOG.error("trades {}-{} are malformed", record.partition(), record.offset(), malformed);
      return TradeBatch.getDefaultInstance();
    }
  }

  /** Work of the one that reads, again and again. */
  private void each(long periodMs, String what, Supplier<Future<Void>> work) {
    node.vertx()
        .timer(periodMs, TimeUnit.MILLISECONDS)
        .onSuccess(
            waited -> {
              if (reader.isClosed()) {
                return;
              }
              var done = reader.isReading() ? work.get() : Future.<Void>succeededFuture();
              done.onFailure(
                      failure -> LOG.warn("{} cannot {}: {}", name, what, failure.toString()))
                  .onComplete(ended -> each(periodMs, what, work));
            });
  }
}
