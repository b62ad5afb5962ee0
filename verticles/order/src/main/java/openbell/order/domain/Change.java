package openbell.order.domain;

/** One transition: what happened, the order as it is after it, and how it came about. */
public record Change(Order after, OrderEvent event, Evidence evidence) {
  /** One of which nothing else is known. */
  public Change(Order after, OrderEvent event) {
    this(after, event, Evidence.NONE);
  }
}
