package openbell.feedhandler.publish;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import openbell.model.Addresses;
import openbell.model.Topics;
import openbell.runtime.Endpoints;
import openbell.wire.marketdata.DepthBatch;
import openbell.wire.marketdata.QuoteBatch;
import openbell.wire.marketdata.TradeBatch;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes market data to Kafka: per partition and 10 ms one batch of each kind, and once a second
 * the latest quote of each symbol that changed. One record of a kind and partition is in flight, so
 * order holds; what comes meanwhile joins the next. Trades may be written twice after an outage:
 * (symbol, epoch, seq) tells.
 */
public final class KafkaPublisher implements MarketDataSink {
  private static final List<String> TOPICS =
      List.of(
          Topics.MARKETDATA_BBO,
          Topics.MARKETDATA_DEPTH,
          Topics.MARKETDATA_TRADES,
          Topics.MARKETDATA_LATEST);

  private static final long WRITE_MS = 10;
  private static final int LATEST_MS = 1_000;
  private static final int MAX_SYMBOLS = 200_000;
  private static final int MAX_TRADES = 50_000;
  // A record stays well below Kafka's 1 MB: quotes and trades of 150 bytes, depths of 700.
  private static final int QUOTES = 2_000;
  private static final int DEPTHS = 500;
  private static final int TRADES = 2_000;
  // The latest quotes are a record each.
  private static final int LATEST = 100;

  private final FeedContext context;
  private final RecordProducer producer;
  private final String source;
  private final int partitions;
  private final SinkState state;
  private final List<Lane<EncodedQuote>> quotes;
  private final List<Lane<EncodedDepth>> depths;
  private final List<Lane<EncodedTrade>> trades;
  private final SpreadLane latest;
  private long timer;

  public KafkaPublisher(FeedContext context, Endpoints.Kafka kafka, String source, int partitions) {
    this.context = context;
    this.producer = new RecordProducer(context.vertx(), kafka, "marketdata-" + source);
    this.source = source;
    this.partitions = partitions;
    this.state = new SinkState(context, "kafka");
    this.quotes =
        lanes(
            Topics.MARKETDATA_BBO,
            () -> new NewestBacklog<>(EncodedQuote::index, MAX_SYMBOLS),
            QUOTES,
            this::quoteBatch);
    this.depths =
        lanes(
            Topics.MARKETDATA_DEPTH,
            () -> new NewestBacklog<>(EncodedDepth::index, MAX_SYMBOLS),
            DEPTHS,
            this::depthBatch);
    this.trades =
        lanes(
            Topics.MARKETDATA_TRADES,
            () -> new EveryBacklog<>(MAX_TRADES),
            TRADES,
            this::tradeBatch);
    this.latest = new SpreadLane(context.vertx(), LATEST_MS, Integer.MAX_VALUE, this::latestShare);
  }

  /** Starts to write. */
  public void start() {
    producer.prepare(TOPICS);
    timer = context.vertx().setPeriodic(WRITE_MS, tick -> pump());
    latest.start();
  }

  private void pump() {
    for (var partition = 0; partition < partitions; partition++) {
      quotes.get(partition).pump();
      depths.get(partition).pump();
      trades.get(partition).pump();
    }
  }

  /** Writes what waits and closes the producer. */
  public Future<Void> stop() {
    context.vertx().cancelTimer(timer);
    var lanes = Stream.of(quotes, depths, trades).flatMap(List::stream).map(Lane::finish);
    return Future.join(Stream.concat(lanes, Stream.of(latest.finish())).toList())
        .transform(
            written -> {
              state.close();
              return producer.close();
            });
  }

  @Override
  public void accept(MarketDataChanges changes) {
    latest.add(changes.newestQuotes());
    add(changes.quotes(), quotes);
    add(changes.depths(), depths);
    add(changes.trades(), trades);
  }

  @Override
  public void heartbeat() {
    // A record says when it was written; its readers need no sign of life.
  }

  private <E extends Encoded> void add(List<E> messages, List<Lane<E>> lanes) {
    for (var message : messages) {
      lanes.get(Addresses.shardOf(message.symbol(), partitions)).add(message);
    }
  }

  private Lane<Newest> latestShare(Backlog<Newest> backlog) {
    return new Lane<>(context.vertx(), backlog, LATEST, this::writeLatest, state);
  }

  private <E extends Encoded> List<Lane<E>> lanes(
      String topic, Supplier<Backlog<E>> backlog, int maxBatch, Function<List<E>, byte[]> batch) {
    var lanes = new ArrayList<Lane<E>>();
    for (var partition = 0; partition < partitions; partition++) {
      var mine = partition;
      lanes.add(
          new Lane<>(
              context.vertx(),
              backlog.get(),
              maxBatch,
              messages ->
                  producer.send(
                      List.of(new ProducerRecord<>(topic, mine, null, batch.apply(messages)))),
              state));
    }
    return lanes;
  }

  private Future<Void> writeLatest(List<Newest> newest) {
    return producer.send(newest.stream().map(Newest::message).map(this::latestRecord).toList());
  }

  private ProducerRecord<String, byte[]> latestRecord(Encoded quote) {
    return new ProducerRecord<>(
        Topics.MARKETDATA_LATEST,
        Addresses.shardOf(quote.symbol(), partitions),
        quote.symbol(),
        quote.bytes().toByteArray());
  }

  private byte[] quoteBatch(List<EncodedQuote> batch) {
    var head =
        QuoteBatch.newBuilder()
            .setSource(source)
            .setSentAt(context.nowMicros().getAsLong())
            .build();
    return EncodedBatch.of(head, QuoteBatch.QUOTES_FIELD_NUMBER, batch);
  }

  private byte[] depthBatch(List<EncodedDepth> batch) {
    var head = DepthBatch.newBuilder().setSource(source).build();
    return EncodedBatch.of(head, DepthBatch.DEPTHS_FIELD_NUMBER, batch);
  }

  private byte[] tradeBatch(List<EncodedTrade> batch) {
    var head = TradeBatch.newBuilder().setSource(source).build();
    return EncodedBatch.of(head, TradeBatch.TRADES_FIELD_NUMBER, batch);
  }
}
