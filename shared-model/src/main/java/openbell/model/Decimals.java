package openbell.model;

import java.util.OptionalLong;

/**
 * Decimal strings to scaled longs and back: {@code "2850.05"} is 28,500,500 at scale 4. Strict and
 * exact: no exponent, no sign but a leading minus, no digits beyond the scale, no overflow.
 */
public final class Decimals {
  /** Digits after the point of every price and every amount of money. */
  public static final int MONEY_SCALE = 4;

  /** Units of 1/10,000 in one currency unit. */
  public static final long MONEY_UNITS = 10_000;

  private static final int MAX_LENGTH = 24;

  private Decimals() {}

  /** A price or an amount in 1/10,000; empty if the text is no decimal of at most four digits. */
  public static OptionalLong parseMoney(String text) {
    return parse(text, MONEY_SCALE);
  }

  /** A whole quantity; {@code "10"} and {@code "10.000"} are 10; empty for any other text. */
  public static OptionalLong parseQuantity(String text) {
    return parse(text, 0);
  }

  /**
   * The scaled value of a decimal string; empty if it is malformed, more precise than the scale
   * (zeros beyond it are allowed) or beyond a long.
   */
  public static OptionalLong parse(String text, int scale) {
    var length = text.length();
    var at = 0;
    var negative = length > 0 && text.charAt(0) == '-';
    if (negative) {
      at++;
    }
    if (at >= length || length > MAX_LENGTH || !isDigit(text.charAt(at))) {
      return OptionalLong.empty();
    }
    long value = 0;
    var point = -1;
    for (; at < length; at++) {
      var c = text.charAt(at);
      if (c == '.' && point < 0 && at + 1 < length) {
        point = at;
        continue;
      }
      if (!isDigit(c)) {
        return OptionalLong.empty();
      }
      if (point >= 0 && at - point > scale) {
        if (c != '0') {
          return OptionalLong.empty();
        }
        continue;
      }
      if (value > (Long.MAX_VALUE - (c - '0')) / 10) {
        return OptionalLong.empty();
      }
      value = value * 10 + (c - '0');
    }
    var missing = scale - (point < 0 ? 0 : Math.min(scale, length - point - 1));
    for (; missing > 0; missing--) {
      if (value > Long.MAX_VALUE / 10) {
        return OptionalLong.empty();
      }
      value *= 10;
    }
    return OptionalLong.of(negative ? -value : value);
  }

  /** The text of an amount in 1/10,000, with two to four digits after the point. */
  public static String formatMoney(long scaled) {
    var negative = scaled < 0;
    var whole = Math.abs(scaled / MONEY_UNITS);
    var fraction = (int) Math.abs(scaled % MONEY_UNITS);
    var text = new StringBuilder(24);
    if (negative) {
      text.append('-');
    }
    text.append(whole).append('.');
    text.append((char) ('0' + fraction / 1000)).append((char) ('0' + fraction / 100 % 10));
    if (fraction % 100 != 0) {
      text.append((char) ('0' + fraction / 10 % 10));
      if (fraction % 10 != 0) {
        text.append((char) ('0' + fraction % 10));
      }
    }
    return text.toString();
  }

  /** The text of a whole quantity. */
  public static String formatQuantity(long units) {
    return Long.toString(units);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
