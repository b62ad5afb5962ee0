package openbell.venue.domain;

import java.util.List;
import java.util.Map;
import openbell.venue.domain.VenueCommand.OrderCommand;

/**
 * All that a {@link MatchingEngine} knows, before the record at {@code nextOffset}.
 *
 * @param now the latest time of the log, microseconds
 * @param symbols in the order of their listing
 * @param tradeDates the session of each market, YYYYMMDD by MIC
 * @param resting of each symbol its buys, then its sells, in the order in which they would trade
 * @param finished what this session remembers, oldest first
 * @param parked commands that wait for an earlier one of their order
 */
public record EngineSnapshot(
    long nextOffset,
    long now,
    List<String> symbols,
    Map<String, Integer> tradeDates,
    List<OrderSnapshot> resting,
    List<OrderSnapshot> finished,
    List<OrderCommand> parked) {}
