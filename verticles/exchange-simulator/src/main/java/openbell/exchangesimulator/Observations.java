package openbell.exchangesimulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import openbell.wire.marketdata.Depth;
import openbell.wire.venue.VenueMarketData;

/**
 * What the participants see of the venue: the newest depth of each symbol, and how lately each
 * partition spoke. Filled by the bus, emptied by the simulator's thread.
 */
final class Observations {
  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Map<String, Depth> newest = new ConcurrentHashMap<>();
  private final Map<Integer, Long> heardAtNanos = new ConcurrentHashMap<>();

  void accept(VenueMarketData data) {
    heardAtNanos.put(data.getPartition(), System.nanoTime());
    data.getDepthsList().forEach(depth -> newest.put(depth.getSymbol(), depth));
  }

  /** The depths that came since the last call. */
  List<Depth> take() {
    var taken = new ArrayList<Depth>();
    for (var depths = newest.values().iterator(); depths.hasNext(); ) {
      taken.add(depths.next());
      depths.remove();
    }
    return taken;
  }

  /** Puts a depth back that could not be used yet, unless a newer one is there. */
  void putBack(Depth depth) {
    newest.putIfAbsent(depth.getSymbol(), depth);
  }

  /** Whether the partition is served: orders for one that is not would only pile up in its log. */
  boolean isAlive(int partition) {
    var heard = heardAtNanos.get(partition);
    return heard != null && System.nanoTime() - heard < SILENT_NANOS;
  }
}
