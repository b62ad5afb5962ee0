package openbell.feedhandler.session;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import openbell.feedhandler.domain.DepthLevels;
import openbell.feedhandler.domain.FeedDepth;
import openbell.feedhandler.domain.FeedTrade;
import openbell.feedhandler.domain.Verdict;
import openbell.model.Addresses;
import openbell.model.Side;
import openbell.runtime.Bus;
import openbell.runtime.SequencedLine;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.PriceLevel;
import openbell.wire.marketdata.Trade;
import openbell.wire.reference.Instrument;
import openbell.wire.venue.VenueMarketData;
import openbell.wire.venue.VenueSnapshotRequest;

/**
 * What the internal venue publishes: one line per venue partition. At the start, at a gap, at a new
 * epoch and when a line is silent for 2 s it asks for the partition's snapshot.
 */
public final class SimulatorSession implements FeedSession {
  private static final int MAX_HELD = 4_096;
  private static final long RETRY_MS = 250;
  private static final long WATCH_MS = 500;
  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Vertx vertx;
  private final Bus bus;
  private final List<Line> lines = new ArrayList<>();
  private final FeedDepth depth = new FeedDepth();
  private FeedListener listener;
  private long watchTimer;
  private boolean stopped;

  public SimulatorSession(Vertx vertx, Bus bus, int partitions) {
    this.vertx = vertx;
    this.bus = bus;
    for (var partition = 0; partition < partitions; partition++) {
      lines.add(new Line(partition));
    }
  }

  @Override
  public String name() {
    return "simulator";
  }

  @Override
  public OptionalInt lineOf(Instrument instrument) {
    return instrument.getVenuePartition() < lines.size()
        ? OptionalInt.of(instrument.getVenuePartition())
        : OptionalInt.empty();
  }

  @Override
  public void start(FeedListener feedListener) {
    listener = feedListener;
    lines.forEach(Line::start);
    watchTimer = vertx.setPeriodic(WATCH_MS, tick -> lines.forEach(Line::watch));
  }

  @Override
  public Future<Void> stop() {
    stopped = true;
    vertx.cancelTimer(watchTimer);
    return Future.join(lines.stream().map(line -> line.consumer.unregister()).toList()).mapEmpty();
  }

  /** One partition of the venue. */
  private final class Line {
    private final int partition;
    private final SequencedLine<VenueMarketData> sequence = new SequencedLine<>(MAX_HELD);
    private MessageConsumer<VenueMarketData> consumer;
    private boolean requested;
    private long heardAtNanos;

    Line(int partition) {
      this.partition = partition;
    }

    void start() {
      consumer = bus.subscribe(Addresses.venueMarketData(partition), this::heard);
      listener.lineDown(partition, "awaits the venue's snapshot");
      requestSnapshot();
    }

    void watch() {
      if (System.nanoTime() - heardAtNanos > SILENT_NANOS) {
        requestSnapshot();
      }
    }

    private void heard(VenueMarketData data) {
      if (stopped) {
        return;
      }
      switch (sequence.offer(data.getEpoch(), data.getSeq(), data)) {
        case APPLY -> {
          heardAtNanos = System.nanoTime();
          apply(data);
        }
        case HELD -> requestSnapshot();
        case GAP -> {
          listener.rejected(Verdict.GAP);
          listener.lineDown(partition, "missed messages of the venue");
          requestSnapshot();
        }
        case DUPLICATE -> listener.rejected(Verdict.DUPLICATE);
        case OUT_OF_ORDER -> listener.rejected(Verdict.OUT_OF_ORDER);
      }
    }

    private void requestSnapshot() {
      if (requested || stopped) {
        return;
      }
      requested = true;
      bus.<VenueMarketData>request(
              Addresses.venueSnapshot(partition),
              VenueSnapshotRequest.newBuilder().setPartition(partition).build())
          .onSuccess(this::recover)
          .onFailure(failure -> missed(failure.getMessage()));
    }

    private void recover(VenueMarketData snapshot) {
      requested = false;
      if (stopped) {
        return;
      }
      heardAtNanos = System.nanoTime();
      if (sequence.isNews(snapshot.getEpoch(), snapshot.getSeq())) {
        applySnapshot(snapshot);
        sequence.recover(snapshot.getEpoch(), snapshot.getSeq()).forEach(this::apply);
      }
      if (sequence.isLive()) {
        listener.lineUp(partition);
      } else {
        missed("the snapshot is older than what was held");
      }
    }

    private void missed(String why) {
      if (stopped) {
        return;
      }
      sequence.lose();
      listener.lineDown(partition, why);
      requested = true;
      vertx
          .timer(RETRY_MS, TimeUnit.MILLISECONDS)
          .onSuccess(
              waited -> {
                requested = false;
                requestSnapshot();
              });
    }

    private void applySnapshot(VenueMarketData snapshot) {
      var symbols = new HashSet<String>();
      for (var said : snapshot.getDepthsList()) {
        symbols.add(said.getSymbol());
        fill(said);
        listener.snapshot(depth);
      }
      listener.snapshotEnd(partition, symbols);
    }

    private void apply(VenueMarketData data) {
      for (var trade : data.getTradesList()) {
        applyTrade(trade);
      }
      for (var said : data.getDepthsList()) {
        fill(said);
        listener.depth(depth);
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
