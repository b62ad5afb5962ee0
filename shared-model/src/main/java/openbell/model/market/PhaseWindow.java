package openbell.model.market;

import java.time.Instant;

/** One phase of one trade date: from inclusive, to exclusive. */
public record PhaseWindow(TradingPhase phase, Instant from, Instant to) {

  public boolean contains(Instant instant) {
    return !instant.isBefore(from) && instant.isBefore(to);
  }
}
