package openbell.feedhandler.publish;

import com.google.protobuf.Message;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import openbell.model.Addresses;
import openbell.runtime.Bus;
import openbell.wire.marketdata.EncodedDepthBatch;
import openbell.wire.marketdata.QuoteBatch;
import openbell.wire.marketdata.TradeBatch;

/** Publishes to the bus: per shard one batch of each kind, split where it would exceed 64 KB. */
public final class BusPublisher implements MarketDataSink {
  private static final int MAX_BYTES = 64 * 1024;
  // At most: of a batch's own fields, and of what an entry adds to its message.
  private static final int BATCH_BYTES = 64;
  private static final int ENTRY_BYTES = 64;

  private final Bus bus;
  private final int shards;
  private final String source;
  private final LongSupplier nowMicros;

  public BusPublisher(Bus bus, int shards, String source, LongSupplier nowMicros) {
    this.bus = bus;
    this.shards = shards;
    this.source = source;
    this.nowMicros = nowMicros;
  }

  @Override
  public void accept(MarketDataChanges changes) {
    publish(changes.quotes(), Addresses::quotes, this::quoteBatch);
    publish(changes.depths(), Addresses::encodedDepth, this::depthBatch);
    publish(changes.trades(), Addresses::trades, this::tradeBatch);
  }

  @Override
  public void heartbeat() {
    for (var shard = 0; shard < shards; shard++) {
      bus.publish(Addresses.quotes(shard), quoteBatch(List.of()));
    }
  }

  private <E extends Encoded> void publish(
      List<E> messages, IntFunction<String> address, Function<List<E>, Message> batch) {
    var byShard = Partitions.of(messages, shards);
    for (var shard = 0; shard < byShard.size(); shard++) {
      var to = address.apply(shard);
      inBatches(byShard.get(shard), some -> bus.publish(to, batch.apply(some)));
    }
  }

  private static <E extends Encoded> void inBatches(List<E> messages, Consumer<List<E>> publish) {
    var from = 0;
    var bytes = BATCH_BYTES;
    for (var at = 0; at < messages.size(); at++) {
      var size = messages.get(at).bytes().size() + ENTRY_BYTES;
      if (bytes + size > MAX_BYTES && at > from) {
        publish.accept(messages.subList(from, at));
        from = at;
        bytes = BATCH_BYTES;
      }
      bytes += size;
    }
    if (from < messages.size()) {
      publish.accept(messages.subList(from, messages.size()));
    }
  }

  private QuoteBatch quoteBatch(List<EncodedQuote> quotes) {
    var batch = QuoteBatch.newBuilder().setSource(source).setSentAt(nowMicros.getAsLong());
    quotes.forEach(encoded -> batch.addQuotes(encoded.quote()));
    return batch.build();
  }

  private EncodedDepthBatch depthBatch(List<EncodedDepth> depths) {
    var batch = EncodedDepthBatch.newBuilder().setSource(source);
    for (var encoded : depths) {
      batch.addDepths(
          openbell.wire.marketdata.EncodedDepth.newBuilder()
              .setSymbol(encoded.symbol())
              .setEpoch(encoded.epoch())
              .setSeq(encoded.seq())
              .setDepth(encoded.bytes()));
    }
    return batch.build();
  }

  private TradeBatch tradeBatch(List<EncodedTrade> trades) {
    var batch = TradeBatch.newBuilder().setSource(source);
    trades.forEach(encoded -> batch.addTrades(encoded.trade()));
    return batch.build();
  }
}
