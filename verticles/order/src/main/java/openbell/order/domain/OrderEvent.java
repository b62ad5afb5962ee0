package openbell.order.domain;

/** What happened to an accepted order. Each is one transition: the version rises by one. */
public sealed interface OrderEvent {
  /** Why, as a dotted code; empty where nobody has to ask. */
  default String reason() {
    return "";
  }

  /** A queued order is sent to the venue, for the session of this trade date. */
  record Released(int tradeDate) implements OrderEvent {}

  /** A cancel was asked for and goes to the venue as this command. */
  record CancelRequested(int cmdNo) implements OrderEvent {}

  /** New terms were asked for and go to the venue. */
  record ReplaceRequested(PendingReplace replace) implements OrderEvent {}

  /** The venue took the order. */
  record Opened(String venueOrderId) implements OrderEvent {}

  /** The trigger price of a stop order was reached: it is matched from now on. */
  record Triggered(String venueOrderId) implements OrderEvent {}

  /** The order traded. */
  record Traded(Fill fill) implements OrderEvent {}

  /** The order has these terms now; a queued order at once, any other when the venue says so. */
  record Replaced(PendingReplace replace) implements OrderEvent {}

  /** The rest was cancelled, by request or by its validity. */
  record Cancelled(String reason) implements OrderEvent {}

  /** The venue did not take the order. */
  record Rejected(String reason) implements OrderEvent {}

  /** The rest ended with its session. */
  record Expired(String reason) implements OrderEvent {}

  /** The venue did not cancel (FIX 9). */
  record CancelRejected(String reason) implements OrderEvent {}

  /** The venue did not replace (FIX 9): the terms stay as they were. */
  record ReplaceRejected(String reason) implements OrderEvent {}
}
