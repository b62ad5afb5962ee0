package openbell.feedhandler.domain;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * The trade dates of one market: from midnight to midnight in its zone. Keeps the day that was
 * asked for last, so that asking again within it costs two comparisons.
 */
public final class TradeDays {
  private final ZoneId zone;
  private long from = Long.MAX_VALUE;
  private long to = Long.MIN_VALUE;

  public TradeDays(ZoneId zone) {
    this.zone = zone;
  }

  /** The first microsecond of the trade date after the one that holds an instant. */
  public long endOfDay(long micros) {
    if (micros < from || micros >= to) {
      var date = Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atZone(zone).toLocalDate();
      from = ChronoUnit.MICROS.between(Instant.EPOCH, date.atStartOfDay(zone).toInstant());
      to =
          ChronoUnit.MICROS.between(Instant.EPOCH, date.plusDays(1).atStartOfDay(zone).toInstant());
    }
    return to;
  }
}
