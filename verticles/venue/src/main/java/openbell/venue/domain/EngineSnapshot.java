package openbell.venue.domain;

import java.util.List;
import java.util.Map;
import openbell.model.TradingHalt;
import openbell.venue.domain.VenueCommand.OrderCommand;

/**
 * All that a {@link MatchingEngine} knows, before the record at {@code nextOffset}.
 *
 * @param now the latest time of the log, microseconds
 * @param listings in the order in which they were listed
 * @param sessions the session of each market, by MIC
 * @param live of each symbol its buys, its sells, in the order in which they would trade, then
 *     those that wait for their trigger, in the order in which they would be triggered
 * @param finished what this session remembers, oldest first
 * @param parked commands that wait for an earlier one of their order
 */
public record EngineSnapshot(
    long nextOffset,
    long now,
    List<ListingSnapshot> listings,
    Map<String, SessionView> sessions,
    List<OrderSnapshot> live,
    List<OrderSnapshot> finished,
    List<OrderCommand> parked) {

  /**
   * What is known of a symbol beside its orders.
   *
   * @param lastPx the last trade, 0 before the first
   */
  public record ListingSnapshot(
      String symbol, long previousClosePx, long lastPx, TradingHalt halt) {}
}
