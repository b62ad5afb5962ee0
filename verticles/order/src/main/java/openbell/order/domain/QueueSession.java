package openbell.order.domain;

/**
 * The session of a market that is under way or comes next.
 *
 * @param tradeDate YYYYMMDD
 * @param collecting whether it takes orders already
 */
public record QueueSession(int tradeDate, boolean collecting) {}
