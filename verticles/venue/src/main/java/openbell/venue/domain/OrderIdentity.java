package openbell.venue.domain;

import java.util.UUID;
import openbell.model.Side;
import openbell.model.TimeInForce;

/**
 * What never changes of an order.
 *
 * @param handle the order's id within its book: the offset of its first command
 * @param accountId 0 for the simulated participants
 * @param tradeDate the session it was entered for, YYYYMMDD
 */
public record OrderIdentity(
    UUID orderId,
    long handle,
    long accountId,
    String symbol,
    Side side,
    TimeInForce timeInForce,
    int tradeDate) {}
