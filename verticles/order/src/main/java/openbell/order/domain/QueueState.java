package openbell.order.domain;

import java.util.Map;
import java.util.UUID;

/**
 * What the release of queued orders has read under the locks of their accounts and theirs.
 *
 * @param accounts the locked accounts
 * @param orders as they are now
 * @param holds what each order's hold still holds
 * @param guards what the accounts' limits are compared with: nothing of it is what a queued order
 *     adds
 */
public record QueueState(
    Map<Long, AccountState> accounts,
    Map<UUID, Order> orders,
    Map<UUID, Long> holds,
    GuardState guards) {}
