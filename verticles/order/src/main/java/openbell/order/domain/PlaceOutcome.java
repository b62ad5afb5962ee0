package openbell.order.domain;

import java.nio.ByteBuffer;

/** The answer to one order of an intake batch. */
public sealed interface PlaceOutcome
    permits PlaceOutcome.Accepted, PlaceOutcome.Shared, PlaceOutcome.Stored, Refused {
  /** A new order with its hold. */
  record Accepted(PlaceOrder request, Order order, long hold, Evidence evidence)
      implements PlaceOutcome {}

  /** The same request stands earlier in the batch: its order. */
  record Shared(Order order) implements PlaceOutcome {}

  /** The same request was accepted before: the answer it got. */
  record Stored(ByteBuffer answer) implements PlaceOutcome {}
}
