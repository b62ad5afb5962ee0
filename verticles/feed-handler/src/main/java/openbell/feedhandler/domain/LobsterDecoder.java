package openbell.feedhandler.domain;

import openbell.model.Side;

/**
 * Decodes lines of a LOBSTER message file from bytes: {@code 34200.017459617,5,0,1,2238200,-1}.
 * Allocates nothing and throws nothing, whatever the bytes are. For one thread.
 */
public final class LobsterDecoder {
  private static final long NANOS = 1_000_000_000;
  private static final long DAY_SECONDS = 86_400;
  private static final int MAX_DIGITS = 18;
  // More than any order has; what a level adds up stays far from the limit of a long.
  private static final long MAX_SHARES = 10_000_000_000L;
  private static final LobsterMessage.Type[] TYPES = LobsterMessage.Type.values();

  private byte[] line = {};
  private int at;
  private int end;
  private long number;
  private int digits;

  /**
   * Decodes one line without its line end.
   *
   * @param into filled if the answer is VALID, else with anything
   */
  public LobsterSyntax decode(byte[] bytes, int from, int to, LobsterMessage into) {
    line = bytes;
    at = from;
    end = to;
    if (!hasSixFields(from)) {
      return LobsterSyntax.FIELD_COUNT;
    }
    if (!time(into)) {
      return LobsterSyntax.TIME;
    }
    if (!field(false) || number < 1 || number > TYPES.length) {
      return LobsterSyntax.TYPE;
    }
    into.type(TYPES[(int) number - 1]);
    if (!field(false)) {
      return LobsterSyntax.ORDER_ID;
    }
    into.orderId(number);
    return amounts(into);
  }

  private LobsterSyntax amounts(LobsterMessage into) {
    var isHalt = into.type() == LobsterMessage.Type.HALT;
    if (!field(false) || (number == 0 && !isHalt) || number > MAX_SHARES) {
      return LobsterSyntax.SIZE;
    }
    into.qty(number);
    if (!field(isHalt) || (number == 0 && !isHalt)) {
      return LobsterSyntax.PRICE;
    }
    into.px(number);
    if (!field(true) || Math.abs(number) != 1) {
      return LobsterSyntax.DIRECTION;
    }
    into.restingSide(number == 1 ? Side.BUY : Side.SELL);
    return LobsterSyntax.VALID;
  }

  private boolean hasSixFields(int from) {
    var commas = 0;
    for (var i = from; i < end; i++) {
      if (line[i] == ',') {
        commas++;
      }
    }
    return commas == 5;
  }

  /** Seconds and, after a point, a fraction; real files hold some with more than nine digits. */
  private boolean time(LobsterMessage into) {
    if (!digits() || number >= DAY_SECONDS) {
      return false;
    }
    var nanos = number * NANOS;
    if (at < end && line[at] == '.') {
      at++;
      if (!digits()) {
        return false;
      }
      nanos += fractionNanos();
    }
    into.timeNanos(nanos);
    return endOfField();
  }

  private long fractionNanos() {
    for (; digits < 9; digits++) {
      number *= 10;
    }
    for (; digits > 9; digits--) {
      number /= 10;
    }
    return number;
  }

  private boolean field(boolean mayBeNegative) {
    var isNegative = mayBeNegative && at < end && line[at] == '-';
    if (isNegative) {
      at++;
    }
    if (!digits()) {
      return false;
    }
    number = isNegative ? -number : number;
    return endOfField();
  }

  private boolean digits() {
    number = 0;
    digits = 0;
    for (; at < end && line[at] >= '0' && line[at] <= '9'; at++) {
      number = number * 10 + (line[at] - '0');
      digits++;
      if (digits > MAX_DIGITS) {
        return false;
      }
    }
    return digits > 0;
  }

  private boolean endOfField() {
    if (at == end) {
      return true;
    }
    var isComma = line[at] == ',';
    at++;
    return isComma;
  }
}
