package openbell.order.domain;

/** An account's flags, read under its lock. {@code closeOnly}: it may only sell what it has. */
public record AccountState(boolean closeOnly, boolean blocked) {}
