package openbell.order.domain;

import java.util.OptionalLong;
import java.util.UUID;

/**
 * A client's replace (FIX G). What is absent stays as it is.
 *
 * @param version the order's version that the client has seen
 * @param orderQty the new total
 * @param receivedAtMicros when the gateway had it, for the order's timeline; 0 if unknown
 */
public record ReplaceOrder(
    long accountId,
    long userId,
    UUID orderId,
    int version,
    OptionalLong orderQty,
    OptionalLong price,
    OptionalLong stopPx,
    long receivedAtMicros) {}
