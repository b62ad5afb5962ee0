package openbell.exchangesimulator.domain;

import java.util.UUID;
import openbell.model.Side;

/** What a simulated participant sends to the venue. */
public sealed interface StreetCommand {
  Listing listing();

  UUID orderId();

  /** A limit order that rests until it is filled or canceled. */
  record Quote(Listing listing, UUID orderId, Side side, long quantity, long price)
      implements StreetCommand {}

  /** An order that takes what there is up to its limit, and never rests. */
  record Take(Listing listing, UUID orderId, Side side, long quantity, long price)
      implements StreetCommand {}

  /** Takes a quote back. */
  record Withdraw(Listing listing, UUID orderId) implements StreetCommand {}
}
