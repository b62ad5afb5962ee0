package openbell.benchmarks.ingest;

import java.util.HashMap;
import java.util.Map;
import openbell.wire.marketdata.PriceLevel;

/**
 * Each price level that a load speaks of, made once: its books leave nothing behind that the
 * collector of the process under test would have to carry. For one thread.
 */
final class VenueLevels {
  private static final int QTY_SPAN = 256;

  private final Map<Long, PriceLevel[]> byPx = new HashMap<>();

  /** The level of a price and a quantity of {@code VenueBook.MIN_QTY} less 128, or 127 more. */
  PriceLevel level(long px, long qty) {
    var ofPx = byPx.computeIfAbsent(px, first -> new PriceLevel[QTY_SPAN]);
    var at = (int) (qty - VenueBook.MIN_QTY + QTY_SPAN / 2);
    if (ofPx[at] == null) {
      ofPx[at] = PriceLevel.newBuilder().setPx(px).setQty(qty).build();
    }
    return ofPx[at];
  }
}
