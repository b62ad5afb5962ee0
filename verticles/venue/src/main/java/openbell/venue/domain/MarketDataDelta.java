package openbell.venue.domain;

import java.util.List;
import openbell.model.Side;

/** What a batch of records changed for the public: the depths as they are now, and all trades. */
public record MarketDataDelta(List<Depth> depths, List<Trade> trades) {

  /** The best levels of both sides, best first. */
  public record Depth(String symbol, List<Level> bids, List<Level> asks, long asOf) {}

  public record Level(long price, long quantity) {}

  public record Trade(
      String symbol,
      long price,
      long quantity,
      Side aggressor,
      long transactTime,
      String trdMatchId) {}

  public boolean isEmpty() {
    return depths.isEmpty() && trades.isEmpty();
  }
}
