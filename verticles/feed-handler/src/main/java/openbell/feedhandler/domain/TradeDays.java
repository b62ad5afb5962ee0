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
  private long date;

  public TradeDays(ZoneId zone) {
    this.zone = zone;
  }

  /** The trade date that holds an instant, in days since 1970-01-01. */
  long dateOf(long micros) {
    endOfDay(micros);
    return date;
  }

  /** The first microsecond of the trade date after the one that holds an instant. */
  public long endOfDay(long micros) {
    if (micros < from || micros >= to) {
      var day = Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atZone(zone).toLocalDate();
      date = day.toEpochDay();
      from = ChronoUnit.MICROS.between(Instant.EPOCH, day.atStartOfDay(zone).toInstant());
      to = ChronoUnit.MICROS.between(Instant.EPOCH, day.plusDays(1).atStartOfDay(zone).toInstant());
    }
    return to;
  }
}
