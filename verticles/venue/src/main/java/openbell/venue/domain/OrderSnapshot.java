package openbell.venue.domain;

import openbell.model.OrdStatus;

/** One order of an {@link EngineSnapshot}. */
public record OrderSnapshot(
    OrderIdentity identity,
    long price,
    long orderQty,
    long cumQty,
    int lastCmdNo,
    OrdStatus status) {}
