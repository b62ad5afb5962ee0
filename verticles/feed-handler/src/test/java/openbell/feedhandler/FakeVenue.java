package openbell.feedhandler;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import openbell.model.Addresses;
import openbell.runtime.Bus;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.PriceLevel;
import openbell.wire.marketdata.Trade;
import openbell.wire.venue.VenueMarketData;
import openbell.wire.venue.VenueSnapshotRequest;

/** One partition of a venue with one book: numbers what it says and answers with its snapshot. */
final class FakeVenue {
  private final Bus bus;
  private final int partition;
  private final String symbol;
  private final List<VenueMarketData> lost = new ArrayList<>();
  private long epoch = 1;
  private long seq;
  private long bidPx;
  private long asOf;
  private boolean losing;
  private int snapshots;

  FakeVenue(Bus bus, int partition, String symbol) {
    this.bus = bus;
    this.partition = partition;
    this.symbol = symbol;
  }

  Future<Void> open() {
    return bus.<VenueSnapshotRequest>serve(
        Addresses.venueSnapshot(partition), request -> Future.succeededFuture(snapshot()));
  }

  /** Answers nobody. */
  Future<Void> close() {
    return bus.stopServing(Addresses.venueSnapshot(partition));
  }

  private synchronized VenueMarketData snapshot() {
    snapshots++;
    return message().build();
  }

  /** From now on nothing that is said arrives. */
  synchronized void loseMessages(boolean lose) {
    losing = lose;
  }

  /** A new owner: seq begins again. */
  synchronized void restart() {
    epoch++;
    seq = 0;
  }

  /** The best bid is now this, after a trade at it. */
  synchronized void trade(long px, long qty, long transactTime) {
    bidPx = px;
    asOf = transactTime;
    seq++;
    say(
        message()
            .addTrades(
                Trade.newBuilder()
                    .setSymbol(symbol)
                    .setPx(px)
                    .setQty(qty)
                    .setAggressor(openbell.wire.common.Side.SIDE_SELL)
                    .setTransactTime(transactTime)
                    .setTrdMatchId(epoch + "-" + seq))
            .build());
  }

  /** Says the last message again. */
  synchronized void repeat() {
    say(message().build());
  }

  private void say(VenueMarketData data) {
    if (losing) {
      lost.add(data);
    } else {
      bus.publish(Addresses.venueMarketData(partition), data);
    }
  }

  private VenueMarketData.Builder message() {
    var depth = Depth.newBuilder().setSymbol(symbol).setAsOf(asOf);
    if (bidPx > 0) {
      depth.addBids(PriceLevel.newBuilder().setPx(bidPx).setQty(100));
    }
    return VenueMarketData.newBuilder()
        .setPartition(partition)
        .setEpoch(epoch)
        .setSeq(seq)
        .addDepths(depth);
  }

  synchronized int snapshotsAsked() {
    return snapshots;
  }

  synchronized int lost() {
    return lost.size();
  }
}
