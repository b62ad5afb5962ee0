package openbell.feedhandler.session;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import openbell.feedhandler.domain.DepthLevels;
import openbell.feedhandler.domain.FeedDepth;
import openbell.feedhandler.domain.FeedTrade;
import openbell.feedhandler.domain.Verdict;
import openbell.model.Side;
import openbell.runtime.Bus;
import openbell.runtime.VenueFeed;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.PriceLevel;
import openbell.wire.marketdata.Trade;
import openbell.wire.reference.Instrument;
import openbell.wire.venue.VenueMarketData;

/** What the internal venue publishes: one line per venue partition. */
public final class SimulatorSession implements FeedSession {
  private final Vertx vertx;
  private final Bus bus;
  private final int partitions;
  private final FeedDepth depth = new FeedDepth();
  private FeedListener listener;
  private VenueFeed venue;

  public SimulatorSession(Vertx vertx, Bus bus, int partitions) {
    this.vertx = vertx;
    this.bus = bus;
    this.partitions = partitions;
  }

  @Override
  public String name() {
    return "simulator";
  }

  @Override
  public OptionalInt lineOf(Instrument instrument) {
    return instrument.getVenuePartition() < partitions
        ? OptionalInt.of(instrument.getVenuePartition())
        : OptionalInt.empty();
  }

  @Override
  public void start(FeedListener feedListener) {
    listener = feedListener;
    venue = new VenueFeed(vertx, bus, partitions, new Told());
    venue.start();
  }

  @Override
  public Future<Void> stop() {
    return venue.stop();
  }

  private final class Told implements VenueFeed.Reader {
    @Override
    public void message(VenueMarketData data) {
      for (var trade : data.getTradesList()) {
        applyTrade(trade);
      }
      for (var said : data.getDepthsList()) {
        fill(said);
        listener.depth(depth);
      }
    }

    @Override
    public void snapshot(VenueMarketData whole) {
      var symbols = new HashSet<String>();
      for (var said : whole.getDepthsList()) {
        symbols.add(said.getSymbol());
        fill(said);
        listener.snapshot(depth);
      }
      listener.snapshotEnd(whole.getPartition(), symbols);
    }

    @Override
    public void up(int partition) {
      listener.lineUp(partition);
    }

    @Override
    public void down(int partition, String why) {
      listener.lineDown(partition, why);
    }

    @Override
    public void leftOut(VenueFeed.LeftOut why) {
      listener.rejected(
          switch (why) {
            case GAP -> Verdict.GAP;
            case DUPLICATE -> Verdict.DUPLICATE;
            case OUT_OF_ORDER -> Verdict.OUT_OF_ORDER;
          });
    }

    @Override
    public void dropped(VenueMarketData unread) {
      for (var left = unread.getDepthsCount() + unread.getTradesCount(); left > 0; left--) {
        listener.rejected(Verdict.BACKLOG);
      }
    }
  }

  private void applyTrade(Trade trade) {
    switch (trade.getAggressor()) {
      case SIDE_BUY, SIDE_SELL ->
          listener.trade(
              new FeedTrade(
                  trade.getSymbol(),
                  trade.getPx(),
                  trade.getQty(),
                  Side.of(trade.getAggressor()),
                  trade.getTransactTime(),
                  trade.getTrdMatchId()));
      case SIDE_UNSPECIFIED, UNRECOGNIZED -> listener.rejected(Verdict.MALFORMED);
    }
  }

  private void fill(Depth said) {
    depth.begin(said.getSymbol(), said.getAsOf());
    fill(said.getBidsList(), depth.bids());
    fill(said.getAsksList(), depth.asks());
  }

  private static void fill(List<PriceLevel> said, DepthLevels levels) {
    // By index: the iterator of a Protobuf list was a sixth of the feed's processor time.
    for (var at = 0; at < said.size(); at++) {
      levels.add(said.get(at).getPx(), said.get(at).getQty());
    }
  }
}
