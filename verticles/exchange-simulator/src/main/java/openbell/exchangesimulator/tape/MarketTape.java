package openbell.exchangesimulator.tape;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import openbell.model.Addresses;
import openbell.runtime.Bus;
import openbell.runtime.SequencedLine;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.Trade;
import openbell.wire.venue.VenueMarketData;
import openbell.wire.venue.VenueSnapshotRequest;

/**
 * The venue's market data as the exchange's doors serve them: the newest book of every symbol, and
 * each change in order. A gap on the bus is mended from the partition's snapshot, which listeners
 * see as the books that it changed. Runs on the event loop that started it, which owns it; doors
 * live on that loop too.
 */
public final class MarketTape {
  private static final int MAX_HELD = 4_096;
  private static final long RETRY_MS = 250;
  private static final long WATCH_MS = 500;
  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Vertx vertx;
  private final Bus bus;
  private final List<Line> lines = new ArrayList<>();
  private final List<TapeListener> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, Depth> newest = new LinkedHashMap<>();
  private long watchTimer;
  private boolean stopped;

  /** A tape of a venue's partitions; nothing is read before {@link #start}. */
  public MarketTape(Vertx vertx, Bus bus, int partitions) {
    this.vertx = vertx;
    this.bus = bus;
    for (var partition = 0; partition < partitions; partition++) {
      lines.add(new Line(partition));
    }
  }

  /** Begins to read, on the calling event loop. */
  public void start() {
    lines.forEach(Line::start);
    watchTimer = vertx.setPeriodic(WATCH_MS, tick -> lines.forEach(Line::watch));
  }

  /** Reads nothing more; listeners are told nothing after this call. */
  public Future<Void> stop() {
    stopped = true;
    vertx.cancelTimer(watchTimer);
    return Future.join(lines.stream().map(line -> line.consumer.unregister()).toList()).mapEmpty();
  }

  /** Tells a listener of everything from now on; what stands already is in {@link #newest()}. */
  public void listen(TapeListener listener) {
    listeners.add(listener);
  }

  /** Tells a listener no more. */
  public void forget(TapeListener listener) {
    listeners.remove(listener);
  }

  /** The newest book of a symbol, empty while the venue has not shown it. */
  public Optional<Depth> newest(String symbol) {
    return Optional.ofNullable(newest.get(symbol));
  }

  /** The newest book of every symbol, in the order in which the symbols came; a view. */
  public Collection<Depth> newest() {
    return Collections.unmodifiableCollection(newest.values());
  }

  /** Whether every partition speaks without a gap: otherwise some books may be old. */
  public boolean isLive() {
    return lines.stream().allMatch(Line::isLive);
  }

  private void tellDepth(Depth depth) {
    newest.put(depth.getSymbol(), depth);
    listeners.forEach(listener -> listener.depth(depth));
  }

  private void tellTrade(Trade trade) {
    listeners.forEach(listener -> listener.trade(trade));
  }

  /** One partition of the venue. */
  private final class Line {
    private final int partition;
    private final SequencedLine<VenueMarketData> sequence = new SequencedLine<>(MAX_HELD);
    private final HashSet<String> symbols = new HashSet<>();
    private MessageConsumer<VenueMarketData> consumer;
    private boolean requested;
    private long heardAtNanos;

    Line(int partition) {
      this.partition = partition;
    }

    boolean isLive() {
      return sequence.isLive() && !isSilent();
    }

    void start() {
      consumer = bus.subscribe(Addresses.venueMarketData(partition), this::heard);
      requestSnapshot();
    }

    void watch() {
      if (isSilent()) {
        requestSnapshot();
      }
    }

    private boolean isSilent() {
      return System.nanoTime() - heardAtNanos > SILENT_NANOS;
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
        case HELD, GAP -> requestSnapshot();
        case DUPLICATE, OUT_OF_ORDER -> {}
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
          .onFailure(failure -> missed());
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
      if (!sequence.isLive()) {
        missed();
      }
    }

    private void missed() {
      if (stopped) {
        return;
      }
      sequence.lose();
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
      var absent = new HashSet<>(symbols);
      for (var depth : snapshot.getDepthsList()) {
        absent.remove(depth.getSymbol());
        if (!depth.equals(newest.get(depth.getSymbol()))) {
          show(depth);
        }
      }
      absent.forEach(
          symbol -> show(Depth.newBuilder(newest.get(symbol)).clearBids().clearAsks().build()));
    }

    private void apply(VenueMarketData data) {
      data.getTradesList().forEach(MarketTape.this::tellTrade);
      data.getDepthsList().forEach(this::show);
    }

    private void show(Depth depth) {
      symbols.add(depth.getSymbol());
      tellDepth(depth);
    }
  }
}
