package openbell.order.domain;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What an applier's transaction has read after it locked the accounts and orders of its batch.
 *
 * @param knownExecKeys those of the batch's reports that are stored already
 * @param parkedOrders orders that a parked report stands before
 * @param holdLeft what each order's hold still holds
 */
public record ReportState(
    Map<UUID, Order> orders,
    Set<String> knownExecKeys,
    Set<UUID> parkedOrders,
    Map<UUID, Long> holdLeft) {}
