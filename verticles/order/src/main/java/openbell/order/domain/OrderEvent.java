package openbell.order.domain;

/** What happened to an accepted order. Each is one transition: the version rises by one. */
public sealed interface OrderEvent {
  /** A cancel was asked for and goes to the venue as this command. */
  record CancelRequested(int cmdNo) implements OrderEvent {}

  /** The venue took the order. */
  record Opened(String venueOrderId) implements OrderEvent {}

  /** The order traded. */
  record Traded(Fill fill) implements OrderEvent {}

  /** The rest was cancelled, by request or by its validity. */
  record Cancelled(String reason) implements OrderEvent {}

  /** The venue did not take the order. */
  record Rejected(String reason) implements OrderEvent {}

  /** The rest ended with its session. */
  record Expired(String reason) implements OrderEvent {}

  /** The venue did not cancel (FIX 9). */
  record CancelRejected(String reason) implements OrderEvent {}
}
