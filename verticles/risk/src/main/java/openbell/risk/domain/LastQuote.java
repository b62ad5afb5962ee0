package openbell.risk.domain;

/** The newest quote of a listing; a price of 0 is none. {@code asOfMicros}: the feed's stamp. */
public record LastQuote(long lastPx, long bidPx, long askPx, long asOfMicros) {
  /** Nothing was heard of the listing yet. */
  public static final LastQuote NONE = new LastQuote(0, 0, 0, 0);
}
