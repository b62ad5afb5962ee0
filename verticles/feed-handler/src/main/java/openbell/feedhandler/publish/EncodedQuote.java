package openbell.feedhandler.publish;

import com.google.protobuf.ByteString;
import openbell.wire.marketdata.Quote;

/**
 * A quote and its bytes.
 *
 * @param index the symbol's place among those of its feed, from 0
 */
public record EncodedQuote(int index, Quote quote, ByteString bytes) implements Encoded {
  @Override
  public String symbol() {
    return quote.getSymbol();
  }

  @Override
  public long epoch() {
    return quote.getEpoch();
  }

  @Override
  public long seq() {
    return quote.getSeq();
  }
}
