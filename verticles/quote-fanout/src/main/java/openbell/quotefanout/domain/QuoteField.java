package openbell.quotefanout.domain;

import static openbell.quotefanout.domain.FrameBytes.ascii;

import java.util.List;
import java.util.function.ToLongFunction;
import openbell.wire.marketdata.Quote;

/**
 * One value of a quote under its short name (raw door) and its long one (bridge). 0 means that
 * there is none: left out of a full fragment, {@code null} where changes alone are told.
 */
final class QuoteField {
  private static final byte[] NULL = ascii("null");

  static final QuoteField LAST = price("l", "ltp", Quote::getLastPx);

  /** All, in the order in which they are written. */
  static final List<QuoteField> ALL =
      List.of(
          LAST,
          price("b", "bid", Quote::getBidPx),
          price("a", "ask", Quote::getAskPx),
          quantity("bq", "bidQty", Quote::getBidQty),
          quantity("aq", "askQty", Quote::getAskQty),
          quantity("v", "volume", Quote::getVolume),
          price("o", "open", Quote::getOpenPx),
          price("h", "high", Quote::getHighPx),
          price("lo", "low", Quote::getLowPx),
          price("pc", "previousClose", Quote::getPreviousClosePx),
          price("vw", "vwap", Quote::getVwapPx),
          price("cvw", "consolidatedVwap", Quote::getConsolidatedVwapPx),
          quantity("lq", "lastQty", Quote::getLastQty));

  private final byte[] shortKey;
  private final byte[] longKey;
  private final boolean price;
  private final ToLongFunction<Quote> value;

  private QuoteField(byte[] shortKey, byte[] longKey, boolean price, ToLongFunction<Quote> value) {
    this.shortKey = shortKey;
    this.longKey = longKey;
    this.price = price;
    this.value = value;
  }

  private static QuoteField price(String brief, String full, ToLongFunction<Quote> value) {
    return new QuoteField(key(brief), key(full), true, value);
  }

  private static QuoteField quantity(String brief, String full, ToLongFunction<Quote> value) {
    return new QuoteField(key(brief), key(full), false, value);
  }

  private static byte[] key(String name) {
    return ascii(",\"" + name + "\":");
  }

  /** Appends the value, if there is one, under its short key. */
  void appendShort(Quote quote, FrameBytes out) {
    append(shortKey, quote, out);
  }

  /** Appends the value, if there is one, under its long key. */
  void appendLong(Quote quote, FrameBytes out) {
    append(longKey, quote, out);
  }

  /** Appends the value under its short key if it is another than before. */
  void appendChange(Quote before, Quote now, FrameBytes out) {
    var number = value.applyAsLong(now);
    if (number != value.applyAsLong(before)) {
      out.raw(shortKey);
      if (number == 0) {
        out.raw(NULL);
      } else {
        appendText(number, out);
      }
    }
  }

  private void append(byte[] key, Quote quote, FrameBytes out) {
    var number = value.applyAsLong(quote);
    if (number != 0) {
      out.raw(key);
      appendText(number, out);
    }
  }

  private void appendText(long number, FrameBytes out) {
    out.put('"');
    if (price) {
      out.money(number);
    } else {
      out.number(number);
    }
    out.put('"');
  }
}
