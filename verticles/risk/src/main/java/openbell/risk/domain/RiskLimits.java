package openbell.risk.domain;

/**
 * The configured limits.
 *
 * @param alwaysOpen whether every market trades at any hour
 * @param referenceMaxAgeMs how old a MARKET order's reference price may be
 * @param maxOrderValue the largest value of one order at its worst price, in 1/10,000
 */
public record RiskLimits(boolean alwaysOpen, long referenceMaxAgeMs, long maxOrderValue) {}
