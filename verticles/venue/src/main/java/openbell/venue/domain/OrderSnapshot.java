package openbell.venue.domain;

import openbell.model.OrdStatus;

/**
 * One order of an {@link EngineSnapshot}.
 *
 * @param isWaiting whether it waits for its trigger
 */
public record OrderSnapshot(
    OrderIdentity identity,
    long price,
    long stopPx,
    boolean isWaiting,
    long orderQty,
    long cumQty,
    int lastCmdNo,
    OrdStatus status) {}
