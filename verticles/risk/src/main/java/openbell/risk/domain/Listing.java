package openbell.risk.domain;

/**
 * What the rules need of an instrument. Prices in 1/10,000, the band in basis points, quantities in
 * whole units.
 */
public record Listing(
    String symbol,
    String currency,
    long tickSize,
    long roundLot,
    long previousClosePx,
    int priceBandBps,
    long maxOrderQty,
    int venuePartition,
    boolean tradable) {}
