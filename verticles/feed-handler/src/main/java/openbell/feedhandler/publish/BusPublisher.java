package openbell.feedhandler.publish;

import com.google.protobuf.MessageLite;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import openbell.model.Addresses;
import openbell.runtime.Bus;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.DepthBatch;
import openbell.wire.marketdata.Quote;
import openbell.wire.marketdata.QuoteBatch;
import openbell.wire.marketdata.Trade;
import openbell.wire.marketdata.TradeBatch;

/** Publishes to the bus: per shard one batch of each kind, split where it would exceed 64 KB. */
public final class BusPublisher implements MarketDataSink {
  private static final int MAX_BYTES = 64 * 1024;
  // Of a batch's own fields, and the tag and length of each of its messages.
  private static final int BATCH_BYTES = 64;
  private static final int ENTRY_BYTES = 6;

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
    publishQuotes(changes.quotes());
    publishDepths(changes.depths());
    publishTrades(changes.trades());
  }

  @Override
  public void heartbeat() {
    for (var shard = 0; shard < shards; shard++) {
      bus.publish(Addresses.quotes(shard), quoteBatch(List.of()));
    }
  }

  private void publishQuotes(List<Quote> quotes) {
    var byShard = Partitions.of(quotes, Quote::getSymbol, shards);
    for (var shard = 0; shard < shards; shard++) {
      var address = Addresses.quotes(shard);
      inBatches(byShard.get(shard), batch -> bus.publish(address, quoteBatch(batch)));
    }
  }

  private void publishDepths(List<Depth> depths) {
    var byShard = Partitions.of(depths, Depth::getSymbol, shards);
    for (var shard = 0; shard < shards; shard++) {
      var address = Addresses.depth(shard);
      inBatches(
          byShard.get(shard),
          batch ->
              bus.publish(
                  address, DepthBatch.newBuilder().setSource(source).addAllDepths(batch).build()));
    }
  }

  private void publishTrades(List<Trade> trades) {
    var byShard = Partitions.of(trades, Trade::getSymbol, shards);
    for (var shard = 0; shard < shards; shard++) {
      var address = Addresses.trades(shard);
      inBatches(
          byShard.get(shard),
          batch ->
              bus.publish(
                  address, TradeBatch.newBuilder().setSource(source).addAllTrades(batch).build()));
    }
  }

  private QuoteBatch quoteBatch(List<Quote> quotes) {
    return QuoteBatch.newBuilder()
        .setSource(source)
        .setSentAt(nowMicros.getAsLong())
        .addAllQuotes(quotes)
        .build();
  }

  private static <M extends MessageLite> void inBatches(
      List<M> messages, Consumer<List<M>> publish) {
    var from = 0;
    var bytes = BATCH_BYTES;
    for (var at = 0; at < messages.size(); at++) {
      var size = messages.get(at).getSerializedSize() + ENTRY_BYTES;
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
}
