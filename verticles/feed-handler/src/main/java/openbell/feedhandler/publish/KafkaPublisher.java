package openbell.feedhandler.publish;

import com.google.protobuf.MessageLite;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import openbell.model.Addresses;
import openbell.model.Topics;
import openbell.runtime.Endpoints;
import openbell.runtime.FactProducer;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.DepthBatch;
import openbell.wire.marketdata.Quote;
import openbell.wire.marketdata.QuoteBatch;
import openbell.wire.marketdata.Trade;
import openbell.wire.marketdata.TradeBatch;

/**
 * Writes market data to Kafka: per partition and 10 ms one batch of each kind, and each second the
 * latest quote of each symbol that changed. One record of a kind and partition is in flight, so
 * order holds; what comes meanwhile joins the next. Trades may be written twice after an outage:
 * (symbol, epoch, seq) tells. Has a producer of its own, apart from the money plane's.
 */
public final class KafkaPublisher implements MarketDataSink {
  private static final long LATEST_MS = 1_000;
  private static final int MAX_SYMBOLS = 200_000;
  private static final int MAX_TRADES = 50_000;
  // A record stays well below Kafka's 1 MB: quotes and trades of 150 bytes, depths of 700.
  private static final int QUOTES = 2_000;
  private static final int DEPTHS = 500;
  private static final int TRADES = 2_000;

  private final FeedContext context;
  private final FactProducer producer;
  private final String source;
  private final int partitions;
  private final SinkState state;
  private final List<Lane<Quote>> quotes;
  private final List<Lane<Depth>> depths;
  private final List<Lane<Trade>> trades;
  private final Lane<Quote> latest;
  private long timer;

  public KafkaPublisher(FeedContext context, Endpoints.Kafka kafka, String source, int partitions) {
    this.context = context;
    this.producer = new FactProducer(context.vertx(), kafka, "marketdata-" + source);
    this.source = source;
    this.partitions = partitions;
    this.state = new SinkState(context, "kafka");
    this.quotes =
        lanes(Topics.MARKETDATA_BBO, () -> newest(Quote::getSymbol), QUOTES, this::quoteBatch);
    this.depths =
        lanes(Topics.MARKETDATA_DEPTH, () -> newest(Depth::getSymbol), DEPTHS, this::depthBatch);
    this.trades =
        lanes(
            Topics.MARKETDATA_TRADES, () -> new DropOldest<>(MAX_TRADES), TRADES, this::tradeBatch);
    this.latest =
        new Lane<>(context.vertx(), newest(Quote::getSymbol), QUOTES, this::writeLatest, state);
  }

  /** Starts to write the latest quotes. */
  public void start() {
    timer = context.vertx().setPeriodic(LATEST_MS, tick -> latest.pump());
  }

  /** Closes the producer when what is in flight has ended. */
  public Future<Void> stop() {
    context.vertx().cancelTimer(timer);
    state.close();
    return producer.close();
  }

  @Override
  public void accept(MarketDataChanges changes) {
    for (var quote : changes.quotes()) {
      quotes.get(partition(quote.getSymbol())).add(quote);
      latest.add(quote);
    }
    for (var depth : changes.depths()) {
      depths.get(partition(depth.getSymbol())).add(depth);
    }
    for (var trade : changes.trades()) {
      trades.get(partition(trade.getSymbol())).add(trade);
    }
    quotes.forEach(Lane::pump);
    depths.forEach(Lane::pump);
    trades.forEach(Lane::pump);
  }

  @Override
  public void heartbeat() {
    // A record says when it was written; its readers need no sign of life.
  }

  private int partition(String symbol) {
    return Addresses.shardOf(symbol, partitions);
  }

  private static <M> Backlog<M> newest(Function<M, String> symbol) {
    return new NewestByKey<>(symbol, MAX_SYMBOLS);
  }

  private <M> List<Lane<M>> lanes(
      String topic,
      Supplier<Backlog<M>> backlog,
      int maxBatch,
      Function<List<M>, MessageLite> batch) {
    var lanes = new ArrayList<Lane<M>>();
    for (var partition = 0; partition < partitions; partition++) {
      var mine = partition;
      lanes.add(
          new Lane<>(
              context.vertx(),
              backlog.get(),
              maxBatch,
              messages -> producer.send(topic, mine, null, batch.apply(messages).toByteArray()),
              state));
    }
    return lanes;
  }

  private Future<Void> writeLatest(List<Quote> newest) {
    var sends =
        newest.stream()
            .map(
                quote ->
                    producer.send(
                        Topics.MARKETDATA_LATEST,
                        partition(quote.getSymbol()),
                        quote.getSymbol(),
                        quote.toByteArray()))
            .toList();
    return Future.join(sends).mapEmpty();
  }

  private QuoteBatch quoteBatch(List<Quote> batch) {
    return QuoteBatch.newBuilder()
        .setSource(source)
        .setSentAt(context.nowMicros().getAsLong())
        .addAllQuotes(batch)
        .build();
  }

  private DepthBatch depthBatch(List<Depth> batch) {
    return DepthBatch.newBuilder().setSource(source).addAllDepths(batch).build();
  }

  private TradeBatch tradeBatch(List<Trade> batch) {
    return TradeBatch.newBuilder().setSource(source).addAllTrades(batch).build();
  }
}
