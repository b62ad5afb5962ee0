package openbell.feedhandler.publish;

import com.google.protobuf.ByteString;
import openbell.wire.marketdata.Quote;

/** A quote and its bytes. */
public record EncodedQuote(Quote quote, ByteString bytes) implements Encoded {
  public static EncodedQuote of(Quote quote) {
    return new EncodedQuote(quote, quote.toByteString());
  }

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
