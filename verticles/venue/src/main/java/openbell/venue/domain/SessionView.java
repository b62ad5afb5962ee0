package openbell.venue.domain;

import openbell.model.market.TradingPhase;

/**
 * The session of a market, as the log told it.
 *
 * @param tradeDate YYYYMMDD, 0 before the first command
 * @param phase REGULAR where no record told one
 * @param isScheduled whether phases are told by records; if not, commands tell the trade date
 * @param isAlwaysOpen whether the market trades at any hour
 * @param endedDate the last trade date whose session ended by a record, 0 before the first
 */
public record SessionView(
    int tradeDate, TradingPhase phase, boolean isScheduled, boolean isAlwaysOpen, int endedDate) {

  static final SessionView UNKNOWN = new SessionView(0, TradingPhase.REGULAR, false, false, 0);

  void addTo(StateHash hash) {
    hash.add(tradeDate);
    hash.add(phase.name().hashCode());
    hash.add((isScheduled ? 1 : 0) + (isAlwaysOpen ? 2 : 0));
    hash.add(endedDate);
  }
}
