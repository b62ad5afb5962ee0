package openbell.order.domain;

/** One transition: what happened, and the order as it is after it. */
public record Change(Order after, OrderEvent event) {}
