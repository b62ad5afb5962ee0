package openbell.order.domain;

/** The answer to a replace. */
public sealed interface ReplaceOutcome permits ReplaceOutcome.Changed, Refused {
  /**
   * The order as it becomes: the command goes to the venue, or a queued order has its new terms.
   *
   * @param raise what is held in addition
   * @param released what is held no more
   */
  record Changed(Change change, long raise, long released) implements ReplaceOutcome {}
}
