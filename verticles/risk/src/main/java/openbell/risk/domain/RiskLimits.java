package openbell.risk.domain;

/**
 * The limits of one order that no account's state decides.
 *
 * @param alwaysOpen whether every market trades at any hour
 * @param referenceMaxAgeMs how old a MARKET order's reference price may be
 * @param maxOrderValue the largest value of one order at its worst price, in 1/10,000
 * @param fatFingerBps how far beyond the last trade a limit may reach, in basis points; 0: any way
 */
public record RiskLimits(
    boolean alwaysOpen, long referenceMaxAgeMs, long maxOrderValue, long fatFingerBps) {}
