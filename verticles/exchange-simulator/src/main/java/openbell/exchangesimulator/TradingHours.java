package openbell.exchangesimulator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import openbell.model.market.Market;

/**
 * When the street trades: while the venue takes orders. A market without a calendar is open, its
 * date that of UTC.
 *
 * @param markets the calendars by MIC
 * @param isAlwaysOpen whether every market trades at any hour
 */
record TradingHours(Map<String, Market> markets, boolean isAlwaysOpen) {

  /** The trade date of a market at an instant, as YYYYMMDD. */
  int tradeDate(String mic, Instant now) {
    var market = markets.get(mic);
    if (market != null) {
      return market.tradeDate(now);
    }
    var date = now.atZone(ZoneOffset.UTC).toLocalDate();
    return date.getYear() * 10_000 + date.getMonthValue() * 100 + date.getDayOfMonth();
  }

  /** The markets that take no orders at an instant, by MIC. */
  Set<String> closed(Instant now) {
    if (isAlwaysOpen) {
      return Set.of();
    }
    return markets.values().stream()
        .filter(market -> !takesOrders(market, now))
        .map(Market::mic)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean takesOrders(Market market, Instant now) {
    return switch (market.phaseAt(now)) {
      case PRE_OPEN, REGULAR -> true;
      case CLOSED, POST_CLOSE -> false;
    };
  }
}
