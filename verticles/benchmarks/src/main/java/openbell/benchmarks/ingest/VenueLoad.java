package openbell.benchmarks.ingest;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import openbell.model.Addresses;
import openbell.runtime.Bus;
import openbell.wire.venue.VenueMarketData;
import openbell.wire.venue.VenueSnapshotRequest;

/**
 * Speaks as the internal venue does, on the bus of the node under test: a message a partition and 2
 * ms. Stamps are intended times, so that a load that is held up makes its updates old. A bus holds
 * nobody back: what a connection would do is done here, and the load waits for a feed handler that
 * is a second behind. Sends on the caller's thread, answers snapshot requests on any.
 */
final class VenueLoad {
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long EPOCH = 1;
  private static final long MAX_AHEAD = 100_000;
  // Ten updates are ten depths and a trade.
  private static final int TEN = 10;
  private static final int ELEVEN = 11;

  private final Bus bus;
  private final LoadMarket market;
  private final LongSupplier taken;
  private final long[] seqs = new long[LoadMarket.PARTITIONS];
  private final List<VenueMarketData.Builder> messages = new ArrayList<>();

  /**
   * A load that has sent nothing.
   *
   * @param taken how many depths and trades the feed handler has taken or refused so far
   */
  VenueLoad(Bus bus, LoadMarket market, LongSupplier taken) {
    this.bus = bus;
    this.market = market;
    this.taken = taken;
    for (var partition = 0; partition < LoadMarket.PARTITIONS; partition++) {
      messages.add(VenueMarketData.newBuilder());
    }
  }

  /** Begins to answer snapshot requests. */
  Future<?> serve() {
    var served = new ArrayList<Future<Void>>();
    for (var partition = 0; partition < LoadMarket.PARTITIONS; partition++) {
      var mine = partition;
      served.add(
          bus.<VenueSnapshotRequest>serve(
              Addresses.venueSnapshot(mine), request -> Future.succeededFuture(snapshot(mine))));
    }
    return Future.all(served);
  }

  /** Sends so many updates a second for so long. Blocks. */
  void run(int rate, int seconds) {
    var startNanos = System.nanoTime();
    var startMicros = nowMicros();
    var total = (long) rate * seconds;
    var sent = 0L;
    var takenBefore = taken.getAsLong();
    while (sent < total) {
      var elapsed = System.nanoTime() - startNanos;
      var room = (taken.getAsLong() - takenBefore) * TEN / ELEVEN + MAX_AHEAD;
      var due = Math.max(sent, Math.min(total, Math.min(room, elapsed * rate / SECOND_NANOS)));
      send(sent, due, startMicros, rate);
      sent = due;
      LockSupport.parkNanos(TICK_NANOS - (System.nanoTime() - startNanos) % TICK_NANOS);
    }
  }

  private synchronized void send(long from, long to, long startMicros, int rate) {
    for (var i = from; i < to; i++) {
      change(startMicros + i * TimeUnit.SECONDS.toMicros(1) / rate);
    }
    for (var partition = 0; partition < LoadMarket.PARTITIONS; partition++) {
      if (messages.get(partition).getDepthsCount() > 0) {
        seqs[partition]++;
        bus.publish(Addresses.venueMarketData(partition), numbered(partition).build());
        messages.get(partition).clear();
      }
    }
  }

  private void change(long stampMicros) {
    var number = market.next();
    var book = market.book(number);
    var message = messages.get(LoadMarket.partition(number));
    if (book.change()) {
      message.addTrades(book.lastTrade(stampMicros));
    }
    message.addDepths(book.depth(stampMicros));
  }

  private synchronized VenueMarketData snapshot(int partition) {
    var snapshot = VenueMarketData.newBuilder();
    for (var number = partition; number < LoadMarket.SYMBOLS; number += LoadMarket.PARTITIONS) {
      snapshot.addDepths(market.book(number).depth(nowMicros()));
    }
    return snapshot.setPartition(partition).setEpoch(EPOCH).setSeq(seqs[partition]).build();
  }

  private VenueMarketData.Builder numbered(int partition) {
    return messages.get(partition).setPartition(partition).setEpoch(EPOCH).setSeq(seqs[partition]);
  }

  static long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }
}
