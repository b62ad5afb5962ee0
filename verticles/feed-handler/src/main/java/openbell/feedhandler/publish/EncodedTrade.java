package openbell.feedhandler.publish;

import com.google.protobuf.ByteString;
import openbell.wire.marketdata.Trade;

/** A trade and its bytes. */
public record EncodedTrade(Trade trade, ByteString bytes) implements Encoded {
  public static EncodedTrade of(Trade trade) {
    return new EncodedTrade(trade, trade.toByteString());
  }

  @Override
  public String symbol() {
    return trade.getSymbol();
  }

  @Override
  public long epoch() {
    return trade.getEpoch();
  }

  @Override
  public long seq() {
    return trade.getSeq();
  }
}
