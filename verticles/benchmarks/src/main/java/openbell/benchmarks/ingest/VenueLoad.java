package openbell.benchmarks.ingest;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import openbell.model.Addresses;
import openbell.runtime.Bus;
import openbell.wire.venue.VenueMarketData;
import openbell.wire.venue.VenueSnapshotRequest;

/**
 * Speaks as the internal venue does, on the bus of the node under test: a message a partition and 2
 * ms. Stamps are intended times, so that a load that is held up makes its updates old. A bus holds
 * nobody back: what a connection would do is done here, and the load waits for a feed handler that
 * is a second behind ({@link Room}). Sends on the caller's thread, answers snapshot requests on
 * any.
 */
final class VenueLoad {
  private static final long EPOCH = 1;

  private final Bus bus;
  private final LoadMarket<VenueBook> market = market();
  private final LongSupplier taken;
  private final long[] seqs = new long[LoadMarket.PARTITIONS];
  private final List<VenueMarketData.Builder> messages = new ArrayList<>();
  // Of what was sent last: a snapshot that were younger would make what is sent late look wrong.
  private long stampMicros = nowMicros();

  /**
   * A load that has sent nothing.
   *
   * @param taken how many depths and trades the feed handler has taken or refused so far
   */
  VenueLoad(Bus bus, LongSupplier taken) {
    this.bus = bus;
    this.taken = taken;
    for (var partition = 0; partition < LoadMarket.PARTITIONS; partition++) {
      messages.add(VenueMarketData.newBuilder());
    }
  }

  private static LoadMarket<VenueBook> market() {
    var levels = new VenueLevels();
    return new LoadMarket<>(number -> new VenueBook(levels, number));
  }

  /** What the platform must end with. */
  List<VenueBook> books() {
    return market.books();
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
  JsonObject run(int rate, int seconds) {
    var room = new Room(taken);
    return LoadRun.run(
        rate,
        seconds,
        (from, to, clock) -> {
          var due = Math.max(from, Math.min(to, room.end(from)));
          send(from, due, clock);
          return due;
        });
  }

  private synchronized void send(long from, long to, LoadRun clock) {
    for (var i = from; i < to; i++) {
      change(clock.micros(i));
      stampMicros = clock.micros(i);
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
      snapshot.addDepths(market.book(number).depth(stampMicros));
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
