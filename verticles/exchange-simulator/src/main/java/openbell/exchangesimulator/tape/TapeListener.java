package openbell.exchangesimulator.tape;

import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.Trade;

/** Told of everything on the tape, on the tape's event loop, in the venue's order. */
public interface TapeListener {
  /** The symbol's whole book is now this. */
  void depth(Depth depth);

  /** A trade happened; the book after it follows. */
  void trade(Trade trade);
}
