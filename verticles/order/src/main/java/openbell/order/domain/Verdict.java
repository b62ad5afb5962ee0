package openbell.order.domain;

import java.util.List;

/**
 * What risk said of an order: allowed if there are no refusals.
 *
 * @param worstPx the price it is sent to the venue with
 * @param tradeDate of the session under way, or of the one it is queued for
 * @param queue whether the market is closed and the order is held until its next session
 */
public record Verdict(
    List<Refusal> refusals,
    long worstPx,
    int tradeDate,
    int venuePartition,
    String currency,
    boolean queue) {
  public Verdict {
    refusals = List.copyOf(refusals);
  }

  public boolean isAllowed() {
    return refusals.isEmpty();
  }
}
