package openbell.quotefanout.domain;

import static openbell.quotefanout.domain.FrameBytes.ascii;

import openbell.wire.common.Side;
import openbell.wire.marketdata.Trade;

/**
 * The public tape as the event-bus bridge delivers it: the envelope and the trades, oldest first.
 */
final class BridgeTape {
  private static final int MAX_ID_CHARS = 40;
  private static final byte[] ENVELOPE = ascii("{\"type\":\"rec\",\"address\":\"trades.");
  private static final byte[] SYMBOL = ascii("\",\"body\":{\"symbol\":\"");
  private static final byte[] TRADES = ascii("\",\"trades\":[");
  private static final byte[] DROPPED = ascii("],\"dropped\":");
  private static final byte[] PRICE = ascii("{\"price\":\"");
  private static final byte[] QUANTITY = ascii("\",\"quantity\":\"");
  private static final byte[] BUY = ascii("\",\"side\":\"BUY");
  private static final byte[] SELL = ascii("\",\"side\":\"SELL");
  private static final byte[] ID = ascii("\",\"tradeId\":\"");
  private static final byte[] SEQ = ascii("\",\"seq\":");
  private static final byte[] EPOCH = ascii(",\"epoch\":");
  private static final byte[] TIME = ascii(",\"ts\":");

  private BridgeTape() {}

  /** Appends one trade; its side is the aggressor's, where the feed knows it. */
  static void encode(Trade trade, FrameBytes out) {
    out.raw(PRICE).money(trade.getPx()).raw(QUANTITY).number(trade.getQty());
    if (trade.getAggressor() == Side.SIDE_BUY) {
      out.raw(BUY);
    } else if (trade.getAggressor() == Side.SIDE_SELL) {
      out.raw(SELL);
    }
    if (isPlain(trade.getTrdMatchId())) {
      out.raw(ID).raw(ascii(trade.getTrdMatchId()));
    }
    out.raw(SEQ).number(trade.getSeq()).raw(EPOCH).number(trade.getEpoch());
    out.raw(TIME).number(trade.getTransactTime()).put('}');
  }

  static void begin(byte[] name, FrameBytes out) {
    out.raw(ENVELOPE).raw(name).raw(SYMBOL).raw(name).raw(TRADES);
  }

  static void end(long dropped, FrameBytes out) {
    out.raw(DROPPED).number(dropped).put('}').put('}');
  }

  /** A feed's own name for a trade is shown if it needs no escape. */
  private static boolean isPlain(String id) {
    return !id.isEmpty()
        && id.length() <= MAX_ID_CHARS
        && id.chars().allMatch(c -> c > ' ' && c < 127 && c != '"' && c != '\\');
  }
}
