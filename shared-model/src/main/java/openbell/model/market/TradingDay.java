package openbell.model.market;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * One trade date of a market, its phases as instants in their order. Between two windows, before
 * the first and after the last the market is CLOSED.
 */
public record TradingDay(LocalDate date, List<PhaseWindow> windows) {
  public TradingDay {
    windows = List.copyOf(windows);
  }

  /** The trade date (FIX 75) as YYYYMMDD. */
  public int tradeDate() {
    return Market.yyyymmdd(date);
  }

  /** The phase at an instant; CLOSED outside all windows. */
  public TradingPhase phaseAt(Instant instant) {
    return windows.stream()
        .filter(window -> window.contains(instant))
        .map(PhaseWindow::phase)
        .findFirst()
        .orElse(TradingPhase.CLOSED);
  }

  /** When orders begin to be collected: the start of the first phase of the day. */
  public Instant begin() {
    return windows.getFirst().from();
  }

  public Instant regularOpen() {
    return regular().from();
  }

  /** When DAY orders expire. */
  public Instant regularClose() {
    return regular().to();
  }

  private PhaseWindow regular() {
    return windows.stream()
        .filter(window -> window.phase() == TradingPhase.REGULAR)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(date + " has no regular session"));
  }
}
