package openbell.feedhandler.domain;

/**
 * What the checks must know of an instrument.
 *
 * @param tickSize 1/10,000, positive
 * @param previousClosePx 1/10,000, 0 if unknown
 * @param line the feed line that carries it: the venue partition
 */
public record Listing(String symbol, long tickSize, long previousClosePx, int line) {}
