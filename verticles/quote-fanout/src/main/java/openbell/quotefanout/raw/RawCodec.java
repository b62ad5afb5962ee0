package openbell.quotefanout.raw;

import java.util.OptionalLong;
import openbell.quotefanout.domain.FrameBytes;
import openbell.quotefanout.domain.QuoteFormat;
import openbell.quotefanout.domain.Terms;
import openbell.quotefanout.domain.Watchlist;

/**
 * A subprotocol of the raw door: how requests are read and frames are written. Has no state. Quotes
 * and heartbeats, which every window and second brings, are written without an allocation.
 */
public sealed interface RawCodec permits JsonCodec, ProtobufCodec {
  /** The bytes to keep free in front of a frame ({@link FrameBytes#clear}). */
  int ROOM = 32;

  /** A frame with more is not begun; what one fragment takes beyond it is at most 4 KiB. */
  int FULL_AT = 56 * 1024;

  /** The subprotocol's name at the upgrade. */
  String subprotocol();

  /** Whether frames are binary. */
  boolean isBinary();

  /** What a text message asks; never fails. */
  RawRequest read(String text);

  /** What a binary message asks; never fails. */
  RawRequest read(byte[] bytes);

  /** How quotes are written in a mode. */
  QuoteFormat format(QuoteMode mode);

  /** The terms of a subscription. */
  default Terms terms(Subscription wanted) {
    return new Terms(format(wanted.mode()), wanted.changedOnly(), wanted.minChangePpm());
  }

  /** Writes an answer. */
  void write(RawAnswer answer, FrameBytes out);

  /**
   * Writes a heartbeat.
   *
   * @param micros the clock, since 1970
   * @param account the number of the account's newest event, where the client follows one
   */
  void writeHeartbeat(long number, long micros, OptionalLong account, FrameBytes out);

  /** As {@link #writeHeartbeat}, with the newest seq of each symbol watched. */
  void writeHeartbeat(
      long number, long micros, OptionalLong account, Watchlist list, FrameBytes out);

  /** Writes what changed from an index on; returns where the next frame starts, or -1. */
  int writeQuotes(Watchlist list, int first, FrameBytes out);
}
