package openbell.order.domain;

import java.util.List;

/**
 * What risk said of an order: allowed if there are no refusals.
 *
 * @param worstPx the price it is sent to the venue with
 */
public record Verdict(
    List<Refusal> refusals, long worstPx, int tradeDate, int venuePartition, String currency) {
  public Verdict {
    refusals = List.copyOf(refusals);
  }

  public boolean isAllowed() {
    return refusals.isEmpty();
  }
}
