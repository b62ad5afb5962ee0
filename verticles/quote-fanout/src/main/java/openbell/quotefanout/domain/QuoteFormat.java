package openbell.quotefanout.domain;

import static openbell.quotefanout.domain.JsonBytes.ascii;

import openbell.wire.marketdata.Quote;

/**
 * How a quote is written for a kind of client. Prices and quantities are decimal strings; a price
 * that is not there yet is left out; a quote whose line is silent says {@code "stale":true}.
 */
public enum QuoteFormat {
  /** Raw door, mode {@code ltp}: {@code {"s","e","q","l","t"}}. */
  LTP(0) {
    @Override
    int encode(byte[] name, Quote quote, JsonBytes out) {
      var mark = shortHead(name, quote, out);
      price(out, SHORT_LAST, quote.getLastPx());
      return shortTail(quote, out, mark);
    }
  },

  /** Raw door, modes {@code quote} and (until depth is streamed) {@code full}: all short keys. */
  QUOTE(1) {
    @Override
    int encode(byte[] name, Quote quote, JsonBytes out) {
      var mark = shortHead(name, quote, out);
      price(out, SHORT_LAST, quote.getLastPx());
      price(out, SHORT_BID, quote.getBidPx());
      price(out, SHORT_ASK, quote.getAskPx());
      quantity(out, SHORT_BID_QTY, quote.getBidQty());
      quantity(out, SHORT_ASK_QTY, quote.getAskQty());
      quantity(out, SHORT_VOLUME, quote.getVolume());
      price(out, SHORT_OPEN, quote.getOpenPx());
      price(out, SHORT_HIGH, quote.getHighPx());
      price(out, SHORT_LOW, quote.getLowPx());
      price(out, SHORT_PREVIOUS_CLOSE, quote.getPreviousClosePx());
      price(out, SHORT_VWAP, quote.getVwapPx());
      quantity(out, SHORT_LAST_QTY, quote.getLastQty());
      return shortTail(quote, out, mark);
    }
  },

  /** Bridge: the envelope {@code {"type":"rec","address","body"}} with long names. */
  BRIDGE(2) {
    @Override
    int encode(byte[] name, Quote quote, JsonBytes out) {
      BridgeQuotes.encode(name, quote, out);
      return out.length();
    }
  },

  /** Bridge inside SockJS: the same envelope as a JSON string. */
  SOCKJS(3) {
    @Override
    int encode(byte[] name, Quote quote, JsonBytes out) {
      var from = out.put('"').length();
      BridgeQuotes.encode(name, quote, out);
      return out.escapeFrom(from).put('"').length();
    }
  };

  static final byte[] STALE = ascii(",\"stale\":true");

  private static final byte[] SHORT_NAME = ascii("{\"s\":\"");
  private static final byte[] SHORT_EPOCH = ascii("\",\"e\":");
  private static final byte[] SHORT_SEQ = ascii(",\"q\":");
  private static final byte[] SHORT_LAST = ascii(",\"l\":\"");
  private static final byte[] SHORT_BID = ascii(",\"b\":\"");
  private static final byte[] SHORT_ASK = ascii(",\"a\":\"");
  private static final byte[] SHORT_BID_QTY = ascii(",\"bq\":\"");
  private static final byte[] SHORT_ASK_QTY = ascii(",\"aq\":\"");
  private static final byte[] SHORT_VOLUME = ascii(",\"v\":\"");
  private static final byte[] SHORT_OPEN = ascii(",\"o\":\"");
  private static final byte[] SHORT_HIGH = ascii(",\"h\":\"");
  private static final byte[] SHORT_LOW = ascii(",\"lo\":\"");
  private static final byte[] SHORT_PREVIOUS_CLOSE = ascii(",\"pc\":\"");
  private static final byte[] SHORT_VWAP = ascii(",\"vw\":\"");
  private static final byte[] SHORT_LAST_QTY = ascii(",\"lq\":\"");
  private static final byte[] SHORT_TIME = ascii(",\"t\":");

  private final int index;

  QuoteFormat(int index) {
    this.index = index;
  }

  /** Its place in a cell's array of fragments. */
  int index() {
    return index;
  }

  /**
   * Appends the quote under the name that was registered; returns where an update's {@code p} goes
   * (the end, where the format has none).
   */
  abstract int encode(byte[] name, Quote quote, JsonBytes out);

  static void price(JsonBytes out, byte[] key, long px) {
    if (px != 0) {
      out.raw(key).money(px).put('"');
    }
  }

  static void quantity(JsonBytes out, byte[] key, long qty) {
    if (qty != 0) {
      out.raw(key).number(qty).put('"');
    }
  }

  private static int shortHead(byte[] name, Quote quote, JsonBytes out) {
    out.raw(SHORT_NAME).raw(name);
    out.raw(SHORT_EPOCH).number(quote.getEpoch()).raw(SHORT_SEQ).number(quote.getSeq());
    return out.length();
  }

  private static int shortTail(Quote quote, JsonBytes out, int mark) {
    if (quote.getStale()) {
      out.raw(STALE);
    }
    if (quote.getAsOf() != 0) {
      out.raw(SHORT_TIME).number(quote.getAsOf());
    }
    out.put('}');
    return mark;
  }
}
