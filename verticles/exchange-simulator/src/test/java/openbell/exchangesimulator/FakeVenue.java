package openbell.exchangesimulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import openbell.model.Addresses;
import openbell.runtime.Bus;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.PriceLevel;
import openbell.wire.marketdata.Trade;
import openbell.wire.venue.VenueMarketData;
import openbell.wire.venue.VenueSnapshotRequest;

/** One partition of a venue on a local bus: numbers what it says, answers with its books. */
public final class FakeVenue {
  private static final long BEAT_MS = 1_000;

  private final Bus bus;
  private final int partition;
  private final Map<String, Depth> books = new LinkedHashMap<>();
  private long epoch = 1;
  private long seq;
  private boolean losing;
  private boolean silent;

  public FakeVenue(Bus bus, int partition) {
    this.bus = bus;
    this.partition = partition;
  }

  /** Serves its snapshot from now on. */
  public Future<Void> open() {
    return bus.<VenueSnapshotRequest>serve(
        Addresses.venueSnapshot(partition), request -> Future.succeededFuture(snapshot()));
  }

  /** From now on an empty message each second, as the real venue sends while nothing happens. */
  public void beat(Vertx vertx) {
    vertx.setPeriodic(BEAT_MS, tick -> pulse());
  }

  /** Answers nobody and says nothing of itself any more. */
  public Future<Void> fallSilent() {
    silence(true);
    return bus.stopServing(Addresses.venueSnapshot(partition));
  }

  /** Answers and beats again. */
  public Future<Void> comeBack() {
    silence(false);
    return open();
  }

  /** Levels are price, quantity, price, quantity..., best first. */
  public static Depth depth(String symbol, long asOf, List<Long> bids, List<Long> asks) {
    return Depth.newBuilder()
        .setSymbol(symbol)
        .setAsOf(asOf)
        .addAllBids(levels(bids))
        .addAllAsks(levels(asks))
        .build();
  }

  /** Publishes trades and the books after them as one message. */
  public synchronized void say(List<Trade> trades, List<Depth> depths) {
    depths.forEach(depth -> books.put(depth.getSymbol(), depth));
    seq++;
    if (!losing) {
      bus.publish(
          Addresses.venueMarketData(partition),
          message().addAllTrades(trades).addAllDepths(depths).build());
    }
  }

  /** From now on nothing that is said arrives. */
  public synchronized void loseMessages(boolean lose) {
    losing = lose;
  }

  /** A new owner that knows nothing of the books before. */
  public synchronized void restart() {
    epoch++;
    seq = 0;
    books.clear();
  }

  /** What every symbol's book is now. */
  public synchronized List<Depth> books() {
    return List.copyOf(books.values());
  }

  private synchronized void silence(boolean isSilent) {
    silent = isSilent;
  }

  private synchronized void pulse() {
    if (!silent) {
      say(List.of(), List.of());
    }
  }

  private synchronized VenueMarketData snapshot() {
    return message().addAllDepths(books.values()).build();
  }

  private VenueMarketData.Builder message() {
    return VenueMarketData.newBuilder().setPartition(partition).setEpoch(epoch).setSeq(seq);
  }

  private static List<PriceLevel> levels(List<Long> pricesAndQuantities) {
    var levels = new java.util.ArrayList<PriceLevel>();
    for (var i = 0; i < pricesAndQuantities.size(); i += 2) {
      levels.add(
          PriceLevel.newBuilder()
              .setPx(pricesAndQuantities.get(i))
              .setQty(pricesAndQuantities.get(i + 1))
              .build());
    }
    return levels;
  }
}
