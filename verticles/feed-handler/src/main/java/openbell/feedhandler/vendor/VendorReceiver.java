package openbell.feedhandler.vendor;

import openbell.feedhandler.domain.FeedDepth;
import openbell.feedhandler.domain.FeedTrade;

/**
 * What a vendor's messages say; called in their order. Objects are the decoder's after the call.
 */
interface VendorReceiver {
  /** The state of everything follows, as of this seq; a new stream numbers anew. */
  void begin(String stream, long seq);

  /** A symbol's whole book. */
  void book(FeedDepth book, long seq);

  void trade(FeedTrade trade, long seq);

  /** Everything was told, as of this seq. */
  void end(long seq);

  /** A sign of life; nothing was said after this seq. */
  void heartbeat(long seq);

  /** Something that is not what the vendor documents. */
  void malformed();
}
