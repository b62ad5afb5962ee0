package openbell.model.fix;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** FIX dates and times (UTCDateOnly, UTCTimeOnly, UTCTimestamp) to microseconds and back. */
public final class FixStamps {
  private static final int DATE_LENGTH = 8;
  private static final int TIME_LENGTH = 8;
  private static final int MAX_TIME_LENGTH = 18;

  private FixStamps() {}

  /** The microseconds of {@code 20260302-04:30:00[.fraction]}; empty if the text is none. */
  public static OptionalLong parse(String timestamp) {
    return timestamp.length() > DATE_LENGTH && timestamp.charAt(DATE_LENGTH) == '-'
        ? parse(timestamp.substring(0, DATE_LENGTH), timestamp.substring(DATE_LENGTH + 1))
        : OptionalLong.empty();
  }

  /**
   * The microseconds of {@code 20260302} and {@code 04:30:00[.fraction]}; digits beyond
   * microseconds are cut off. Empty if a text is malformed.
   */
  public static OptionalLong parse(String date, String time) {
    if (date.length() != DATE_LENGTH || !isTime(time)) {
      return OptionalLong.empty();
    }
    var hour = digits(time, 0, 2);
    var minute = digits(time, 3, 5);
    var second = digits(time, 6, 8);
    var year = digits(date, 0, 4);
    var monthDay = digits(date, 4, 8);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
      return OptionalLong.empty();
    }
    var fraction = time.length() == TIME_LENGTH ? 0 : fraction(time);
    if (year < 0 || monthDay < 0 || fraction < 0) {
      return OptionalLong.empty();
    }
    try {
      var days = LocalDate.of(year, monthDay / 100, monthDay % 100).toEpochDay();
      var seconds = days * 86_400 + hour * 3_600L + minute * 60L + second;
      return OptionalLong.of(TimeUnit.SECONDS.toMicros(seconds) + fraction);
    } catch (DateTimeException noSuchDay) {
      return OptionalLong.empty();
    }
  }

  /** UTCDateOnly of microseconds. */
  public static String date(long micros) {
    var at = at(micros);
    return String.format(
        Locale.ROOT, "%04d%02d%02d", at.getYear(), at.getMonthValue(), at.getDayOfMonth());
  }

  /** UTCTimeOnly of microseconds, with six digits after the point. */
  public static String time(long micros) {
    var at = at(micros);
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d.%06d",
        at.getHour(),
        at.getMinute(),
        at.getSecond(),
        at.getNano() / 1_000);
  }

  private static ZonedDateTime at(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atZone(ZoneOffset.UTC);
  }

  private static boolean isTime(String time) {
    var length = time.length();
    return length >= TIME_LENGTH
        && length <= MAX_TIME_LENGTH
        && time.charAt(2) == ':'
        && time.charAt(5) == ':'
        && (length == TIME_LENGTH || (time.charAt(TIME_LENGTH) == '.' && length > TIME_LENGTH + 1));
  }

  private static int fraction(String time) {
    var micros = 0;
    for (var place = 1; place <= 9; place++) {
      var at = TIME_LENGTH + place;
      var digit = at < time.length() ? time.charAt(at) - '0' : 0;
      if (digit < 0 || digit > 9) {
        return -1;
      }
      micros = place <= 6 ? micros * 10 + digit : micros;
    }
    return micros;
  }

  /** The number that these characters make, -1 if one is no digit. */
  private static int digits(String text, int from, int to) {
    var value = 0;
    for (var at = from; at < to; at++) {
      var digit = text.charAt(at) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
