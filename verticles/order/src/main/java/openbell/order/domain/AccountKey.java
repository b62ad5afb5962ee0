package openbell.order.domain;

/** A text within an account: an idempotency key, a clOrdId, an asset. */
public record AccountKey(long accountId, String text) {}
