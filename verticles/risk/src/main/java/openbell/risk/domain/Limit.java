package openbell.risk.domain;

/**
 * One limit as it is set.
 *
 * @param key an account's number, a canonical symbol; empty for GLOBAL
 */
public record Limit(LimitScope scope, String key, LimitName name, long value) {}
