package openbell.order.trigger.domain;

import java.util.UUID;

/** A trade that met a leg, as the index knows its trigger; the stored trigger decides. */
public record Firing(UUID triggerId, TradePrint trade) {}
