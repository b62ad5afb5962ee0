package openbell.order.domain;

/** What a report does to its order. */
public sealed interface ReportEffect {
  /** One transition. */
  record Transition(OrderEvent event) implements ReportEffect {}

  /** Late, repeated or merely informing: it changes nothing. */
  record Nothing() implements ReportEffect {}

  /** It contradicts what is known; a person has to look at it. */
  record Contradiction(String cause) implements ReportEffect {}
}
