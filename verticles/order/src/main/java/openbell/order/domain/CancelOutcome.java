package openbell.order.domain;

/** The answer to a cancel. */
public sealed interface CancelOutcome
    permits CancelOutcome.Changed, CancelOutcome.AsBefore, Refused {
  /** The order as it becomes: its command goes to the venue, or a queued order has ended. */
  record Changed(Change change) implements CancelOutcome {}

  /** It was asked for before: nothing is sent. */
  record AsBefore(Order order) implements CancelOutcome {}
}
