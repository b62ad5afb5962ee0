package openbell.exchangesimulator.tape;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import openbell.runtime.Bus;
import openbell.runtime.VenueFeed;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.Trade;
import openbell.wire.venue.VenueMarketData;

/**
 * The venue's market data as the exchange's doors serve them: the newest book of every symbol, and
 * each change in order. What a partition's snapshot mends after a gap listeners see as the books
 * that it changed. Runs on the event loop that started it, which owns it; doors live on that loop
 * too.
 */
public final class MarketTape {
  private final VenueFeed venue;
  private final List<TapeListener> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, Depth> newest = new LinkedHashMap<>();
  private final Map<Integer, Set<String>> symbols = new HashMap<>();

  /** A tape of a venue's partitions; nothing is read before {@link #start}. */
  public MarketTape(Vertx vertx, Bus bus, int partitions) {
    venue = new VenueFeed(vertx, bus, partitions, new Told());
  }

  /** Begins to read, on the calling event loop. */
  public void start() {
    venue.start();
  }

  /** Reads nothing more; listeners are told nothing after this call. */
  public Future<Void> stop() {
    return venue.stop();
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
    return venue.isLive();
  }

  private final class Told implements VenueFeed.Reader {
    @Override
    public void message(VenueMarketData data) {
      data.getTradesList().forEach(MarketTape.this::tell);
      data.getDepthsList().forEach(depth -> show(data.getPartition(), depth));
    }

    @Override
    public void snapshot(VenueMarketData whole) {
      var partition = whole.getPartition();
      var absent = new HashSet<>(symbols.getOrDefault(partition, Set.of()));
      for (var depth : whole.getDepthsList()) {
        absent.remove(depth.getSymbol());
        if (!depth.equals(newest.get(depth.getSymbol()))) {
          show(partition, depth);
        }
      }
      absent.forEach(
          symbol ->
              show(
                  partition, Depth.newBuilder(newest.get(symbol)).clearBids().clearAsks().build()));
    }
  }

  private void tell(Trade trade) {
    listeners.forEach(listener -> listener.trade(trade));
  }

  private void show(int partition, Depth depth) {
    symbols.computeIfAbsent(partition, first -> new HashSet<>()).add(depth.getSymbol());
    newest.put(depth.getSymbol(), depth);
    listeners.forEach(listener -> listener.depth(depth));
  }
}
