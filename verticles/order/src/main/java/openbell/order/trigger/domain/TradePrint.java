package openbell.order.trigger.domain;

/**
 * A trade as far as a trigger is concerned.
 *
 * @param publishedAt microseconds, by the platform's clock
 */
public record TradePrint(String symbol, long px, long publishedAt) {}
