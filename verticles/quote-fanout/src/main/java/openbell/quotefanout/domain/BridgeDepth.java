package openbell.quotefanout.domain;

import static openbell.quotefanout.domain.FrameBytes.ascii;

import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.Quote;

/** A depth as the event-bus bridge delivers it: the envelope and both sides, long names. */
final class BridgeDepth {
  private static final byte[] ENVELOPE = ascii("{\"type\":\"rec\",\"address\":\"depth.");
  private static final byte[] SYMBOL = ascii("\",\"body\":{\"symbol\":\"");
  private static final byte[] SEQ = ascii(",\"seq\":");
  private static final byte[] EPOCH = ascii(",\"epoch\":");
  private static final byte[] TIME = ascii(",\"ts\":");

  private BridgeDepth() {}

  /**
   * Appends the depth.
   *
   * @param quote of the same symbol: says whether its line is silent, and where it came from
   */
  static void encode(byte[] name, Depth depth, Quote quote, FrameBytes out) {
    out.raw(ENVELOPE).raw(name).raw(SYMBOL).raw(name).put('"');
    DepthField.BIDS.appendLong(depth, out);
    DepthField.ASKS.appendLong(depth, out);
    out.raw(SEQ).number(depth.getSeq()).raw(EPOCH).number(depth.getEpoch());
    if (quote.getStale()) {
      out.raw(QuoteFormat.STALE);
      BridgeQuotes.source(quote, out);
    }
    if (depth.getAsOf() != 0) {
      out.raw(TIME).number(depth.getAsOf());
    }
    out.put('}').put('}');
  }
}
