package openbell.exchangesimulator.domain;

import java.util.Optional;

/**
 * What the participants know of an instrument.
 *
 * @param symbol canonical
 * @param partition of the venue
 * @param tickSize every price is a multiple of it
 * @param roundLot every quantity is a multiple of it
 * @param previousClose the price around which the market moves
 * @param maxOrderQty no order is larger
 * @param primary the canonical symbol of the same share's primary listing, where this is another
 */
public record Listing(
    String symbol,
    int partition,
    long tickSize,
    long roundLot,
    long previousClose,
    long maxOrderQty,
    Optional<String> primary) {

  public Listing {
    if (tickSize <= 0 || roundLot <= 0 || previousClose < tickSize || maxOrderQty < roundLot) {
      throw new IllegalArgumentException(symbol + " cannot be traded");
    }
  }
}
