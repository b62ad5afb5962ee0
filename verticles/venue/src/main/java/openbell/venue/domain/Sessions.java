package openbell.venue.domain;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The trade date of each market's session, as the log tells it: a command for a later date begins
 * that session. Dates are YYYYMMDD, which compare as numbers.
 */
final class Sessions {
  private final Map<String, Integer> tradeDates = new HashMap<>();

  /** The market's trade date, 0 before its first command. */
  int tradeDate(String mic) {
    return tradeDates.getOrDefault(mic, 0);
  }

  boolean isLater(String mic, int tradeDate) {
    return tradeDate > tradeDate(mic);
  }

  void begin(String mic, int tradeDate) {
    tradeDates.put(mic, tradeDate);
  }

  Map<String, Integer> all() {
    return Map.copyOf(tradeDates);
  }

  /**
   * Whether a command of this instant may name this date: not beyond tomorrow in UTC, which is
   * today somewhere. A wild date would else end every order's day.
   */
  static boolean isPlausible(int tradeDate, long nowMicros) {
    var tomorrow = LocalDate.ofEpochDay(TimeUnit.MICROSECONDS.toDays(nowMicros) + 1);
    return tradeDate
        <= tomorrow.getYear() * 10_000 + tomorrow.getMonthValue() * 100 + tomorrow.getDayOfMonth();
  }
}
