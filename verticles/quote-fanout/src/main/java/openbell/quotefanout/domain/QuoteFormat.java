package openbell.quotefanout.domain;

import static openbell.quotefanout.domain.JsonBytes.ascii;

import java.util.List;
import openbell.wire.marketdata.Quote;

/**
 * How a quote is written for a kind of client. Prices and quantities are decimal strings; a price
 * that is not there yet is left out; a quote whose line is silent says {@code "stale":true}.
 */
public enum QuoteFormat {
  /** Raw door, mode {@code ltp}: {@code {"s","e","q","l","t"}}. */
  LTP(0),

  /** Raw door, modes {@code quote} and (until depth is streamed) {@code full}: all short keys. */
  QUOTE(1),

  /** Bridge: the envelope {@code {"type":"rec","address","body"}} with long names. */
  BRIDGE(2),

  /** Bridge inside SockJS: the same envelope as a JSON string. */
  SOCKJS(3);

  static final byte[] STALE = ascii(",\"stale\":true");

  private static final byte[] FRESH = ascii(",\"stale\":false");
  private static final byte[] NAME = ascii("{\"s\":\"");
  private static final byte[] EPOCH = ascii("\",\"e\":");
  private static final byte[] SEQ = ascii(",\"q\":");
  private static final byte[] PREVIOUS_SEQ = ascii(",\"p\":");
  private static final byte[] TIME = ascii(",\"t\":");

  private static final List<QuoteField> LTP_FIELDS = List.of(QuoteField.LAST);

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
  int encode(byte[] name, Quote quote, JsonBytes out) {
    return switch (this) {
      case LTP, QUOTE -> encodeShort(name, quote, out);
      case BRIDGE -> {
        BridgeQuotes.encode(name, quote, out);
        yield out.length();
      }
      case SOCKJS -> {
        var from = out.put('"').length();
        BridgeQuotes.encode(name, quote, out);
        yield out.escapeFrom(from).put('"').length();
      }
    };
  }

  /** Whether updates may tell changed fields alone. */
  public boolean canTellChanges() {
    return switch (this) {
      case LTP, QUOTE -> true;
      case BRIDGE, SOCKJS -> false;
    };
  }

  /** Appends what changed since a quote of the same epoch, with its seq as {@code p}. */
  void encodeChanges(byte[] name, Quote before, Quote now, JsonBytes out) {
    head(name, now, out);
    out.raw(PREVIOUS_SEQ).number(before.getSeq());
    for (var field : shortFields()) {
      field.appendChange(before, now, out);
    }
    if (before.getStale() != now.getStale()) {
      out.raw(now.getStale() ? STALE : FRESH);
    }
    tail(now, out);
  }

  static void appendPreviousSeq(long seq, JsonBytes out) {
    out.raw(PREVIOUS_SEQ).number(seq);
  }

  private int encodeShort(byte[] name, Quote quote, JsonBytes out) {
    head(name, quote, out);
    var mark = out.length();
    for (var field : shortFields()) {
      field.appendShort(quote, out);
    }
    if (quote.getStale()) {
      out.raw(STALE);
    }
    tail(quote, out);
    return mark;
  }

  private List<QuoteField> shortFields() {
    return this == LTP ? LTP_FIELDS : QuoteField.ALL;
  }

  private static void head(byte[] name, Quote quote, JsonBytes out) {
    out.raw(NAME).raw(name).raw(EPOCH).number(quote.getEpoch()).raw(SEQ).number(quote.getSeq());
  }

  private static void tail(Quote quote, JsonBytes out) {
    if (quote.getAsOf() != 0) {
      out.raw(TIME).number(quote.getAsOf());
    }
    out.put('}');
  }
}
