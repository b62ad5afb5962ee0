package openbell.quotefanout.domain;

import static openbell.quotefanout.domain.FrameBytes.ascii;

import openbell.wire.marketdata.Quote;

/** A quote as the event-bus bridge delivers it: the envelope and the full body, long names. */
final class BridgeQuotes {
  private static final byte[] ENVELOPE = ascii("{\"type\":\"rec\",\"address\":\"quotes.");
  private static final byte[] SYMBOL = ascii("\",\"body\":{\"symbol\":\"");
  private static final byte[] CHANGE = ascii(",\"change\":\"");
  private static final byte[] CHANGE_PERCENT = ascii("\",\"changePercent\":\"");
  private static final byte[] OUTLIER = ascii(",\"outlier\":true");
  private static final byte[] SOURCE = ascii(",\"source\":\"");
  private static final byte[] SEQ = ascii(",\"seq\":");
  private static final byte[] EPOCH = ascii(",\"epoch\":");
  private static final byte[] TIME = ascii(",\"ts\":");
  private static final byte[] END = ascii("}}");

  private BridgeQuotes() {}

  static void encode(byte[] name, Quote quote, FrameBytes out) {
    out.raw(ENVELOPE).raw(name).raw(SYMBOL).raw(name).put('"');
    for (var field : QuoteField.ALL) {
      field.appendLong(quote, out);
    }
    change(quote, out);
    out.raw(SEQ).number(quote.getSeq()).raw(EPOCH).number(quote.getEpoch());
    if (quote.getOutlier()) {
      out.raw(OUTLIER);
    }
    if (quote.getStale()) {
      out.raw(QuoteFormat.STALE);
      source(quote, out);
    }
    if (quote.getAsOf() != 0) {
      out.raw(TIME).number(quote.getAsOf());
    }
    out.raw(END);
  }

  /** Appends the feed that the quote came from. */
  static void source(Quote quote, FrameBytes out) {
    if (!quote.getSource().isEmpty()) {
      var from = out.raw(SOURCE).length();
      out.raw(ascii(quote.getSource())).escapeFrom(from).put('"');
    }
  }

  private static void change(Quote quote, FrameBytes out) {
    var close = quote.getPreviousClosePx();
    if (close <= 0 || quote.getLastPx() == 0) {
      return;
    }
    var change = quote.getLastPx() - close;
    out.raw(CHANGE).money(change).raw(CHANGE_PERCENT).money(percent(change, close)).put('"');
  }

  /** Per cent in 1/10,000, cut to two digits after the point, rounded half away from zero. */
  private static long percent(long change, long close) {
    if (Math.abs(change) > Long.MAX_VALUE / 20_000) {
      return 0;
    }
    var doubled = change * 20_000 / close;
    return (doubled + Long.signum(change)) / 2 * 100;
  }
}
