package openbell.feedhandler.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * The listings of one share in this feed, and the average price of its day over all of them. Owned
 * by one {@link Normaliser}; allocates nothing per trade.
 */
final class ShareListings {
  private final List<SymbolState> listings = new ArrayList<>(2);
  private final Turnover turnover = new Turnover();

  void add(SymbolState listing) {
    listings.add(listing);
  }

  void remove(SymbolState listing) {
    listings.remove(listing);
  }

  int size() {
    return listings.size();
  }

  SymbolState get(int index) {
    return listings.get(index);
  }

  /**
   * The average over all venues, weighted by volume, 1/10,000, rounded down; 0 where there is but
   * one venue, and before the first trade. A venue that has not traded on the newest trade date of
   * them all is left out: its figures are of the day before.
   */
  long vwapPx() {
    if (listings.size() < 2) {
      return 0;
    }
    var tradeDate = newestTradeDate();
    var volume = 0L;
    turnover.reset(0, 0);
    for (var index = 0; index < listings.size(); index++) {
      var day = listings.get(index).day();
      if (day.tradeDate() == tradeDate) {
        volume = Math.addExact(volume, day.volume());
        day.addTurnoverTo(turnover);
      }
    }
    return turnover.vwapPx(volume);
  }

  private long newestTradeDate() {
    var newest = Long.MIN_VALUE;
    for (var index = 0; index < listings.size(); index++) {
      newest = Math.max(newest, listings.get(index).day().tradeDate());
    }
    return newest;
  }
}
