package openbell.model.itch;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * ITCH's timestamps, nanoseconds since the exchange's midnight, and ours, microseconds since 1970.
 * Keeps the day that was asked for last. For one thread.
 */
public final class ItchStamps {
  private static final long HALF_DAY_MICROS = 43_200_000_000L;

  private final ZoneId zone;
  private LocalDate day = LocalDate.EPOCH;
  private long from;
  private long to;

  /** The stamps of an exchange whose midnight is that of a zone. */
  public ItchStamps(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * Nanoseconds from the last midnight to an instant; on a day of 25 hours it stops at the 24th.
   */
  public long nanos(long micros) {
    turnTo(micros);
    return Math.min((micros - from) * 1_000, 86_399_999_999_999L);
  }

  /** The instant of a stamp: of the days around now, the one that brings it nearest to now. */
  public long micros(long nanos, long nowMicros) {
    turnTo(nowMicros);
    var micros = from + nanos / 1_000;
    if (micros > nowMicros + HALF_DAY_MICROS) {
      return startOf(day.minusDays(1)) + nanos / 1_000;
    }
    return micros < nowMicros - HALF_DAY_MICROS ? to + nanos / 1_000 : micros;
  }

  private void turnTo(long micros) {
    if (micros < from || micros >= to) {
      day = Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atZone(zone).toLocalDate();
      from = startOf(day);
      to = startOf(day.plusDays(1));
    }
  }

  private long startOf(LocalDate date) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, date.atStartOfDay(zone).toInstant());
  }
}
