package openbell.feedhandler.publish;

import com.google.protobuf.ByteString;

/** A message about one symbol that was encoded once, for every sink that writes it. */
public sealed interface Encoded permits EncodedQuote, EncodedDepth, EncodedTrade {
  /** The canonical symbol. */
  String symbol();

  long epoch();

  long seq();

  /** The Protobuf message. */
  ByteString bytes();
}
