package openbell.feedhandler.domain;

/**
 * What the checks must know of an instrument.
 *
 * @param tickSize 1/10,000, positive
 * @param previousClosePx 1/10,000, 0 if unknown
 * @param line the feed line that carries it: the venue partition
 * @param share what is traded, e.g. ISIN and currency: equal for all venues whose trades make one
 *     average price; empty if unknown
 */
public record Listing(String symbol, long tickSize, long previousClosePx, int line, String share) {
  /** An instrument of which no other venue is known. */
  public Listing(String symbol, long tickSize, long previousClosePx, int line) {
    this(symbol, tickSize, previousClosePx, line, "");
  }
}
