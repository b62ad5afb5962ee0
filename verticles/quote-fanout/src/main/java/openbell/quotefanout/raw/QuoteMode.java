package openbell.quotefanout.raw;

/** How much of a quote a client wants. */
public enum QuoteMode {
  /** The last price. */
  LTP,

  /** All but the depth. */
  QUOTE,

  /** The quote with its depth. */
  FULL
}
