package openbell.quotefanout;

import openbell.quotefanout.domain.FrameBytes;
import openbell.quotefanout.domain.QuoteFormat;
import openbell.quotefanout.domain.Subject;
import openbell.quotefanout.domain.Watchlist;

/**
 * How bridge messages are packed for one kind of SockJS client. Called on the client's event loop
 * alone; what was added leaves at {@link #flush}.
 */
interface BridgeWire {
  /** How a subject is encoded for this packing. */
  QuoteFormat format(Subject subject);

  /** Adds one message, a JSON text. */
  void add(String json);

  /**
   * Adds changed quotes from an index on, as many as one frame takes.
   *
   * @param out the loop's bytes to put the frame together in
   * @return the index to go on from, or -1 when nothing is left
   */
  int addQuotes(Watchlist list, int first, FrameBytes out);

  /** Adds the transport's own sign of life, due each 25 s. */
  void addKeepAlive();

  void flush();

  boolean isWritable();

  long pendingBytes();

  /** Says goodbye as the transport does, then closes. */
  void close(CloseCode code);

  /** Closes at once a peer that does not take the goodbye. */
  void abort();
}
